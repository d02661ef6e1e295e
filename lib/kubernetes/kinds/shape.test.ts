import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakePod } from '../testing/fake-api';
import { transformedOrNothing } from './definition';
import { KINDS } from './registry';
import { fitTo } from './shape';
import { SHAPES } from './shapes';

function fitted(resource: string, raw: unknown) {
  const left: string[] = [];
  const object = fitTo(SHAPES.get(resource) ?? 'any', raw, '', (field) => left.push(field));
  return { object, left };
}

const good = {
  ...fakePod('web'),
  metadata: { name: 'web', namespace: 'ivan', labels: { app: 'web' } },
  status: {
    conditions: [{ type: 'Ready', status: 'True', lastProbeTime: null }],
    containerStatuses: [{ name: 'c', state: { running: { startedAt: '2026-01-01T00:00:00Z' } } }],
  },
};

describe('the shape of an object', () => {
  it('is left alone where it is as Kubernetes gives it', () => {
    expect(fitted('pods', good)).toEqual({ object: good, left: [] });
    expect(fitted('pods', good).object).toBe(good);
    const slice = { metadata: { name: 's' }, endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }] };
    expect(fitted('endpointslices', slice).object).toBe(slice);
    const node = { metadata: { name: 'n' }, status: { addresses: [{ type: 'InternalIP', address: '10.0.0.1' }] } };
    expect(fitted('nodes', node).object).toBe(node);
  });

  it('loses what is null, as Go writes what is absent, and scalars in quotes, without a word', () => {
    const raw = {
      metadata: { name: 'web', creationTimestamp: null },
      spec: { priority: '7', hostNetwork: 'true', nodeName: 'null' },
      status: { startTime: '', containerStatuses: [{ name: 'c', restartCount: '3' }] },
    };
    expect(fitted('pods', raw)).toEqual({
      object: {
        metadata: { name: 'web' },
        spec: { priority: 7, hostNetwork: true, nodeName: 'null' },
        status: { containerStatuses: [{ name: 'c', restartCount: 3 }] },
      },
      left: [],
    });
  });

  it('keeps of a text what any that Kubernetes writes would have', () => {
    const { object, left } = fitted('events', { metadata: { name: 'e' }, message: 'taint {a'.repeat(20_000) });
    expect(object).toMatchObject({ message: expect.stringMatching(/^.{32000}…$/) });
    expect(left).toEqual([]);
  });

  it('loses what is of another type, and says where', () => {
    const odd = {
      metadata: { name: 'web', labels: 'app=web', annotations: { a: {} } },
      spec: { containers: null, tolerations: [null, { key: 'a' }] },
      status: { conditions: { type: 'Ready' }, containerStatuses: [{ name: 'c', state: 'running' }] },
    };
    const { object, left } = fitted('pods', odd);
    expect(left.toSorted()).toEqual([
      'metadata.annotations["a"]',
      'metadata.labels',
      'spec.tolerations[0]',
      'status.conditions',
      'status.containerStatuses[0].state',
    ]);
    expect(object).toEqual({
      metadata: { name: 'web', annotations: {} },
      spec: { tolerations: [{ key: 'a' }] },
      status: { containerStatuses: [{ name: 'c' }] },
    });
    expect(odd.metadata.labels).toBe('app=web');
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
