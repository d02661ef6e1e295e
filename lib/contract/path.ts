/** What `GET /api/paths/{namespace}/{pod}` answers, for scripts and for the page. */
import type { AdmissionTrace } from '@/lib/model/path/admission';
import type { NodeVerdict, SchedulingFailure } from '@/lib/model/path/scheduling';
import type { PodPath } from '@/lib/model/path/types';

export interface Placement {
  /** What can be recomputed against each node; *likely*, never certain. */
  verdicts: NodeVerdict[];
  /** The scheduler's own message taken apart, when it failed. */
  failure?: SchedulingFailure;
}
export interface PathAnswer extends PodPath {
  admission: AdmissionTrace[];
  placement?: Placement;
}
