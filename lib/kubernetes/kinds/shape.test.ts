import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakePod } from '../testing/fake-api';
import { transformedOrNothing } from './definition';
import { KINDS } from './registry';
import { shapedObject } from './shape';

const good = {
  ...fakePod('web'),
  metadata: { name: 'web', namespace: 'ivan', labels: { app: 'web' }, creationTimestamp: null },
  status: {
    conditions: [{ type: 'Ready', status: 'True', lastProbeTime: null }],
    containerStatuses: [{ name: 'c', state: { running: { startedAt: '2026-01-01T00:00:00Z' } } }],
  },
};

describe('the shape of an object', () => {
  it('is left alone where it is as Kubernetes gives it', () => {
    expect(shapedObject(good)).toEqual({ object: good, left: [] });
    expect(shapedObject(good).object).toBe(good);
    const slice = { metadata: { name: 's' }, endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }] };
    expect(shapedObject(slice).left).toEqual([]);
    const node = { metadata: { name: 'n' }, status: { addresses: [{ type: 'InternalIP', address: '10.0.0.1' }] } };
    expect(shapedObject(node).left).toEqual([]);
  });

  it('loses what is of another type, and says where', () => {
    const odd = {
      metadata: { name: 'web', labels: 'app=web', annotations: { a: {} } },
      spec: { containers: null, tolerations: [null, { key: 'a' }] },
      status: { conditions: { type: 'Ready' }, containerStatuses: [{ name: 'c', state: 'running' }] },
    };
    const { object, left } = shapedObject(odd);
    expect(left.toSorted()).toEqual([
      'metadata.annotations.a',
      'metadata.labels',
      'spec.tolerations[0]',
      'status.conditions',
      'status.containerStatuses[0].state',
    ]);
    expect(object).toEqual({
      metadata: { name: 'web', annotations: {} },
      spec: { containers: null, tolerations: [{ key: 'a' }] },
      status: { containerStatuses: [{ name: 'c' }] },
    });
    expect(odd.metadata.labels).toBe('app=web');
  });

  it('keeps of a message what any that Kubernetes writes would have', () => {
    const { object, left } = shapedObject({ message: 'taint {a'.repeat(20_000) });
    expect(object.message).toHaveLength(10_001);
    expect(left).toEqual([]);
  });

  it('may be anything: no kind stops at it', () => {
    const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(null, [null], [[]], 'text', 7, { constructor: null }));
    const part = fc.dictionary(
      fc.constantFrom(
        'conditions',
        'containers',
        'containerStatuses',
        'taints',
        'ports',
        'template',
        'addresses',
        'nodeInfo',
      ),
      anything,
    );
    const object = fc.record({
      metadata: fc.dictionary(
        fc.constantFrom('labels', 'annotations', 'ownerReferences', 'managedFields', 'finalizers'),
        anything,
      ),
      spec: fc.oneof(part, anything),
      status: fc.oneof(part, anything),
      endpoints: anything,
      subsets: anything,
      involvedObject: anything,
      regarding: anything,
    });
    fc.assert(
      fc.property(object, fc.constantFrom(...Object.values(KINDS)), (raw, { groupVersionResources }) => {
        for (const version of groupVersionResources) {
          const named = { ...raw, metadata: { ...raw.metadata, name: 'odd' } };
          const transformed = transformedOrNothing(
            version as (typeof KINDS)['pods']['groupVersionResources'][0],
            named,
          );
          expect(transformed?.metadata.name).toBe('odd');
        }
      }),
    );
  });
});
