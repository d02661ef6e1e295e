/** The kubectl command that shows in a terminal what a diagram node shows. */
import type { ComponentId } from './cluster';

/** A diagram node, as the URL names it. */
export type DiagramNode =
  | { type: 'pod'; namespace: string; name: string }
  | { type: 'container'; namespace: string; pod: string; name: string }
  | { type: 'node'; name: string }
  | { type: 'namespace'; name: string }
  | { type: 'workload'; kind: string; namespace: string; name: string }
  | { type: 'service'; namespace: string; name: string }
  | { type: 'component'; id: ComponentId; node?: string | undefined };

const SAFE = /^[A-Za-z0-9_./:@%+-][A-Za-z0-9_./:=@%+-]*$/;
/** A terminal obeys them also where they are pasted, in quotes: written by their code. */
const CONTROL = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

const escaped = (character: string) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;

/** A word for a POSIX shell: as it is when it is plain, else in quotes (of `--flag=value`, the value). */
export function shellWord(word: string): string {
  if (SAFE.test(word)) return word;
  const [, flag = '', value = word] = /^(--[a-z-]+=)(.*)$/s.exec(word) ?? [];
  if (!CONTROL.test(value)) return `${flag}'${value.replaceAll("'", "'\\''")}'`;
  const safe = value.replace(/[\\']/g, '\\$&').replace(new RegExp(CONTROL, 'gu'), escaped);
  return `${flag}$'${safe}'`;
}

/** A name as an argument by itself: one that begins with `-` is no flag. */
export const named = (name: string) => ({ name });

/** A kubectl command, safe to paste in a shell; names that would be taken for flags stand after `--`. */
export function kubectl(...words: (string | { name: string })[]): string {
  const texts = words.map((word) => (typeof word === 'string' ? word : word.name));
  const isLast = (index: number) => typeof words[index] !== 'string' && texts[index]?.startsWith('-') === true;
  const last = texts.filter((_, index) => isLast(index));
  const first = texts.filter((_, index) => !isLast(index));
  return ['kubectl', ...first, ...(last.length > 0 ? ['--', ...last] : [])].map(shellWord).join(' ');
}

/** What a component's command shows: its pods by label, its lease, its checks, or the field of the nodes that names it. */
function componentCommand(id: ComponentId, node: string | undefined): string {
  const system = (...words: Parameters<typeof kubectl>) => kubectl('-n', 'kube-system', 'get', ...words, '-o', 'wide');
  const nodes = node ? kubectl('get', 'node', named(node), '-o', 'wide') : kubectl('get', 'nodes', '-o', 'wide');
  const on = node ? [`--field-selector=spec.nodeName=${node}`] : [];
  switch (id) {
    case 'kubectl':
      return kubectl('config', 'view', '--minify');
    case 'kubeplano':
      return kubectl('auth', 'whoami');
    case 'kube-apiserver':
      return node ? system('pods', '-l', `component=${id}`, ...on) : kubectl('get', '--raw=/readyz?verbose');
    case 'etcd':
    case 'cloud-controller-manager':
      return system('pods', '-l', `component=${id}`, ...on);
    case 'kube-scheduler':
    case 'kube-controller-manager':
      return kubectl('-n', 'kube-system', 'get', 'lease', id, '-o', 'yaml');
    case 'kubelet':
      return node ? kubectl('-n', 'kube-node-lease', 'get', 'lease', named(node), '-o', 'yaml') : nodes;
    case 'kube-proxy':
      return system('pods', '-l', 'k8s-app=kube-proxy', ...on);
    case 'coredns':
      return system('pods,services', '-l', 'k8s-app=kube-dns');
    case 'cni':
      return system('daemonsets');
    case 'kubeadm':
      return kubectl('-n', 'kube-system', 'get', 'configmap', 'kubeadm-config', '-o', 'yaml');
    case 'minikube':
      return kubectl('get', 'nodes', '--show-labels');
    default:
      return nodes;
  }
}

/** The exact command for a diagram node; names are safe to paste in a shell. */
export function kubectlCommand(diagramNode: DiagramNode): string {
  switch (diagramNode.type) {
    case 'pod':
      return kubectl('-n', diagramNode.namespace, 'get', 'pod', named(diagramNode.name), '-o', 'wide');
    case 'container':
      return kubectl('-n', diagramNode.namespace, 'logs', named(diagramNode.pod), '-c', diagramNode.name);
    case 'node':
      return kubectl('get', 'node', named(diagramNode.name), '-o', 'wide');
    case 'namespace':
      return kubectl('get', 'namespace', named(diagramNode.name));
    case 'workload':
      return kubectl(
        '-n',
        diagramNode.namespace,
        'get',
        diagramNode.kind.toLowerCase(),
        named(diagramNode.name),
        '-o',
        'wide',
      );
    case 'service':
      return kubectl('-n', diagramNode.namespace, 'get', 'service', named(diagramNode.name), '-o', 'wide');
    case 'component':
      return componentCommand(diagramNode.id, diagramNode.node);
  }
}
