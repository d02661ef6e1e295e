import { describe, expect, it } from 'vitest';
import { COMPONENT_IDS } from './cluster';
import { kubectlCommand, shellWord } from './kubectl-command';

describe('the kubectl command', () => {
  it.each([
    [{ type: 'pod', namespace: 'kube-system', name: 'etcd-m1' }, 'kubectl -n kube-system get pod etcd-m1 -o wide'],
    [{ type: 'node', name: 'w1' }, 'kubectl get node w1 -o wide'],
    [{ type: 'namespace', name: 'ivan' }, 'kubectl get namespace ivan'],
    [{ type: 'service', namespace: 'ivan', name: 'web' }, 'kubectl -n ivan get service web -o wide'],
    [{ type: 'workload', kind: 'DaemonSet', namespace: 'n', name: 'd' }, 'kubectl -n n get daemonset d -o wide'],
    [{ type: 'container', namespace: 'n', pod: 'p', name: 'c' }, 'kubectl -n n logs p -c c'],
    [{ type: 'component', id: 'kubelet', node: 'w1' }, 'kubectl -n kube-node-lease get lease w1 -o yaml'],
    [{ type: 'component', id: 'kube-apiserver' }, "kubectl get --raw='/readyz?verbose'"],
    [{ type: 'component', id: 'etcd' }, 'kubectl -n kube-system get pods -l component=etcd -o wide'],
    [{ type: 'component', id: 'kube-scheduler' }, 'kubectl -n kube-system get lease kube-scheduler -o yaml'],
    [{ type: 'component', id: 'containerd', node: 'w1' }, 'kubectl get node w1 -o wide'],
  ] as const)('for %j shows the same', (diagramNode, command) => {
    expect(kubectlCommand(diagramNode)).toBe(command);
  });

  it('exists for every component', () => {
    for (const id of COMPONENT_IDS) expect(kubectlCommand({ type: 'component', id })).toMatch(/^kubectl /);
  });

  it('cannot be made to run anything else', () => {
    expect(shellWord('a; rm -rf ~')).toBe("'a; rm -rf ~'");
    expect(shellWord("it's $(x)")).toBe("'it'\\''s $(x)'");
    expect(shellWord('')).toBe("''");
    expect(kubectlCommand({ type: 'node', name: '$(reboot)' })).toBe("kubectl get node '$(reboot)' -o wide");
  });

  it('is right for a name that begins with a dash, which kubectl would take for a flag', () => {
    expect(kubectlCommand({ type: 'pod', namespace: '-n', name: '-f' })).toBe('kubectl -n -n get pod -o wide -- -f');
    expect(kubectlCommand({ type: 'container', namespace: 'n', pod: '-p', name: '-c' })).toBe(
      'kubectl -n n logs -c -c -- -p',
    );
  });

  it('holds nothing that a terminal obeys, nor a word that zsh would expand', () => {
    expect(shellWord("a\u0003\nrm -rf 'x'\u202e")).toBe("$'a\\u0003\\u000arm -rf \\'x\\'\\u202e'");
    expect(shellWord('=ls')).toBe("'=ls'");
  });
});
