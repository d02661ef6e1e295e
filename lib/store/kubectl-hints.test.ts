import { describe, expect, it } from 'vitest';
import { shellWord } from '@/lib/model/kubectl-command';
import { kubectlHints } from './kubectl-hints';

describe('kubectlHints', () => {
  it('names the context, quoted when the shell needs it', () => {
    expect(kubectlHints('unauthorized', "aula d'ivan")).toEqual([
      "kubectl --context 'aula d'\\''ivan' get --raw /version",
    ]);
    expect(shellWord('arn:aws:eks:eu-west-1:1:cluster/aula')).toBe('arn:aws:eks:eu-west-1:1:cluster/aula');
  });

  it('quotes a question mark, which zsh would take for a pattern', () => {
    expect(kubectlHints('server-error', undefined)).toEqual(["kubectl get --raw '/readyz?verbose'"]);
  });

  it('asks about the kubeconfig without a context that may not exist', () => {
    expect(kubectlHints('context-not-found', 'x')).toEqual(['kubectl config get-contexts', 'kubectl config view']);
  });

  it('has nothing to type where kubectl cannot help', () => {
    expect(kubectlHints('recording-broken', 'x')).toEqual([]);
  });
});
