import { describe, expect, it } from 'vitest';
import { transformPod } from '@/lib/kubernetes/kinds/pods';
import { aPod } from '../testing/pods';
import { podView } from './pod-view';

const POD = aPod(
  {},
  {
    serviceAccountName: 'builder',
    imagePullSecrets: [{ name: 'registry' }],
    containers: [
      {
        name: 'web',
        env: [
          { name: 'MODE', valueFrom: { configMapKeyRef: { name: 'modes', key: 'mode' } } },
          { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'tokens', key: 't' } } },
          { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
        ],
        envFrom: [{ configMapRef: { name: 'defaults' } }, { secretRef: { name: 'tokens' } }],
        volumeMounts: [
          { name: 'config', mountPath: '/etc/web', readOnly: true },
          { name: 'data', mountPath: '/data' },
        ],
      },
    ],
    initContainers: [{ name: 'prepare', volumeMounts: [{ name: 'data', mountPath: '/prepare' }] }],
    volumes: [
      { name: 'config', configMap: { name: 'web-config' } },
      { name: 'data', persistentVolumeClaim: { claimName: 'web-data' } },
      { name: 'cert', secret: { secretName: 'web-cert' } },
      { name: 'scratch', emptyDir: {} },
      {
        name: 'kube-api-access-x',
        projected: {
          sources: [{ serviceAccountToken: { path: 'token' } }, { configMap: { name: 'kube-root-ca.crt' } }],
        },
      },
    ],
  },
);
// What is shown is made of what is kept.
const view = podView(transformPod(POD), undefined);

describe('the card of a pod', () => {
  it('names its volumes, what fills them, and who mounts them where', () => {
    expect(view.volumes).toEqual([
      {
        name: 'config',
        type: 'configMap',
        from: [{ kind: 'ConfigMap', name: 'web-config' }],
        mounts: [{ container: 'web', path: '/etc/web', readOnly: true }],
      },
      {
        name: 'data',
        type: 'persistentVolumeClaim',
        from: [{ kind: 'PersistentVolumeClaim', name: 'web-data' }],
        mounts: [
          { container: 'prepare', path: '/prepare' },
          { container: 'web', path: '/data' },
        ],
      },
      { name: 'cert', type: 'secret', from: [{ kind: 'Secret', name: 'web-cert' }], mounts: [] },
      { name: 'scratch', type: 'emptyDir', from: [], mounts: [] },
      {
        name: 'kube-api-access-x',
        type: 'projected',
        from: [{ kind: 'ConfigMap', name: 'kube-root-ca.crt' }],
        mounts: [],
      },
    ]);
  });

  it('names the ConfigMaps, the Secrets and the ServiceAccount it uses, each once', () => {
    expect(view.configuration?.map(({ kind, name }) => `${kind}/${name}`)).toEqual([
      'ConfigMap/defaults',
      'ConfigMap/kube-root-ca.crt',
      'ConfigMap/modes',
      'ConfigMap/web-config',
      'Secret/registry',
      'Secret/tokens',
      'Secret/web-cert',
      'ServiceAccount/builder',
    ]);
  });

  it('is not upset by sources of another shape', () => {
    const odd = aPod({}, { volumes: [{ name: 'odd', projected: { sources: [null, 3] } }, { name: 'bare' }] });
    expect(podView(odd, undefined).volumes?.map(({ from }) => from)).toEqual([[], []]);
  });
});
