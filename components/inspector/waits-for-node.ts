/** Which pods lie in the tray. Pure. */
import type { PodView } from '@/lib/model/cluster';

/** True for a pod that is written down and has neither a node nor an end. */
export const waitsForNode = (pod: PodView) => !pod.node && !pod.deletionAt && pod.health !== 'done';
