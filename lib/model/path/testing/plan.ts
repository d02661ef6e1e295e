import fc from 'fast-check';

/** How the image of a container came to be on the machine, or did not. */
export type ImagePlan = 'present' | 'pulled' | 'never';

export interface ContainerPlan {
  name: string;
  role: 'init' | 'sidecar' | 'app';
  image: ImagePlan;
  /** Pulls that failed before. */
  pullFails: number;
  pullMs: number;
  /** Tries to make the container that failed: a ConfigMap was missing. */
  createFails: number;
  createMs: number;
  startMs: number;
  /** The runtime cannot start its command at all. */
  startFails: boolean;
  /** Lives of processes that crashed, milliseconds; the one after them stays (or ends well, in an init container or a job). */
  crashes: number[];
  /** How long the last process of a container that ends well runs. */
  runMs: number;
  /** From its start to the first success of its probe; 0 without probe. */
  probeMs: number;
}

/** One pod's true life, before anybody wrote anything down of it. */
export interface Plan {
  origin: 'direct' | 'deployment' | 'replaced' | 'scaled' | 'cronjob' | 'job' | 'daemonset' | 'static' | 'named-node';
  /** Milliseconds after the whole second at which it begins. */
  fraction: number;
  /** From the order to the pod, and on to each step. */
  orderMs: number;
  refusals: number;
  scheduleMs: number;
  neverScheduled: boolean;
  acceptMs: number;
  mountFails: number;
  attaches: boolean;
  sandboxMs: number;
  sandboxFails: number;
  containers: ContainerPlan[];
  /** Its probe fails for a while, once it has been ready. */
  flaps: boolean;
  deletion?: { afterMs: number; graceSeconds: number; exitMs: number } | undefined;
  /** The kubelet is started anew between starts: what it had counted is forgotten. */
  kubeletForgets: boolean;
  /** The scheduler reports with events.k8s.io, in microseconds. */
  newEvents: boolean;
  /** Which part of the story has happened when we look: 1 is all of it. */
  until: number;
  /** How far the clock of its machine is ahead. */
  skewMs: number;
  /** Seed of the small delays of writes, watches and looks of the kubelet. */
  seed: number;
}

const upTo = (max: number) => fc.integer({ min: 1, max });
const seldom = (max: number) => fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: upTo(max) });
const rarely = fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });

/** Names that have deceived a reader of messages. */
const NAMES = ['web', 'pull-crash', 'failed-to-start', 'image', 'back-off'];

const container = (index: number): fc.Arbitrary<ContainerPlan> =>
  fc.record({
    name: fc.constant(NAMES[index] ?? `c${index}`),
    role: fc.constantFrom('init', 'sidecar', 'app'),
    image: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom<ImagePlan>('present', 'pulled') },
      { weight: 1, arbitrary: fc.constant<ImagePlan>('never') },
    ),
    pullFails: seldom(3),
    pullMs: upTo(9000),
    createFails: seldom(2),
    createMs: upTo(900),
    startMs: upTo(900),
    startFails: rarely,
    crashes: fc.oneof(
      { weight: 2, arbitrary: fc.constant<number[]>([]) },
      { weight: 1, arbitrary: fc.array(upTo(5000), { minLength: 1, maxLength: 3 }) },
    ),
    runMs: upTo(8000),
    probeMs: fc.oneof(fc.constant(0), upTo(6000)),
  });

const containers = fc
  .integer({ min: 1, max: 3 })
  .chain((many) => fc.tuple(...Array.from({ length: many }, (_, index) => container(index))))
  .map((list) => {
    const [last] = list.slice(-1);
    // Containers of the application come last, and there is one.
    const before = list.slice(0, -1).filter(({ role }) => role !== 'app');
    const apps = list.slice(0, -1).filter(({ role }) => role === 'app');
    return [...before, ...apps, ...(last ? [{ ...last, role: 'app' as const }] : [])];
  });

/** Clocks that agree; each test sets others. */
export const plans: fc.Arbitrary<Plan> = fc.record({
  origin: fc.constantFrom<Plan['origin'][]>(
    'direct',
    'direct',
    'deployment',
    'replaced',
    'scaled',
    'cronjob',
    'job',
    'daemonset',
    'static',
    'named-node',
  ),
  fraction: fc.integer({ min: 0, max: 999 }),
  orderMs: fc.oneof(upTo(900), upTo(20_000)),
  refusals: seldom(3),
  scheduleMs: upTo(2000),
  neverScheduled: rarely,
  acceptMs: upTo(900),
  mountFails: seldom(2),
  attaches: fc.boolean(),
  sandboxMs: upTo(3000),
  sandboxFails: seldom(2),
  containers,
  flaps: rarely,
  deletion: fc.oneof(
    { weight: 2, arbitrary: fc.constant(undefined) },
    {
      weight: 1,
      arbitrary: fc.record({
        afterMs: upTo(60_000),
        graceSeconds: fc.constantFrom(0, 1, 5, 30),
        exitMs: fc.oneof(upTo(900), upTo(60_000)),
      }),
    },
  ),
  kubeletForgets: rarely,
  newEvents: fc.boolean(),
  until: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  skewMs: fc.constant(0),
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
});

/** A machine whose clock is set wrong by seconds. */
export const skews = fc.oneof(fc.integer({ min: 1500, max: 20_000 }), fc.integer({ min: -20_000, max: -1500 }));
