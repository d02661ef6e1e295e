import { describe, expect, it } from 'vitest';
import { kubectlOf } from './command.ts';
import { sampleAct } from './schema.ts';

describe('what the page does to the sample cluster', () => {
  it('is shown as the kubectl command that does the same', () => {
    expect(kubectlOf({ do: 'switch', name: 'scheduler', on: false })).toBe(
      `kubectl patch switch scheduler --type merge -p '{"spec":{"on":false}}'`,
    );
    expect(kubectlOf({ do: 'all-on', names: ['etcd', 'kubelet-nodo1'] })).toBe(
      `kubectl patch switch etcd kubelet-nodo1 --type merge -p '{"spec":{"on":true}}'`,
    );
    expect(kubectlOf({ do: 'create', namespace: 'ivan', name: 'web', image: 'nginx:1.27', replicas: 3 })).toBe(
      'kubectl -n ivan create deployment web --image=nginx:1.27 --replicas=3',
    );
    expect(kubectlOf({ do: 'scale', namespace: 'ivan', name: 'web', replicas: 0 })).toBe(
      'kubectl -n ivan scale deployment web --replicas=0',
    );
    expect(kubectlOf({ do: 'delete', kind: 'pod', namespace: 'ivan', name: 'hola' })).toBe(
      'kubectl -n ivan delete pod hola',
    );
    expect(kubectlOf({ do: 'speed', speed: 5 })).toBe(
      `kubectl patch switch clock --type merge -p '{"spec":{"speed":5}}'`,
    );
    expect(kubectlOf({ do: 'reset' })).toBe('kubectl delete --raw /apis/sample.kubeplano.dev/v1/changes');
    expect(kubectlOf({ do: 'step', seconds: 10 })).toBeUndefined();
  });

  it('cannot carry what would not be a name, an image or a number of replicas', () => {
    const create = { do: 'create', namespace: 'ivan', name: 'web', image: 'nginx', replicas: 1 };
    expect(sampleAct.safeParse(create).success).toBe(true);
    for (const wrong of [{ name: 'Web; rm' }, { image: '$(id)' }, { replicas: 5000 }, { namespace: '' }]) {
      expect(sampleAct.safeParse({ ...create, ...wrong }).success).toBe(false);
    }
    for (const speed of [1000, 1e-9, 0])
      expect(sampleAct.safeParse({ do: 'speed', speed }).success, `${speed}`).toBe(false);
    expect(sampleAct.safeParse({ do: 'format', disk: 'c' }).success).toBe(false);
  });
});
