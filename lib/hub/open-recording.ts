import 'server-only';
import type { ChosenCluster } from '@/lib/kubernetes/choose-cluster';
import type { Clock } from '@/lib/kubernetes/clock';
import { ProblemError } from '@/lib/kubernetes/problem-error';
import type { OpenedCluster } from './open-cluster';

/** Opens a folder of recorded objects. */
export function openRecording(chosen: Extract<ChosenCluster, { kind: 'recording' }>, _clock: Clock): OpenedCluster {
  throw new ProblemError('recording-not-found', undefined, { directory: chosen.directory });
}
