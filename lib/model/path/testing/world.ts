import type { EventObject, ObjectReference, PodObject } from '../../objects';
import type { Change, NodeState } from './kubelet';
import type { ContainerPlan, Plan } from './plan';
import { createRecorder, microEvent } from './recorder';

export const NODE = 'm1';
/** The kubelet lists its containers once a second. */
export const PLEG_MS = 1000;

/** Small pseudo-random numbers, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const fieldPath = ({ role, name }: ContainerPlan) =>
  `spec.${role === 'app' ? 'containers' : 'initContainers'}{${name}}`;

/** What is to happen, in any order, and what comes of it once it is played. */
export type World = ReturnType<typeof createWorld>;

/** A world in which nothing has happened. */
export function createWorld(plan: Plan) {
  const random = randomFrom(plan.seed);
  const within = (max: number) => Math.floor(random() * max);
  const edge = () => 2 + within(20);
  /** True moments: `created`, `started/web/1`. */
  const moments = new Map<string, number>();
  const changes: Change[] = [];
  const edits: { at: number; edit: (pod: PodObject) => PodObject }[] = [];
  const events: { at: number; event: EventObject }[] = [];
  let acts: { at: number; run: () => void }[] = [];
  const uid = plan.origin === 'static' ? 'hash-1' : 'pod-1';
  const about: ObjectReference = { kind: 'Pod', namespace: 'aula', name: 'web', uid };
  const kubelet = createRecorder('kubelet', NODE, plan.skewMs, about);
  const scheduler = createRecorder('default-scheduler', 'cp', 0, about);
  const attacher = createRecorder('attachdetach-controller', 'cp', 0, about);

  const act = (at: number, run: () => void) => acts.push({ at, run });
  const report = (at: number, write: (writtenAt: number) => EventObject) =>
    act(at, () => {
      const writtenAt = at + edge();
      events.push({ at: writtenAt, event: write(writtenAt) });
    });
  return {
    plan,
    moments,
    changes,
    edits,
    events,
    within,
    edge,
    act,
    mark: (name: string, at: number) => act(at, () => moments.set(name, at)),
    /** The kubelet says something of its pod, or of one container. */
    say: (at: number, reason: string, message: string, container?: ContainerPlan) =>
      report(at, (writtenAt) =>
        kubelet.say({ reason, message, at, writtenAt, ...(container ? { fieldPath: fieldPath(container) } : {}) }),
      ),
    sayScheduler: (at: number, reason: string, message: string) =>
      report(at, (writtenAt) => {
        const said = { reason, message, at, writtenAt };
        return plan.newEvents ? microEvent('default-scheduler', about, said) : scheduler.say(said);
      }),
    sayAttached: (at: number) =>
      report(at, (writtenAt) =>
        attacher.say({
          reason: 'SuccessfulAttachVolume',
          message: 'AttachVolume.Attach succeeded for volume "v"',
          at,
          writtenAt,
        }),
      ),
    /** The kubelet is started anew: what it had counted is forgotten. */
    forget: (at: number) => act(at, kubelet.forget),
    /** Something the kubelet finds when it looks next. */
    change: (at: number, apply: (state: NodeState) => void, lagMs = within(PLEG_MS)) =>
      act(at, () => changes.push({ at, lagMs, apply })),
    /** Somebody else writes the pod. */
    edit: (at: number, edit: (pod: PodObject) => PodObject) => act(at, () => edits.push({ at, edit })),
    /** Nothing of what was to happen from then on does. */
    cut: (from: number) => {
      acts = acts.filter(({ at }) => at < from);
    },
    lastAct: () => Math.max(...acts.map(({ at }) => at)),
    /** Plays all acts in order; one may add others that come later. */
    play: () => {
      while (acts.length) {
        const next = acts.reduce((first, one) => (one.at < first.at ? one : first));
        acts.splice(acts.indexOf(next), 1);
        next.run();
      }
    },
  };
}
