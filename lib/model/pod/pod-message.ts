/** Why a pod is not running, in the words of whoever refused: the object's own, else its newest warning event. */
import type { EventObject, PodObject } from '../objects';

/** The message to show under a pod that is not well; undefined when nothing was said. */
export function podMessage(pod: PodObject, warning: EventObject | undefined): string | undefined {
  const { status } = pod;
  if (status?.phase === 'Succeeded') return undefined;
  const unscheduled = (status?.conditions ?? []).find((one) => one.type === 'PodScheduled' && one.status === 'False');
  if (unscheduled?.message) return unscheduled.message;
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  // What the process itself left to be said is nearer to the cause than that it waits to start again.
  const crashed = statuses.find((one) => one.state?.waiting?.reason === 'CrashLoopBackOff');
  if (crashed?.lastState?.terminated?.message) return crashed.lastState.terminated.message;
  const waiting = statuses.map((one) => one.state?.waiting).find((one) => one?.message);
  if (waiting?.message) return waiting.message;
  if (status?.message) return status.message;
  const terminated = statuses.map((one) => one.state?.terminated).find((one) => one && one.exitCode !== 0);
  if (terminated?.message) return terminated.message;
  return warning?.message;
}
