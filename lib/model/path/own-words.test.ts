import { describe, expect, it } from 'vitest';
import { describeShared } from '@/lib/testing/shared';
import type { ContainerStatus, PodObject } from '../objects';
import { hopStatistics } from './statistics';
import { recordedPath } from './testing/recorded';
import { anEvent, aPod, aStatus, at } from './testing/story';
import { tracePod } from './trace';
import type { PathInput } from './types';
import { waterfall } from './waterfall';

const PULL = 'Successfully pulled image "nginx" in 3.18s (3.18s including waiting). Image size: 6 bytes.';
const PRESENT = 'Container image "nginx" already present on machine';
const hopsOf = (input: PathInput, id: string) => tracePod(input).hops.filter((hop) => hop.id === id);
const scheduled = anEvent('Scheduled', 1, 'Successfully assigned aula/web to m1', {
  source: { component: 'default-scheduler' },
});
const of = (container: string) => ({ container });
const ran = (from: number, to: number, exitCode = 1) => ({
  terminated: { exitCode, reason: 'Error', startedAt: at(from), finishedAt: at(to) },
});
const podWith = (status: Partial<ContainerStatus>, more: Partial<PodObject> = {}) =>
  aPod({ status: { startTime: at(1), containerStatuses: [aStatus(status)] }, ...more });

describe('a crash loop', () => {
  it('does not take a report of the second its process ended in for one of the start that came after a back-off', () => {
    const events = [
      scheduled,
      ...['Pulled', 'Created'].map((reason) =>
        anEvent(reason, 20, reason === 'Pulled' ? PRESENT : 'Created container web', {
          ...of('web'),
          count: 3,
          firstTimestamp: at(5),
        }),
      ),
    ];
    const timesOf = (second: number) => {
      const status = { restartCount: 3, state: { running: { startedAt: at(second) } }, lastState: ran(20, 20) };
      return hopsOf({ pod: podWith(status), events }, 'image')
        .filter((hop) => hop.attempt === 3)
        .map((hop) => hop.endedAt);
    };
    expect(timesOf(47)).not.toContain(at(20));
    expect(timesOf(21)).toContain(at(20));
  });
});

describe('the first pull, after a restart', () => {
  const restarted = podWith({ restartCount: 1, state: { running: { startedAt: at(20) } }, lastState: ran(6, 10) });
  const events = [
    scheduled,
    anEvent('Pulling', 2, 'Pulling image "nginx"', of('web')),
    anEvent('Pulled', 5, PULL, of('web')),
    anEvent('Pulled', 19, PRESENT, of('web')),
    anEvent('Created', 19, 'Created container web', { ...of('web'), count: 2, firstTimestamp: at(5) }),
  ];

  it('is told in its own words, at its own time; the later start in those of the later', () => {
    const [first, again] = hopsOf({ pod: restarted, events }, 'image');
    expect(first).toMatchObject({ attempt: 0, startedAt: at(2), endedAt: at(5), reportedMs: 3180, bytes: 6 });
    expect(first?.reason).toBeUndefined();
    expect(first?.evidence.map(({ value }) => value)).toContain(PULL);
    expect(first?.evidence.map(({ value }) => value)).not.toContain(PRESENT);
    expect(again).toMatchObject({ attempt: 1, endedAt: at(19), reason: { code: 'image-present' } });
    expect(again?.evidence.map(({ value }) => value)).toContain(PRESENT);
  });

  it('is the same in whatever order the events come', () => {
    expect(hopsOf({ pod: restarted, events: events.toReversed() }, 'image')).toEqual(
      hopsOf({ pod: restarted, events }, 'image'),
    );
  });

  it('is not claimed of a pull whose start nobody can tell', () => {
    const [first] = hopsOf({ pod: restarted, events: events.filter(({ reason }) => reason !== 'Scheduled') }, 'image');
    expect(first?.evidenceLevel).not.toBe('absent');
    expect(first?.reportedMs).toBeUndefined();
  });
});

describeShared('clusters', 'the first pull of a recorded k3s', (clusters) => {
  it('took 2.27 s, though nine restarts found it present', () => {
    const image = recordedPath(`${clusters}/k3s-1.22-ha`, 'kube-vip').hops.find((hop) => hop.id === 'image');
    expect(image).toMatchObject({ startedAt: '2021-12-11T06:22:47Z', endedAt: '2021-12-11T06:22:49Z' });
    expect(Math.round(image?.reportedMs ?? 0)).toBe(2270);
    expect(image?.reason?.code).not.toBe('image-present');
  });
});

describe('a last transition of Ready that is long after the start', () => {
  const years = podWith({ ready: true, state: { running: { startedAt: at(2) } } });
  const readyAt = (moment: string): PathInput => ({
    pod: {
      ...years,
      status: { ...years.status, conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: moment }] },
    },
  });

  it('is not the first: no length is made of it, nor does it enter statistics', () => {
    const path = tracePod(readyAt('2026-11-17T03:00:00Z'));
    const ready = path.hops.find((hop) => hop.id === 'ready');
    expect(ready).toMatchObject({ reason: { code: 'ready-since' }, endedAt: '2026-11-17T03:00:00Z' });
    expect(ready).not.toHaveProperty('startedAt');
    expect(path).not.toHaveProperty('totalMs');
    expect(hopStatistics([path]).some(({ hop }) => hop === 'ready')).toBe(false);
    expect(waterfall(path).bars.find((bar) => bar.hop.id === 'ready')?.axis).toBe('after');
  });

  it('soon after the start it is', () => {
    const path = tracePod(readyAt(at(4)));
    expect(path).toMatchObject({ totalMs: 4000 });
    expect(path.hops.find((hop) => hop.id === 'ready')?.reason?.code).toBe('last-transition');
  });
});

describe('ready again', () => {
  it('is told before a restart that came later', () => {
    const sidecar = aStatus({
      name: 'web',
      ready: true,
      restartCount: 1,
      state: { running: { startedAt: at(40) } },
      lastState: ran(2, 39, 0),
    });
    const pod = aPod({
      status: {
        startTime: at(1),
        conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: at(20) }],
        containerStatuses: [sidecar],
      },
    });
    const told = tracePod({ pod }).hops.map(({ id, attempt }) => `${id}${attempt ?? ''}`);
    expect(told.indexOf('ready')).toBeLessThan(told.indexOf('start1'));
  });
});

describe('a pod of a DaemonSet of Kubernetes 1.11', () => {
  const owner = { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'agent', uid: 'd', controller: true };
  const pod = (affinity?: unknown): PodObject => ({
    ...aPod({
      metadata: { ...aPod().metadata, ownerReferences: [owner] },
      // The kubelet wrote the condition 40 s after the pod was made.
      status: { startTime: at(40), conditions: [{ type: 'PodScheduled', status: 'True', lastTransitionTime: at(40) }] },
    }),
    spec: { nodeName: 'm1', containers: [{ name: 'web', image: 'nginx' }], ...(affinity ? { affinity } : {}) },
  });
  const chain = (version: string) => [
    { id: 'kubelet' as const, name: 'kubelet', evidenceLevel: 'observed' as const, evidence: [], version },
  ];

  it('was bound by its controller: no scheduler took 40 s', () => {
    const path = tracePod({ pod: pod(), chain: chain('v1.10.7-gke.2') });
    const scheduler = path.hops.find((hop) => hop.id === 'scheduler');
    expect(scheduler).toMatchObject({
      evidenceLevel: 'absent',
      clock: 'none',
      reason: { code: 'bound-by-controller' },
    });
    expect(path.hops.find((hop) => hop.id === 'kubelet')).toMatchObject({ startedAt: at(0), endedAt: at(40) });
  });

  it('is known by the server where its node is not listed, and where its kubelet is older', () => {
    const levelOf = (input: object) => hopsOf({ pod: pod(), ...input }, 'scheduler')[0]?.evidenceLevel;
    expect(levelOf({})).not.toBe('absent');
    expect(levelOf({ serverVersion: 'v1.10.7-gke.2' })).toBe('absent');
    expect(levelOf({ serverVersion: 'v1.12.3', chain: chain('v1.11.9') })).not.toBe('absent');
  });

  it('of 1.12 and later the scheduler was told the node by name', () => {
    const field = { key: 'metadata.name', operator: 'In', values: ['m1'] };
    const affinity = {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [field] }] },
      },
    };
    for (const [given, version] of [
      [pod(affinity), 'v1.11.3'],
      [pod(), 'v1.36.2'],
    ] as const)
      expect(hopsOf({ pod: given, chain: chain(version) }, 'scheduler')[0]?.evidenceLevel).not.toBe('absent');
  });
});

describe('times that contradict each other', () => {
  it('are told as their own proofs say: the end stands alone', () => {
    const pod = aPod({ metadata: { ...aPod().metadata, creationTimestamp: at(10) } });
    const [scheduler] = hopsOf({ pod }, 'scheduler');
    expect(scheduler).toMatchObject({ endedAt: at(1), skewed: true });
    expect(scheduler).not.toHaveProperty('startedAt');
    expect(scheduler?.evidence.map(({ value }) => value)).toContain(at(1));
  });
});

describe('a process that its kubelet ended', () => {
  const crashed = podWith({
    restartCount: 1,
    state: { running: { startedAt: at(40) } },
    lastState: ran(3, 36, 137),
  });
  const stopOf = (events: PathInput['events']) => hopsOf({ pod: crashed, ...(events ? { events } : {}) }, 'stop')[0];

  it.each(['liveness', 'startup'])('for its %s probe says so, with its exit code', (probe) => {
    const message = `Container web failed ${probe} probe, will be restarted`;
    const stop = stopOf([scheduled, anEvent('Killing', 6, message, of('web'))]);
    expect(stop?.reason).toEqual({ code: 'ended-by-probe', values: { code: 137, probe } });
    expect(stop?.evidence.map(({ value }) => value)).toContain(message);
  });

  it('for its postStart hook says so', () => {
    expect(stopOf([scheduled, anEvent('Killing', 20, 'FailedPostStartHook', of('web'))])?.reason?.code).toBe(
      'ended-by-hook',
    );
  });

  it('is not told of an earlier end, nor of one that nobody spoke of', () => {
    const later = [
      scheduled,
      anEvent('Killing', 50, 'Container web failed liveness probe, will be restarted', of('web')),
    ];
    expect(stopOf(later)?.reason?.code).toBe('ended-sigkill');
    expect(stopOf([scheduled])?.reason?.code).toBe('ended-sigkill');
  });
});

describe('a deletion by somebody, and an eviction that came later', () => {
  it('is not told as that eviction', () => {
    const pod = aPod({ metadata: { ...aPod().metadata, deletionTimestamp: at(40), deletionGracePeriodSeconds: 30 } });
    const evicted = (second: number) =>
      hopsOf(
        { pod, events: [anEvent('TaintManagerEviction', second, 'Marking for deletion Pod aula/web')] },
        'delete',
      )[0];
    expect(evicted(31)?.reason).toEqual({ code: 'grace', values: { seconds: 30 } });
    expect(evicted(31)?.evidence.map(({ object }) => object)).not.toContain('Event TaintManagerEviction');
    expect(evicted(10)?.reason).toEqual({ code: 'evicted', values: { by: 'TaintManagerEviction' } });
  });

  it('nor as a disruption that was written later', () => {
    const pod = aPod({
      metadata: { ...aPod().metadata, deletionTimestamp: at(40), deletionGracePeriodSeconds: 30 },
      status: {
        conditions: [
          { type: 'DisruptionTarget', status: 'True', reason: 'DeletionByTaintManager', lastTransitionTime: at(31) },
        ],
      },
    });
    expect(hopsOf({ pod }, 'delete')[0]?.reason?.code).toBe('grace');
  });
});
