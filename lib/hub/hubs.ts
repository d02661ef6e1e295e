import 'server-only';
import type { Problem } from '@/lib/contract/problem';
import { type Choices, chooseCluster, wantsSample } from '@/lib/kubernetes/choose-cluster';
import { classify } from '@/lib/kubernetes/classify';
import { type Clock, systemClock } from '@/lib/kubernetes/clock';
import { readClusterEnvironment } from '@/lib/kubernetes/environment';
import type { Hub } from './hub';
import { openCluster } from './open-cluster';
import type { OpenedCluster } from './opened-cluster';

/** All clusters of this process that somebody looks at, one hub each. */
export interface Hubs {
  /** What can be looked at, read anew: files may have changed. */
  choices(): { choices: Choices } | { problem: Problem };
  /** The open cluster of a context (the current one when none is named), opened if nobody looks at it yet. */
  open(context?: string): OpenedCluster | { problem: Problem };
  close(): void;
}

/** A hub nobody has asked for during so long is closed; the usual one is kept. */
const IDLE_MS = 10 * 60_000;
const SWEEP_MS = 60_000;

/** Hubs over an environment; parameters so that tests bring their own. */
export function createHubs(env: NodeJS.ProcessEnv, clock: Clock, open: typeof openCluster = openCluster): Hubs {
  const opened = new Map<string, OpenedCluster & { usedAt: number }>();
  let usual: string | undefined;
  const choose = () => {
    // Set once the sample cluster runs (`instrumentation.ts`); from there on it is a cluster like any other.
    const kubeconfig = env.KUBEPLANO_SAMPLE_RUNNING;
    return chooseCluster(readClusterEnvironment(env), kubeconfig ? () => ({ kubeconfig }) : undefined);
  };

  function sweep() {
    for (const [context, cluster] of opened) {
      if (context === usual) continue;
      if (cluster.hub.subscribers > 0) cluster.usedAt = clock.monotonic();
      if (clock.monotonic() - cluster.usedAt < IDLE_MS) continue;
      opened.delete(context);
      cluster.close();
    }
    cancelSweep = clock.after(SWEEP_MS, sweep);
  }
  let cancelSweep = clock.after(SWEEP_MS, sweep);

  return {
    choices() {
      try {
        return { choices: choose() };
      } catch (error) {
        return { problem: classify(error) };
      }
    },
    open(wanted) {
      try {
        const name = wanted ?? usual;
        const known = name === undefined ? undefined : opened.get(name);
        if (known) {
          known.usedAt = clock.monotonic();
          return known;
        }
        const chosen = choose().choose(wanted);
        const cluster = opened.get(chosen.context) ?? { ...open(chosen, clock), usedAt: clock.monotonic() };
        opened.set(chosen.context, cluster);
        if (wanted === undefined) usual = chosen.context;
        return cluster;
      } catch (error) {
        return { problem: classify(error) };
      }
    },
    close() {
      cancelSweep();
      for (const cluster of opened.values()) cluster.close();
      opened.clear();
    },
  };
}

/** Whether the sample cluster has to be started before anything is read. */
export const needsSample = (): boolean => wantsSample(readClusterEnvironment(process.env));

const KEY = Symbol.for('kubeplano.hubs');
const shared: typeof globalThis & { [KEY]?: Hubs } = globalThis;

/** The hubs of this process. On globalThis: Next compiles `instrumentation.ts` apart from the routes, and dev reloads modules. */
export function getHubs(): Hubs {
  shared[KEY] ??= createHubs(process.env, systemClock);
  return shared[KEY];
}

/** The hub of a context, or why there is none. */
export function getHub(context?: string): Hub | { problem: Problem } {
  const opened = getHubs().open(context);
  return 'problem' in opened ? opened : opened.hub;
}
