/** Where start-up time goes in a cluster: the figures of all paths together, per node and per image, against the objective. */
import type { PodObject } from '../objects';
import { STARTUP_OBJECTIVE_MS } from './objective';
import { type HopStatistics, hopStatistics } from './statistics';
import { HOP_IDS, type HopId, type PodPath } from './types';

export interface StartupFigures {
  pods: number;
  objective: { ms: number; measured: number; within: number };
  all: HopStatistics[];
  byNode: HopStatistics[];
  byImage: HopStatistics[];
  slowest: { pod: string; node?: string; totalMs: number; objectiveMs?: number; precisionMs: number }[];
}

const SLOWEST = 10;
/** Hops that last: the order is a moment, and the way out is no part of starting. */
const LASTING: ReadonlySet<HopId> = new Set([
  'controllers',
  'scheduler',
  'kubelet',
  'volumes',
  'sandbox',
  'image',
  'create',
  'start',
  'ready',
]);

const lasting = (one: HopStatistics) => LASTING.has(one.hop);

const inOrder = (one: HopStatistics, other: HopStatistics) =>
  (one.group ?? '').localeCompare(other.group ?? '') || HOP_IDS.indexOf(one.hop) - HOP_IDS.indexOf(other.hop);

/** Figures of these paths; each comes with its pod, which names its images. */
export function startupFigures(traced: readonly { path: PodPath; pod: PodObject }[]): StartupFigures {
  const paths = traced.map(({ path }) => path);
  const images = new Map(
    traced.map(({ path, pod }) => [
      path,
      new Map([...(pod.spec.initContainers ?? []), ...pod.spec.containers].map((one) => [one.name, one.image])),
    ]),
  );
  const counted = paths.flatMap(({ objectiveMs }) => (objectiveMs === undefined ? [] : [objectiveMs]));
  const arrived = paths.flatMap(({ pod, node, totalMs, totalPrecisionMs, totalTo, objectiveMs }) =>
    // How long a job worked is no start-up time.
    totalMs === undefined || totalTo === 'finished'
      ? []
      : [
          {
            pod: `${pod.namespace}/${pod.name}`,
            ...(node ? { node } : {}),
            totalMs,
            ...(objectiveMs === undefined ? {} : { objectiveMs }),
            precisionMs: totalPrecisionMs ?? 0,
          },
        ],
  );
  return {
    pods: paths.length,
    objective: {
      ms: STARTUP_OBJECTIVE_MS,
      measured: counted.length,
      within: counted.filter((ms) => ms <= STARTUP_OBJECTIVE_MS).length,
    },
    all: hopStatistics(paths).filter(lasting).sort(inOrder),
    // What happens before there is a node says nothing of the node.
    byNode: hopStatistics(paths, (path) => path.node)
      .filter(
        (one) => lasting(one) && one.group !== undefined && HOP_IDS.indexOf(one.hop) > HOP_IDS.indexOf('scheduler'),
      )
      .sort(inOrder),
    byImage: hopStatistics(paths, (path, container) => (container ? images.get(path)?.get(container) : undefined))
      .filter((one) => lasting(one) && one.group !== undefined)
      .sort(inOrder),
    slowest: arrived
      .sort((one, other) => other.totalMs - one.totalMs || one.pod.localeCompare(other.pod))
      .slice(0, SLOWEST),
  };
}
