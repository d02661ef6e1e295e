import { describe, expect, it } from 'vitest';
import { derive } from './derive';
import type { EndpointSliceObject, ServiceObject } from './objects';
import { servicesOfPod } from './service-view';
import { liveFacts } from './testing/empty-facts';
import { aPod } from './testing/pods';

const service = (name: string, selector?: Record<string, string>): ServiceObject => ({
  metadata: { name, namespace: 'n' },
  spec: { ...(selector ? { selector } : {}), ports: [{ port: 80 }] },
});
const slice = (
  name: string,
  endpoints: NonNullable<EndpointSliceObject['endpoints']>,
  part = 'a',
): EndpointSliceObject => ({
  metadata: { name: `${name}-${part}`, namespace: 'n', labels: { 'kubernetes.io/service-name': name } },
  endpoints,
});
const endpoint = (pod: string, ready: boolean, address = '10.0.0.1') => ({
  addresses: [address],
  conditions: { ready },
  targetRef: { kind: 'Pod', name: pod, namespace: 'n', uid: pod },
});
const pod = (name: string, labels: Record<string, string>, namespace = 'n') =>
  aPod({}, {}, { name, uid: name, labels, namespace });
const PODS = [
  pod('web-1', { app: 'web' }),
  pod('web-2', { app: 'web' }),
  pod('web-3', { app: 'web' }),
  pod('db-1', { app: 'db' }),
  pod('web-1', { app: 'web' }, 'other'),
];

describe('a Service', () => {
  it('has its pods: ready endpoints, those that are not ready, and those its selector finds that are none yet', () => {
    const endpointslices = [slice('web', [endpoint('web-1', true), endpoint('web-2', false)])];
    const { services } = derive(liveFacts({ services: [service('web', { app: 'web' })], endpointslices, pods: PODS }));
    expect(services[0]).toMatchObject({
      endpoints: { ready: 1, total: 2 },
      pods: [
        { name: 'web-1', state: 'ready' },
        { name: 'web-2', state: 'not-ready' },
        { name: 'web-3', state: 'selected' },
      ],
    });
  });

  it('finds them by its selector where slices may not be read', () => {
    const { services } = derive(liveFacts({ services: [service('web', { app: 'web' })], pods: PODS }));
    expect(services[0]?.pods.map(({ name }) => name)).toEqual(['web-1', 'web-2', 'web-3']);
  });

  it('counts a pod of two families of addresses once', () => {
    const endpointslices = [
      slice('web', [endpoint('web-1', true)]),
      slice('web', [endpoint('web-1', true, 'fd00::1')], 'b'),
    ];
    const { services } = derive(
      liveFacts({ services: [service('web', { app: 'web' })], endpointslices, pods: PODS.slice(0, 1) }),
    );
    expect(services[0]).toMatchObject({ endpoints: { ready: 1, total: 1 }, pods: [{ name: 'web-1', state: 'ready' }] });
  });

  it('without a selector finds no pod by itself', () => {
    const { services } = derive(liveFacts({ services: [service('outside'), service('empty', {})], pods: PODS }));
    expect(services.map(({ pods }) => pods)).toEqual([[], []]);
  });

  it('is found from its pod, and the view is the same object while nothing of it changes', () => {
    const facts = liveFacts({ services: [service('web', { app: 'web' }), service('db', { app: 'db' })], pods: PODS });
    const first = derive(facts).services;
    expect(servicesOfPod(first, { namespace: 'n', name: 'web-2' }).map(({ name }) => name)).toEqual(['web']);
    expect(servicesOfPod(first, { namespace: 'other', name: 'web-1' })).toEqual([]);
    const restarted = { ...facts, objects: { ...facts.objects, pods: new Map(facts.objects.pods) } };
    expect(derive(restarted).services.every((one, index) => one === first[index])).toBe(true);
  });
});
