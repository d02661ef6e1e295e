/** What belongs to the newest start of a container, after at least one restart. */
import { beginning } from './container-state';
import { eventEvidence, type Report } from './events';
import type { ContainerReader, ToldMilestone } from './first-start';
import { apiInstant } from './instant';
import { milestone } from './milestone';

/** Milliseconds from the end of a process to its successor's beginning, where there was no back-off. */
const SAME_MS = 2_000;

/** The reports that were made after the start before it had ended. */
export function newestStartOf({ status, reports, report, onNode }: ContainerReader) {
  const begun = beginning(status?.state);
  const lastEnd = onNode(apiInstant(status?.lastState?.terminated?.finishedAt));
  const begin = onNode(apiInstant(begun?.at));
  // What was reported in the very second of that end may be of the start before it, its successor not being told yet: it is
  // of this start only if this one began right then.
  const isNewer = (one: Report | undefined) => {
    if (!one?.last || !lastEnd || !begin) return false;
    return one.last.ms > lastEnd.ms || (one.last.ms === lastEnd.ms && begin.ms - lastEnd.ms <= SAME_MS);
  };
  const newest = (reason: string): ToldMilestone | undefined => {
    const one = report(reason);
    const point = one && isNewer(one) ? milestone(one.last, undefined, [eventEvidence(one)]) : undefined;
    return point && one && { ...point, message: one.message };
  };
  return {
    newest: { pulling: newest('Pulling'), pulled: newest('Pulled'), created: newest('Created') },
    inNewSandbox: isNewer(reports.find((one) => one.reason === 'SandboxChanged')),
  };
}
