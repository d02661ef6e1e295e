/** What belongs to the newest start of a container, after at least one restart. */
import { beginning } from './container-state';
import { eventEvidence, type Report } from './events';
import type { ContainerReader, ToldMilestone } from './first-start';
import { apiInstant } from './instant';
import { milestone } from './milestone';

/** The reports that were made after the start before it had ended. */
export function newestStartOf({ status, reports, report, onNode }: ContainerReader) {
  const begun = beginning(status?.state);
  const lastEnd = onNode(apiInstant(status?.lastState?.terminated?.finishedAt));
  const isNewer = (one: Report | undefined) => Boolean(one?.last && lastEnd && begun && one.last.ms >= lastEnd.ms);
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
