import type { FleetSection } from '@/lib/model/cluster';

/** Up to here every viewer is sent all of the cluster, whatever it looks at. */
export const MOST_WHOLE = { pods: 2_500, nodes: 150 };
/** It has to shrink to this part to be sent whole again: one that is about as large does not change its ways. */
const BACK_AT = 0.8;

/** Whether a cluster of this size is sent whole. */
export function isSentWhole(
  before: boolean,
  totals: Pick<FleetSection['totals'], 'pods' | 'nodes'> | undefined,
): boolean {
  const part = before ? 1 : BACK_AT;
  const { pods = 0, nodes = 0 } = totals ?? {};
  return pods <= MOST_WHOLE.pods * part && nodes <= MOST_WHOLE.nodes * part;
}
