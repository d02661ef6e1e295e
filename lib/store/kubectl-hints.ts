/** What to type in a terminal to look at a problem from the other side. */
import type { ProblemCode } from '@/lib/contract/problem';
import { shellWord } from '@/lib/model/kubectl-command';

const VERSION = ['get --raw /version'];
const WHO = ['auth whoami', 'auth can-i --list'];
const CONFIG = ['config get-contexts', 'config view'];
const HINTS: Partial<Record<ProblemCode, readonly string[]>> = {
  'kubeconfig-not-found': CONFIG,
  'kubeconfig-unreadable': CONFIG,
  'kubeconfig-malformed': CONFIG,
  'kubeconfig-refused': CONFIG,
  'context-not-found': CONFIG,
  'context-not-set': CONFIG,
  'context-incomplete': CONFIG,
  'credential-file-unreadable': VERSION,
  'certificate-invalid': VERSION,
  'server-address-invalid': VERSION,
  'proxy-address-invalid': VERSION,
  'proxy-failed': VERSION,
  'auth-provider-removed': VERSION,
  'login-expired': VERSION,
  'credential-expired': VERSION,
  'auth-plugin-missing': VERSION,
  'auth-plugin-prompts': VERSION,
  'auth-plugin-failed': VERSION,
  'connection-refused': ['cluster-info', ...VERSION],
  'host-not-found': ['cluster-info', ...VERSION],
  'timed-out': ['cluster-info', ...VERSION],
  'certificate-rejected': VERSION,
  'client-certificate-rejected': VERSION,
  unauthorized: VERSION,
  forbidden: WHO,
  'server-error': ['get --raw /readyz?verbose'],
  'not-kubernetes': VERSION,
  'connection-lost': VERSION,
};

/** kubectl commands for a problem, in the context looked at. Those about the kubeconfig itself name no context. */
export function kubectlHints(code: ProblemCode, context: string | undefined): string[] {
  return (HINTS[code] ?? []).map((command) => {
    if (command.startsWith('config ') || !context) return `kubectl ${command.replace(/(\S*\?\S*)/, "'$1'")}`;
    return `kubectl --context ${shellWord(context)} ${command.replace(/(\S*\?\S*)/, "'$1'")}`;
  });
}
