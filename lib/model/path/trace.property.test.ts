import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventObject, PodObject } from '../objects';
import { hasRecordings, recordedInput } from './testing/recorded';
import { tracePod } from './trace';
import { HOP_IDS, type PathInput, type PodPath } from './types';

const PODS = [
  ['eks-1.31', 'coredns-789f8477df-knmwr'],
  ['eks-1.31', 'aws-node-ljk2n'],
  ['kind-1.32', 'kindnet-gwkkq'],
  ['kind-1.32', 'kube-apiserver'],
  ['minikube-1.25', 'storage-provisioner'],
  ['minikube-1.25', 'helloworld'],
  ['kubeadm-1.21', 'coredns'],
] as const;

/** Every time a path tells, with what it is the time of. */
const timesOf = (path: PodPath) =>
  path.hops.flatMap((hop) =>
    (['startedAt', 'endedAt'] as const).flatMap((end) =>
      hop[end] ? [`${hop.id} ${hop.container ?? ''} ${hop.attempt ?? ''} ${end} ${hop[end]}`] : [],
    ),
  );

function expectSound(path: PodPath) {
  for (const hop of path.hops) {
    if (hop.startedAt && hop.endedAt) expect(Date.parse(hop.endedAt)).toBeGreaterThanOrEqual(Date.parse(hop.startedAt));
    expect(hop.clock === 'none').toBe(!hop.startedAt && !hop.endedAt);
    if (hop.degree === 'observed') expect(hop.evidence.length, `${hop.id} observed by what?`).toBeGreaterThan(0);
    if (hop.degree === 'absent') expect(hop.reason, `${hop.id} absent why?`).toBeDefined();
    if (hop.clock === 'none') expect(hop.reason ?? hop.failure, `${hop.id} has no time and no reason`).toBeDefined();
  }
  const story = path.hops
    .filter((hop) => !hop.container && hop.id !== 'apiserver')
    .map((hop) => HOP_IDS.indexOf(hop.id));
  expect(story).toEqual(story.toSorted((a, b) => a - b));
}

/** A recording with parts of its evidence taken away, repeated and shuffled, and the node's clock set wrong. */
const damaged: fc.Arbitrary<{ whole: PathInput; input: PathInput; skewMs: number }> = fc
  .constantFrom(...PODS)
  .chain(([cluster, name]) => {
    const whole = recordedInput(cluster, name);
    const events = whole.events ?? [];
    return fc
      .record({
        keep: fc.subarray([...events]),
        again: fc.subarray([...events]),
        order: fc.integer(),
        owners: fc.subarray([...(whole.owners ?? [])]),
        conditions: fc.subarray([...(whole.pod.status?.conditions ?? [])]),
        containers: fc.subarray([...(whole.pod.status?.containerStatuses ?? [])]),
        startTime: fc.boolean(),
        skewMs: fc.constantFrom(0, 0, -5000, 5000),
      })
      .map((cut) => ({ whole, skewMs: cut.skewMs, input: damage(whole, cut) }));
  });

function damage(
  whole: PathInput,
  cut: {
    keep: EventObject[];
    again: EventObject[];
    order: number;
    owners: NonNullable<PathInput['owners']>[number][];
    conditions: NonNullable<NonNullable<PodObject['status']>['conditions']>;
    containers: NonNullable<NonNullable<PodObject['status']>['containerStatuses']>;
    startTime: boolean;
    skewMs: number;
  },
): PathInput {
  const shift = (at: string) =>
    cut.skewMs ? new Date(Date.parse(at) + cut.skewMs).toISOString().replace('.000Z', 'Z') : at;
  const { startTime, ...status } = whole.pod.status ?? {};
  const all = [...cut.keep, ...cut.again];
  const turn = all.length ? Math.abs(cut.order) % all.length : 0;
  const events = [...all.slice(turn), ...all.slice(0, turn)];
  const kept = cut.startTime && startTime ? { startTime: shift(startTime) } : {};
  return {
    pod: {
      ...whole.pod,
      status: { ...status, ...kept, conditions: cut.conditions, containerStatuses: cut.containers },
    },
    owners: cut.owners,
    events: cut.order < 0 ? events.reverse() : events,
  };
}

describe.skipIf(!hasRecordings)('the path from any part of the evidence (skipped without ../shared)', () => {
  it('is sound: no negative hop, nothing observed without proof, nothing timeless without a reason', () => {
    fc.assert(
      fc.property(damaged, ({ input }) => expectSound(tracePod(input))),
      { numRuns: 300 },
    );
  });

  it('does not depend on order or repetition', () => {
    fc.assert(
      fc.property(damaged, ({ input }) => {
        const events = [...(input.events ?? [])];
        expect(tracePod({ ...input, events: [...events.toReversed(), ...events] })).toEqual(tracePod(input));
      }),
      { numRuns: 150 },
    );
  });

  it('tells no time that the whole evidence would not tell, unless it has less to choose from', () => {
    // With one piece missing a bound may be coarser, never invented: every time is a stamp that is in the evidence.
    fc.assert(
      fc.property(damaged, ({ input }) => {
        const stamps = JSON.stringify(input);
        for (const time of timesOf(tracePod(input))) {
          const stamp = time.split(' ').at(-1) ?? '';
          expect(stamps.includes(`"${stamp}"`), time).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('a pod with 50 containers and 10,000 events takes at most 1.5 times as long as reading the JSON of its events', () => {
    const { pod, events = [] } = recordedInput('eks-1.31', 'coredns-789f8477df-knmwr');
    const names = Array.from({ length: 50 }, (_, index) => `c${index}`);
    const [template] = pod.status?.containerStatuses ?? [];
    const [about] = events.filter(
      (event) => event.reason === 'Started' && event.involvedObject.uid === pod.metadata.uid,
    );
    if (!template || !about) throw new Error('the recording has changed');
    const many = Array.from(
      { length: 10_000 },
      (_, index): EventObject => ({
        ...about,
        metadata: { ...about.metadata, uid: `e${index}` },
        involvedObject: { ...about.involvedObject, fieldPath: `spec.containers{c${index % 50}}` },
      }),
    );
    const big = {
      ...pod,
      spec: { ...pod.spec, containers: names.map((name) => ({ name })) },
      status: { ...pod.status, containerStatuses: names.map((name) => ({ ...template, name })) },
    };
    const text = JSON.stringify(many);
    const timed = (work: () => void) => {
      const from = performance.now();
      work();
      return performance.now() - from;
    };
    // One beside the other, so that whatever else runs here slows both.
    const rounds = Array.from({ length: 7 }, () => ({
      tracing: timed(() => tracePod({ pod: big, events: many })),
      reading: timed(() => JSON.parse(text)),
    }));
    const best = (of: 'tracing' | 'reading') => Math.min(...rounds.map((round) => round[of]));
    expect(best('tracing') / best('reading')).toBeLessThan(1.5);
  });
});
