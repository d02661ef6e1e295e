import { describe, expect, it } from 'vitest';
import { KINDS } from '@/lib/kubernetes/kinds/registry';
import { derive } from './derive';
import type { EventObject, NamespaceObject, WorkloadObject } from './objects';
import { liveFacts } from './testing/empty-facts';

const QUOTA = 'pods "web-7" is forbidden: exceeded quota: small, requested: pods=1, used: pods=2, limited: pods=2';
const ACCOUNT =
  'pods "web-7" is forbidden: error looking up service account n/builder: serviceaccount "builder" not found';
const condition = (type: string, status: string, message: string) => ({ type, status, message });
const workload = (status: WorkloadObject['status'], replicas = 3): WorkloadObject => ({
  metadata: { name: 'web', namespace: 'n', uid: 'w' },
  spec: { replicas },
  ...(status ? { status } : {}),
});
const failedCreate = (message: string): EventObject => ({
  metadata: { name: 'e', namespace: 'n', uid: 'e' },
  involvedObject: { kind: 'StatefulSet', name: 'web', namespace: 'n', uid: 'w' },
  type: 'Warning',
  reason: 'FailedCreate',
  message,
  lastTimestamp: '2026-01-01T00:00:00Z',
});

describe('a workload that has fewer pods than it wants', () => {
  it.each([
    ['a quota', QUOTA],
    ['a missing ServiceAccount', ACCOUNT],
  ])('says why, of %s, by its condition', (_, message) => {
    const status = { readyReplicas: 0, conditions: [condition('ReplicaFailure', 'True', message)] };
    const { workloads } = derive(liveFacts({ deployments: [workload(status)] }));
    expect(workloads[0]).toMatchObject({ health: 'failing', ready: 0, desired: 3, message });
  });

  it('says that it waited too long', () => {
    const status = {
      readyReplicas: 1,
      conditions: [condition('Progressing', 'False', 'ReplicaSet "web-1" has timed out progressing.')],
    };
    expect(derive(liveFacts({ deployments: [workload(status)] })).workloads[0]?.message).toMatch(/timed out/);
  });

  it('says it by its event, where its kind has no such condition', () => {
    const { workloads } = derive(
      liveFacts({ statefulsets: [workload({ readyReplicas: 0 })], events: [failedCreate(QUOTA)] }),
    );
    expect(workloads[0]?.message).toBe(QUOTA);
  });

  it('says nothing once it has what it wants', () => {
    const { workloads } = derive(
      liveFacts({ statefulsets: [workload({ readyReplicas: 3 })], events: [failedCreate(QUOTA)] }),
    );
    expect(workloads[0]).not.toHaveProperty('message');
  });
});

describe('a namespace that does not go', () => {
  it('says what is left in it, and what holds it, of what is kept of the object', () => {
    const [{ transform }] = KINDS.namespaces.groupVersionResources;
    const raw: NamespaceObject = {
      metadata: { name: 'old', deletionTimestamp: '2026-01-01T00:00:00Z' },
      spec: { finalizers: ['kubernetes'] },
      status: {
        phase: 'Terminating',
        conditions: [
          condition('NamespaceDeletionDiscoveryFailure', 'False', 'All resources successfully discovered'),
          condition(
            'NamespaceContentRemaining',
            'True',
            'Some resources are remaining: widgets.example.com has 1 resource instances',
          ),
          condition(
            'NamespaceFinalizersRemaining',
            'True',
            'Some content in the namespace has finalizers remaining: example.com/guard in 1 resource instances',
          ),
        ],
      },
    };
    expect(derive(liveFacts({ namespaces: [transform(raw)] })).namespaces[0]).toEqual({
      name: 'old',
      phase: 'Terminating',
      deletionAt: '2026-01-01T00:00:00Z',
      message:
        'Some content in the namespace has finalizers remaining: example.com/guard in 1 resource instances Some resources are remaining: widgets.example.com has 1 resource instances',
      why: { code: 'namespace-content-left', values: { finalizers: 'kubernetes' } },
    });
  });

  it('says nothing while it is used', () => {
    const namespaces = [
      { metadata: { name: 'new' }, spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } },
    ];
    expect(derive(liveFacts({ namespaces })).namespaces[0]).toEqual({ name: 'new', phase: 'Active' });
  });
});

describe('events', () => {
  // client-go names an event by its moment, to the nanosecond.
  const named = (ms: number) => `web.${(BigInt(ms) * 1_000_000n).toString(16).padStart(16, '0')}`;
  const SECOND = Date.parse('2026-01-01T00:00:01Z');
  const event = (reason: string, ms: number, more: Partial<EventObject> = {}): EventObject => ({
    metadata: { name: named(ms), namespace: 'n', uid: reason },
    involvedObject: { kind: 'Pod', name: 'web', namespace: 'n', uid: 'u', fieldPath: 'spec.containers{web}' },
    reason,
    firstTimestamp: '2026-01-01T00:00:01Z',
    lastTimestamp: '2026-01-01T00:00:01Z',
    ...more,
  });

  it('of one second stand in the order they happened, newest first, with the container they speak of', () => {
    const events = [event('Started', SECOND + 900), event('Pulled', SECOND + 100), event('Created', SECOND + 500)];
    const told = derive(liveFacts({ events })).events;
    expect(told.map(({ reason, container }) => [reason, container])).toEqual([
      ['Started', 'web'],
      ['Created', 'web'],
      ['Pulled', 'web'],
    ]);
  });

  it('with and without a fraction of the second are compared as times, not as text', () => {
    const exact = event('Exact', 0, {
      metadata: { name: 'x', namespace: 'n', uid: 'x' },
      lastTimestamp: '2026-01-01T00:00:01.500Z',
    });
    const whole = event('Whole', 0, { metadata: { name: 'w', namespace: 'n', uid: 'w' } });
    expect(derive(liveFacts({ events: [exact, whole] })).events.map(({ reason }) => reason)).toEqual([
      'Exact',
      'Whole',
    ]);
  });
});
