import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KINDS } from '@/lib/kubernetes/kinds/registry';
import { describeShared } from '@/lib/testing/shared';
import type { EventObject, PodObject } from '../objects';
import { notInEvidence, unheardScheduler } from './testing/cited';
import { damaged, damages, WHOLE } from './testing/damage';
import { look } from './testing/observe';
import { type Plan, plans, skews } from './testing/plan';
import { REAL_CLUSTER, recordedInput } from './testing/recorded';
import { simulate } from './testing/simulate';
import { aPod, aStatus, at } from './testing/story';
import { contradictions, untruths } from './testing/truth';
import { tracePod } from './trace';
import { HOP_IDS, type PathInput, type PodPath } from './types';

/**
 * Stories in one test, the same ones each time; all tests together take some seconds. For a long search of others:
 * `STORIES=40000 FC_SEED=8 npx vitest run trace.property --testTimeout 600000`.
 */
const runs = { numRuns: Number(process.env.STORIES ?? 400) };

/** Looks at a story; what it is then checked for must be nothing. */
function expectTrue(
  plan: Plan,
  how: { isWatching: boolean; damage?: Parameters<typeof damaged>[1]; ahead?: number },
  wrong: (path: PodPath, story: ReturnType<typeof simulate>, seen: { input: PathInput; now: number }) => string[],
) {
  const story = simulate(plan);
  const seen = look(story, how.isWatching);
  if (!seen) return;
  const known = how.ahead === undefined ? seen.input : { ...seen.input, nodeClockAheadMs: how.ahead };
  const input = damaged(known, how.damage ?? WHOLE);
  expect(wrong(tracePod(input), story, { ...seen, input })).toEqual([]);
}

describe('the path of a pod whose true story is known', () => {
  it('is true, told from all that the API server holds of it', () => {
    fc.assert(
      fc.property(plans, (plan) => expectTrue(plan, { isWatching: false }, untruths)),
      runs,
    );
  });

  it('is true, told by who watched it from its birth', () => {
    fc.assert(
      fc.property(plans, (plan) => expectTrue(plan, { isWatching: true }, untruths)),
      runs,
    );
  });

  it('is true, told from any part of the evidence, repeated and out of order', () => {
    fc.assert(
      fc.property(plans, damages, (plan, damage) => expectTrue(plan, { isWatching: false, damage }, untruths)),
      runs,
    );
  });

  it('is true, told from any part of what was seen', () => {
    fc.assert(
      fc.property(plans, damages, (plan, damage) => expectTrue(plan, { isWatching: true, damage }, untruths)),
      runs,
    );
  });

  it('never takes a later start for the first, when what was said of the first has run out', () => {
    const restarted = plans.map((plan) => ({
      ...plan,
      neverScheduled: false,
      deletion: undefined,
      until: 1,
      containers: plan.containers.map((one) => ({
        ...one,
        image: 'present' as const,
        crashes: [...one.crashes, 1000],
      })),
    }));
    const expired = fc.integer({ min: 0, max: 100 }).map((share) => ({ ...WHOLE, expired: share }));
    fc.assert(
      fc.property(restarted, expired, (plan, damage) => expectTrue(plan, { isWatching: false, damage }, untruths)),
      runs,
    );
  });

  it('is true where the clock of its machine is wrong, and it is known how much', () => {
    const measured = fc.record({ skewMs: skews, errorMs: fc.integer({ min: 0, max: 150 }), isWatching: fc.boolean() });
    fc.assert(
      fc.property(plans, damages, measured, (plan, damage, { skewMs, errorMs, isWatching }) =>
        // A report takes some time to come: what is measured of a clock is a little less than it is ahead.
        expectTrue({ ...plan, skewMs }, { isWatching, damage, ahead: skewMs - errorMs }, untruths),
      ),
      runs,
    );
  });

  it('tells no wrong time where nobody measured that clock, and says where two clocks contradict each other', () => {
    fc.assert(
      fc.property(plans, damages, skews, fc.boolean(), (plan, damage, skewMs, isWatching) =>
        expectTrue({ ...plan, skewMs }, { isWatching, damage }, (path, story, seen) => [
          ...untruths(path, story, seen),
          ...contradictions(path, story, seen),
        ]),
      ),
      runs,
    );
  });

  it('cites nothing that was not there', () => {
    fc.assert(
      fc.property(plans, damages, fc.boolean(), (plan, damage, isWatching) =>
        expectTrue(plan, { isWatching, damage }, (path, _, { input }) => [
          ...notInEvidence(path, input),
          ...unheardScheduler(path, input),
        ]),
      ),
      runs,
    );
  });

  it('has its hops in the order of the story, none of them negative', () => {
    fc.assert(
      fc.property(plans, damages, fc.option(skews, { nil: 0 }), (plan, damage, skewMs) =>
        expectTrue({ ...plan, skewMs }, { isWatching: true, damage }, (path) => outOfOrder(path)),
      ),
      runs,
    );
  });

  it('does not depend on order or repetition', () => {
    fc.assert(
      fc.property(plans, damages, (plan, damage) => {
        const seen = look(simulate(plan), true);
        if (!seen) return;
        const input = damaged(seen.input, { ...damage, repeats: false });
        const again = { ...input, events: twice(input.events), seen: twice(input.seen) };
        expect(tracePod(again)).toEqual(tracePod(input));
      }),
      runs,
    );
  });
});

const twice = <T>(list: readonly T[] = []) => [...list.toReversed(), ...list];

function outOfOrder(path: PodPath): string[] {
  const negative = path.hops.filter(
    ({ startedAt, endedAt }) => startedAt && endedAt && Date.parse(endedAt) < Date.parse(startedAt),
  );
  const story = path.hops
    .filter((hop) => !hop.container && hop.id !== 'apiserver')
    .map((hop) => HOP_IDS.indexOf(hop.id));
  const isOrdered = story.every((one, index) => index === 0 || one >= (story[index - 1] ?? 0));
  return [...negative.map(({ id }) => `${id} is negative`), ...(isOrdered ? [] : [`order of ${story.join(' ')}`])];
}

const PODS = [
  ['eks-1.31', 'coredns-789f8477df-knmwr'],
  ['eks-1.31', 'aws-node-ljk2n'],
  ['kind-1.32', 'kindnet-gwkkq'],
  ['kind-1.32', 'kube-apiserver'],
  ['minikube-1.25', 'storage-provisioner'],
  ['minikube-1.25', 'helloworld'],
  ['kubeadm-1.21', 'coredns'],
] as const;

/** Tells the paths of these pods from parts of their recordings. */
function toldInParts(inputs: readonly PathInput[]) {
  fc.assert(
    fc.property(fc.constantFrom(...inputs), damages, (whole, damage) => {
      const input = damaged(whole, damage);
      const path = tracePod(input);
      expect([...notInEvidence(path, input), ...outOfOrder(path)]).toEqual([]);
    }),
    { numRuns: 100 },
  );
}

describe('the path of a recorded pod', () => {
  it('cites what is there and keeps its order, told from any part of the recording', () => {
    const names = [
      'web-785f95754b-99kbt',
      'agente-gsgdh',
      'etcd-control-plane',
      'compuesto',
      'se-cae',
      'no-cabe',
      'sin-imagen',
    ];
    toldInParts(names.map((name) => recordedInput(REAL_CLUSTER, name)));
  });

  describeShared('clusters', 'of other clusters', (clusters) => {
    it('cites what is there and keeps its order, told from any part of the recording', () => {
      toldInParts(PODS.map(([cluster, name]) => recordedInput(`${clusters}/${cluster}`, name)));
    });
  });
});

it('a path rests on nothing that a reflector drops', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const seen = look(simulate(plan), true);
      if (!seen) return;
      const { input } = seen;
      const kept: PathInput = {
        ...input,
        pod: KINDS.pods.groupVersionResources[0].transform(input.pod),
        ...(input.events ? { events: input.events.map(KINDS.events.groupVersionResources[0].transform) } : {}),
      };
      expect(tracePod(kept)).toEqual(tracePod(input));
    }),
    runs,
  );
});

/** What a kubelet and a scheduler say of a pod of 50 containers that has a hard time, over and over. */
function manyEvents(many: number): EventObject[] {
  const words = [
    ['Pulling', 'Pulling image "registry/nginx:1.27"'],
    [
      'Pulled',
      'Successfully pulled image "registry/nginx:1.27" in 1.5s (2.5s including waiting). Image size: 71 bytes.',
    ],
    ['Created', 'Created container'],
    ['Started', 'Started container'],
    ['BackOff', 'Back-off restarting failed container'],
    ['Failed', 'Failed to pull image "registry/nginx:1.27": rpc error: code = NotFound'],
    ['Unhealthy', 'Readiness probe failed: Get "http://10.0.0.9/": dial tcp: connection refused'],
    ['FailedScheduling', '0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available'],
    ['FailedMount', 'MountVolume.SetUp failed for volume "v": configmap "nada" not found'],
    ['Killing', 'Stopping container'],
  ] as const;
  return Array.from({ length: many }, (_, index): EventObject => {
    const [reason, message] = words[index % words.length] ?? words[0];
    const ofPod = reason === 'FailedScheduling' || reason === 'FailedMount';
    const fieldPath = `spec.containers{c${Math.floor(index / words.length) % 50}}`;
    return {
      metadata: {
        name: `web.${index.toString(16).padStart(16, '0')}`,
        namespace: 'aula',
        uid: `e${index}`,
        creationTimestamp: at(index % 60),
      },
      // One in five speaks of another pod.
      involvedObject: {
        kind: 'Pod',
        namespace: 'aula',
        name: index % 5 ? 'web' : 'otro',
        uid: index % 5 ? 'u1' : 'u2',
        ...(ofPod ? {} : { fieldPath }),
      },
      reason,
      message: `${message} ${index}`,
      count: 1 + (index % 3),
      firstTimestamp: at(index % 60),
      lastTimestamp: at(index % 60),
      source: { component: ofPod ? 'default-scheduler' : 'kubelet', host: 'm1' },
    };
  });
}

it('10,000 events of all kinds and a pod of 50 containers take at most three times as long as reading their JSON', () => {
  const events = manyEvents(10_000);
  const names = Array.from({ length: 50 }, (_, index) => `c${index}`);
  const pod: PodObject = aPod({
    spec: { nodeName: 'm1', containers: names.map((name) => ({ name })) },
    status: {
      containerStatuses: names.map((name) => aStatus({ name, state: { running: { startedAt: at(9) } } })),
    },
  });
  const text = JSON.stringify(events);
  const timed = (work: () => void) => {
    const from = performance.now();
    work();
    return performance.now() - from;
  };
  // One beside the other, so that whatever else runs here slows both.
  const rounds = Array.from({ length: 9 }, () => ({
    tracing: timed(() => tracePod({ pod, events })),
    reading: timed(() => JSON.parse(text)),
  }));
  const best = (of: 'tracing' | 'reading') => Math.min(...rounds.map((round) => round[of]));
  expect(best('tracing') / best('reading')).toBeLessThan(3);
});
