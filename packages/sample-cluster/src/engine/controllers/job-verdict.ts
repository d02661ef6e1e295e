import type { Job, Pod } from '../types.ts';
import { rulingOf } from './job-failure-policy.ts';
import { type Indexes, parseIndexes } from './job-index.ts';

/** What a Job has of pods. */
export interface Tally {
  active: Pod[];
  /** Told to end, and not ended yet. */
  leaving: Pod[];
  /** Those that are still there and failed. */
  failures: Pod[];
  /** Those of them that failed after the last success, ignored ones too: the more, the longer until the next try. */
  inARow: Pod[];
  succeeded: number;
  failed: number;
  /** Of one that counts them. */
  indexes?: Indexes;
}

/** How a Job ends. */
export interface Verdict {
  type: 'Complete' | 'Failed';
  reason: string;
  message: string;
}

const failedFor = (reason: string, message: string): Verdict => ({ type: 'Failed', reason, message });

/** What a Job says first, while its last pods are being ended. */
export const INTERIM = { Complete: 'SuccessCriteriaMet', Failed: 'FailureTarget' } as const;

/** Whether a Job ends now, and how; in the order in which the real controller asks (`syncJob`). */
export function verdict(job: Job, tally: Tally, now: number): Verdict | undefined {
  return decided(job) ?? failure(job, tally, now) ?? success(job, tally);
}

/** What it said before, and has not come to its end with. */
function decided({ status }: Job): Verdict | undefined {
  for (const type of ['Failed', 'Complete'] as const) {
    const said = status.conditions?.find((one) => one.type === INTERIM[type]);
    if (said?.status === 'True') return { type, reason: said.reason ?? '', message: said.message ?? '' };
  }
  return undefined;
}

function failure(job: Job, { active, failures, failed, indexes }: Tally, now: number): Verdict | undefined {
  for (const pod of failures) {
    const ruling = rulingOf(job, pod);
    if (ruling?.action === 'FailJob') return failedFor('PodFailurePolicy', ruling.message);
  }
  const { backoffLimit: limit = 6, activeDeadlineSeconds: deadline, maxFailedIndexes, completions = 0 } = job.spec;
  const restarts = job.spec.template.spec?.restartPolicy === 'OnFailure' ? restartsOf(active) : 0;
  if (failed > limit || (restarts > 0 && restarts >= limit))
    return failedFor('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
  const { startTime } = job.status;
  if (deadline !== undefined && startTime !== undefined && now - Date.parse(startTime) >= deadline * 1000)
    return failedFor('DeadlineExceeded', 'Job was active longer than specified deadline');
  const lost = indexes?.failed?.size ?? 0;
  if (maxFailedIndexes !== undefined && lost > maxFailedIndexes)
    return failedFor('MaxFailedIndexesExceeded', 'Job has exceeded the specified maximal number of failed indexes');
  if (indexes !== undefined && lost > 0 && lost + indexes.completed.size >= completions)
    return failedFor('FailedIndexes', 'Job has failed indexes');
  return undefined;
}

const restartsOf = (pods: Pod[]): number =>
  pods
    .flatMap(({ status }) => [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])])
    .reduce((sum, one) => sum + one.restartCount, 0);

function success(job: Job, { active, succeeded, indexes }: Tally): Verdict | undefined {
  const rule = (job.spec.successPolicy?.rules ?? []).findIndex(({ succeededIndexes, succeededCount }) => {
    const { completed = new Set<number>() } = indexes ?? {};
    if (succeededIndexes === undefined) return succeededCount !== undefined && completed.size >= succeededCount;
    const asked = [...parseIndexes(succeededIndexes)];
    return asked.length > 0 && asked.filter((one) => completed.has(one)).length >= (succeededCount ?? asked.length);
  });
  if (rule >= 0 && succeeded > 0)
    return { type: 'Complete', reason: 'SuccessPolicy', message: `Matched rules at index ${rule}` };
  const { completions } = job.spec;
  return active.length === 0 && (completions === undefined ? succeeded > 0 : succeeded >= completions)
    ? { type: 'Complete', reason: 'CompletionsReached', message: 'Reached expected number of succeeded pods' }
    : undefined;
}
