import { describe, expect, it } from 'vitest';
import { KINDS } from '@/lib/kubernetes/kinds/registry';
import { type Exchange, exchange, linesOf } from '@/lib/kubernetes/testing/exchanges';
import { describeShared } from '@/lib/testing/shared';
import type { PodObject } from './objects';
import type { WrittenObject } from './write';
import { describeWrite } from './write';
import { componentOf } from './write-author';

const signed = (...entries: [manager: string, time: string, subresource?: string][]) =>
  entries.map(([manager, time, subresource]) => ({
    manager,
    operation: 'Update',
    time,
    ...(subresource ? { subresource } : {}),
  }));
const object = (
  more: { spec?: unknown; status?: unknown; metadata?: Partial<WrittenObject['metadata']> } = {},
): WrittenObject => ({
  ...more,
  metadata: { name: 'x', namespace: 'n', ...more.metadata },
});
const T1 = '2026-01-01T00:00:01Z';
const T2 = '2026-01-01T00:00:02Z';

/** Who wrote each line of a watch of pods, and what. */
function storyOf(watch: Exchange): string[] {
  interface Line {
    type: 'ADDED' | 'MODIFIED' | 'DELETED';
    object: WrittenObject;
  }
  const known = new Map<string, WrittenObject>();
  return (linesOf(watch) as Line[]).map((line) => {
    const object = KINDS.pods.groupVersionResources[0].transform(line.object as PodObject);
    const { name } = object.metadata;
    const { what, author, manager, evidenceLevel } = describeWrite({
      ...line,
      object,
      kind: 'pods',
      previous: known.get(name),
    });
    known.set(name, object);
    return `${name.replace(/-.*-/, '-')} ${what} ${author?.component ?? '?'} ${manager ?? '-'} ${evidenceLevel}`;
  });
}

describe('the birth and the end of a Deployment of two pods, as a real 1.20 server told it', () => {
  it('was written by these hands, in this order', () => {
    expect(storyOf(exchange('deployment-is-born-watch'))).toEqual([
      'nace-4mj6q created kube-controller-manager kube-controller-manager observed',
      'nace-dhrr4 created kube-controller-manager kube-controller-manager observed',
      // The binding leaves no signature.
      'nace-4mj6q bound kube-scheduler - inferred',
      'nace-dhrr4 bound kube-scheduler - inferred',
      // Taken, then running: the kubelets sign.
      'nace-dhrr4 status kubelet kubelet observed',
      'nace-4mj6q status kubelet kubelet observed',
      'nace-dhrr4 status kubelet kubelet observed',
      'nace-4mj6q status kubelet kubelet observed',
      // Who asks for a deletion is not written.
      'nace-dhrr4 deletion-asked ? - hidden',
      'nace-4mj6q deletion-asked ? - hidden',
      'nace-4mj6q deleted kubelet - inferred',
    ]);
  });
});

describeShared('api-1.36.2', 'the birth of a Deployment, as a real 1.36 server told it', (folder) => {
  it('was written by these hands, in this order', () => {
    const story = storyOf(exchange('20', folder));
    expect(story.slice(0, 9)).toEqual([
      'gpu-trainer created kubectl kubectl-run observed',
      'gpu-trainer status kube-scheduler kube-scheduler observed',
      'web-2mtcv created kube-controller-manager kube-controller-manager observed',
      // The binding leaves no signature.
      'web-2mtcv bound kube-scheduler - inferred',
      'web-ckwfg created kube-controller-manager kube-controller-manager observed',
      'web-6g6lh created kube-controller-manager kube-controller-manager observed',
      'web-ckwfg bound kube-scheduler - inferred',
      'web-6g6lh bound kube-scheduler - inferred',
      // No kubelet ran when this was recorded: the status was written by hand, with kubectl.
      'web-2mtcv status kubectl kubectl observed',
    ]);
  });
});

describe('a write', () => {
  it('is by whoever left a new signature, not by an older one of the same second', () => {
    const previous = object({ metadata: { managedFields: signed(['kubectl-run', T1]) } });
    const next = object({
      status: {},
      metadata: { managedFields: signed(['kubectl-run', T1], ['kubelet', T1, 'status']) },
    });
    expect(describeWrite({ type: 'MODIFIED', kind: 'pods', previous, object: next })).toMatchObject({
      manager: 'kubelet',
      subresource: 'status',
      author: { component: 'kubelet' },
      evidenceLevel: 'observed',
    });
  });

  it('of a kubelet comes from the node of its pod', () => {
    const next = object({ spec: { nodeName: 'w1' }, metadata: { managedFields: signed(['kubelet', T2]) } });
    expect(describeWrite({ type: 'MODIFIED', kind: 'pods', object: next }).author).toEqual({
      component: 'kubelet',
      node: 'w1',
    });
  });

  it('of a status with no new signature is inferred to be the kubelet’s', () => {
    const managedFields = signed(['kubelet', T1]);
    const previous = object({ spec: { nodeName: 'w1' }, status: { phase: 'Pending' }, metadata: { managedFields } });
    const next = object({ spec: { nodeName: 'w1' }, status: { phase: 'Running' }, metadata: { managedFields } });
    expect(describeWrite({ type: 'MODIFIED', kind: 'pods', previous, object: next })).toEqual({
      author: { component: 'kubelet', node: 'w1' },
      evidenceLevel: 'inferred',
      what: 'status',
    });
  });

  it('that binds to another scheduler is not laid to ours', () => {
    const spec = { schedulerName: 'mine' };
    const next = object({ spec: { ...spec, nodeName: 'w1' } });
    expect(describeWrite({ type: 'MODIFIED', kind: 'pods', previous: object({ spec }), object: next })).toEqual({
      evidenceLevel: 'hidden',
      what: 'bound',
    });
  });

  it('of a node lease is a heartbeat of its kubelet', () => {
    const next = object({
      spec: { holderIdentity: 'w1', renewTime: T2 },
      metadata: { name: 'w1', namespace: 'kube-node-lease', managedFields: signed(['kubelet', T1]) },
    });
    expect(describeWrite({ type: 'MODIFIED', kind: 'leases', previous: next, object: next })).toEqual({
      manager: 'kubelet',
      author: { component: 'kubelet', node: 'w1' },
      evidenceLevel: 'observed',
      what: 'heartbeat',
    });
  });

  it('of a leader’s lease renews it, or changes who leads', () => {
    const held = (by: string) =>
      object({ spec: { holderIdentity: by }, metadata: { name: 'kube-scheduler', namespace: 'kube-system' } });
    const write = (previous: string, next: string) =>
      describeWrite({ type: 'MODIFIED', kind: 'leases', previous: held(previous), object: held(next) });
    expect(write('m1_a', 'm1_a')).toMatchObject({
      author: { component: 'kube-scheduler', node: 'm1' },
      what: 'leader-renewal',
    });
    expect(write('m1_a', 'm2_b')).toMatchObject({
      author: { component: 'kube-scheduler', node: 'm2' },
      what: 'leader-change',
    });
  });

  it('of an event is by its reporter', () => {
    const event = { ...object(), source: { component: 'replicaset-controller' } };
    expect(describeWrite({ type: 'ADDED', kind: 'events', object: event })).toEqual({
      manager: 'replicaset-controller',
      author: { component: 'kube-controller-manager' },
      evidenceLevel: 'observed',
      what: 'event',
    });
    const kubelet = { ...object(), source: { component: 'kubelet', host: 'w1' } };
    expect(describeWrite({ type: 'MODIFIED', kind: 'events', object: kubelet }).author).toEqual({
      component: 'kubelet',
      node: 'w1',
    });
  });

  it('that asks for a deletion leaves no signature, and the last one of a pod is its kubelet’s', () => {
    const previous = object({ spec: { nodeName: 'w1' } });
    const going = object({ spec: { nodeName: 'w1' }, metadata: { deletionTimestamp: T2 } });
    expect(describeWrite({ type: 'MODIFIED', kind: 'pods', previous, object: going })).toEqual({
      evidenceLevel: 'hidden',
      what: 'deletion-asked',
    });
    expect(describeWrite({ type: 'DELETED', kind: 'pods', previous: going, object: going })).toEqual({
      author: { component: 'kubelet', node: 'w1' },
      evidenceLevel: 'inferred',
      what: 'deleted',
    });
  });

  it('that changes the replicas scales', () => {
    const next = object({ spec: { replicas: 3 }, metadata: { managedFields: signed(['kubectl', T2, 'scale']) } });
    expect(
      describeWrite({
        type: 'MODIFIED',
        kind: 'deployments',
        previous: object({ spec: { replicas: 2 } }),
        object: next,
      }),
    ).toEqual({
      manager: 'kubectl',
      subresource: 'scale',
      author: { component: 'kubectl' },
      evidenceLevel: 'observed',
      what: 'scaled',
    });
  });

  it('signed by a process that is everything at once does not say which part wrote', () => {
    const next = object({
      spec: { nodeName: 's' },
      status: { phase: 'Running' },
      metadata: { managedFields: signed(['k3s', T2, 'status']) },
    });
    const previous = object({ spec: { nodeName: 's' }, status: { phase: 'Pending' } });
    expect(describeWrite({ type: 'MODIFIED', kind: 'pods', previous, object: next })).toMatchObject({
      manager: 'k3s',
      author: { component: 'kubelet', node: 's' },
      evidenceLevel: 'inferred',
    });
  });

  it('of a stranger has a name and no component', () => {
    const next = object({ metadata: { managedFields: signed(['helm', T2]) } });
    expect(describeWrite({ type: 'ADDED', kind: 'deployments', object: next })).toEqual({
      manager: 'helm',
      evidenceLevel: 'observed',
      what: 'created',
    });
  });
});

describe('a signature', () => {
  it.each([
    ['kubectl-create', 'kubectl'],
    ['kubectl-client-side-apply', 'kubectl'],
    ['kubectl', 'kubectl'],
    ['kube-controller-manager', 'kube-controller-manager'],
    ['kube-scheduler', 'kube-scheduler'],
    ['default-scheduler', 'kube-scheduler'],
    ['kubelet', 'kubelet'],
    ['kube-apiserver', 'kube-apiserver'],
    ['kubeadm', 'kubeadm'],
    ['aws-cloud-controller-manager', 'cloud-controller-manager'],
    ['kube-proxy', 'kube-proxy'],
    ['deployment-controller', 'kube-controller-manager'],
    ['Go-http-client', undefined],
    ['helm', undefined],
    ['kubectlish', undefined],
  ])('%s is of %s', (manager, component) => {
    expect(componentOf(manager)).toBe(component);
  });
});
