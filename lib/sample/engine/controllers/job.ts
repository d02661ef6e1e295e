import 'server-only';
import { ApiError } from '../../api/errors';
import { conditionStatus, withCondition } from '../conditions';
import { controllerReference } from '../owners';
import { isActive, isReady, podOfTemplate } from '../pods';
import { type Job, keyOf, type Pod, type PodDraft, sameJson, time } from '../types';
import { claim, concerned } from './claim';
import { type Controller, eventsOf, queueOn } from './controller';
import { completedIndexes, freeIndexes, INDEX, indexedSpec, isIndexed } from './job-index';

/** After each failure, twice as long until the next try: 10 s … 10 min. */
const FIRST_BACKOFF_MS = 10_000;
const LAST_BACKOFF_MS = 600_000;

/** Runs pods until as many of them have succeeded as a Job wants, or too many have failed. */
export const jobController: Controller = (context) => {
  const { api, informers } = context;
  const events = eventsOf(context, 'job-controller');
  const jobs = informers.of('jobs');
  const pods = informers.of('pods');

  const queue = queueOn(context, [jobs, pods], (key) => {
    const job = jobs.get(key);
    if (job === undefined || job.metadata.deletionTimestamp !== undefined) return;
    if (isOver(job)) {
      expire(job);
      return;
    }
    const mine = claim(api, 'pods', job, pods.list(job.metadata.namespace));
    const active = mine.filter(isActive);
    const succeeded = isIndexed(job)
      ? completedIndexes(job, mine).count
      : Math.max(job.status.succeeded ?? 0, mine.filter((pod) => pod.status.phase === 'Succeeded').length);
    const failed = Math.max(job.status.failed ?? 0, mine.filter((pod) => pod.status.phase === 'Failed').length);
    const restarts = active.reduce(
      (sum, pod) => sum + (pod.status.containerStatuses ?? []).reduce((more, one) => more + one.restartCount, 0),
      0,
    );
    const end = verdict(job, { active, succeeded, failed, restarts, now: context.now() });
    if (end !== undefined) {
      for (const pod of active) remove(job, pod);
      writeStatus(
        job,
        { mine, active: [], succeeded, failed: end.type === 'Failed' ? failed + active.length : failed },
        end,
      );
      return;
    }
    let alive = active;
    if (job.spec.suspend === true) {
      for (const pod of active) remove(job, pod);
      alive = [];
    } else {
      alive = [...active, ...create(job, active.length, succeeded, failed, mine)];
      const deadline = job.spec.activeDeadlineSeconds;
      if (deadline !== undefined && job.status.startTime !== undefined) {
        queue.addAfter(key, Math.max(0, Date.parse(job.status.startTime) + deadline * 1000 - context.now()) + 100);
      }
    }
    writeStatus(job, { mine, active: alive, succeeded, failed }, undefined);
  });

  const create = (job: Job, active: number, succeeded: number, failed: number, mine: Pod[]): Pod[] => {
    const parallelism = job.spec.parallelism ?? 1;
    const left =
      job.spec.completions === undefined
        ? succeeded > 0
          ? active
          : parallelism
        : Math.max(0, job.spec.completions - succeeded);
    const missing = Math.min(parallelism, left) - active;
    if (missing <= 0) return [];
    if (failed > 0) {
      const last = Math.max(...mine.filter((pod) => pod.status.phase === 'Failed').map(endOf), 0);
      const wait = Math.min(FIRST_BACKOFF_MS * 2 ** (failed - 1), LAST_BACKOFF_MS) - (context.now() - last);
      if (wait > 0) {
        queue.addAfter(keyOf(job), wait);
        return [];
      }
    }
    const made: Pod[] = [];
    const indexes = isIndexed(job)
      ? freeIndexes(job, mine, mine.filter(isActive), missing)
      : Array<undefined>(missing).fill(undefined);
    for (const index of indexes) {
      try {
        const pod = api.create('pods', podOf(job, index));
        made.push(pod);
        events.normal(job, 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
      } catch (error) {
        if (error instanceof ApiError) events.warning(job, 'FailedCreate', `Error creating: ${error.message}`);
        throw error;
      }
    }
    return made;
  };

  const remove = (job: Job, pod: Pod) => {
    const { name, namespace = 'default', uid } = pod.metadata;
    api.delete('pods', { name, namespace }, { preconditions: { uid } });
    events.normal(job, 'SuccessfulDelete', `Deleted pod: ${name}`);
  };

  const writeStatus = (
    job: Job,
    counts: { mine: Pod[]; active: Pod[]; succeeded: number; failed: number },
    end: Verdict | undefined,
  ) => {
    const now = time(context.now());
    let conditions = job.status.conditions ?? [];
    if (end !== undefined) {
      const first = end.type === 'Complete' ? 'SuccessCriteriaMet' : 'FailureTarget';
      for (const type of [first, end.type]) {
        conditions = withCondition(
          conditions,
          { type, status: 'True', reason: end.reason, message: end.message, lastProbeTime: now },
          now,
        );
      }
      if (end.type === 'Complete') events.normal(job, 'Completed', 'Job completed');
      else events.warning(job, end.reason, end.message);
    }
    const { mine, active, succeeded, failed } = counts;
    const suspended = end === undefined ? suspension(job) : undefined;
    if (suspended !== undefined) {
      conditions = withCondition(conditions, { type: 'Suspended', ...suspended, lastProbeTime: now }, now);
      events.normal(job, suspended.status === 'True' ? 'Suspended' : 'Resumed', suspended.message);
    }
    const { startTime, ...before } = job.status;
    const status: Job['status'] = {
      ...before,
      ...(job.spec.suspend === true ? {} : { startTime: startTime ?? now }),
      ...(isIndexed(job) ? { completedIndexes: completedIndexes(job, mine).text } : {}),
      active: active.length,
      ready: active.filter(isReady).length,
      succeeded,
      failed,
      terminating: 0,
      uncountedTerminatedPods: {},
      ...(conditions.length === 0 ? {} : { conditions }),
      ...(end?.type === 'Complete' ? { completionTime: now } : {}),
    };
    const pruned = Object.fromEntries(
      Object.entries(status).filter(
        ([name, value]) => (value !== 0 && value !== '') || name === 'ready' || name === 'terminating',
      ),
    );
    if (!sameJson(pruned, job.status)) api.updateStatus('jobs', { ...job, status: pruned });
    if (end !== undefined) queue.addAfter(keyOf(job), 100);
  };

  /** `ttlSecondsAfterFinished`. */
  const expire = (job: Job) => {
    const ttl = job.spec.ttlSecondsAfterFinished;
    if (ttl === undefined) return;
    const finished = job.status.conditions?.find(
      (one) => one.type === 'Complete' || one.type === 'Failed',
    )?.lastTransitionTime;
    const left = Date.parse(finished ?? '') + ttl * 1000 - context.now();
    if (left > 0) queue.addAfter(keyOf(job), left);
    else
      api.delete(
        'jobs',
        { name: job.metadata.name, namespace: job.metadata.namespace ?? 'default' },
        { propagationPolicy: 'Foreground' },
      );
  };

  jobs.onChange(({ type, object }) => {
    if (type !== 'deleted') queue.add(keyOf(object));
  });
  pods.onChange((change) => {
    for (const key of concerned(change, 'Job', jobs)) queue.add(key);
  });
};

/** The next pod of a Job: of one of its indexes, when it counts them. */
function podOf(job: Job, index: number | undefined): PodDraft {
  const { labels, annotations, spec } = podOfTemplate(job.spec.template);
  const { name, namespace, uid } = job.metadata;
  const own: Record<string, string> = index === undefined ? {} : { [INDEX]: String(index) };
  const noted = { ...annotations, ...own };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: index === undefined ? `${name}-` : `${name}-${index}-`,
      ...(namespace === undefined ? {} : { namespace }),
      labels: {
        ...labels,
        ...own,
        'batch.kubernetes.io/controller-uid': uid,
        'batch.kubernetes.io/job-name': name,
        'controller-uid': uid,
        'job-name': name,
      },
      ...(Object.keys(noted).length === 0 ? {} : { annotations: noted }),
      ownerReferences: [controllerReference(job)],
    },
    spec: index === undefined ? spec : indexedSpec(job, spec, index),
  };
}

/** What a Job says when it was suspended or resumed; undefined when it has said so. */
function suspension(job: Job): { status: string; reason: string; message: string } | undefined {
  const isSaid = conditionStatus(job.status.conditions, 'Suspended') === 'True';
  if ((job.spec.suspend === true) === isSaid) return undefined;
  return isSaid
    ? { status: 'False', reason: 'JobResumed', message: 'Job resumed' }
    : { status: 'True', reason: 'JobSuspended', message: 'Job suspended' };
}

/** Whether a Job has ended, well or not. */
export const isOver = (job: Job): boolean =>
  (job.status.conditions ?? []).some(
    (one) => (one.type === 'Complete' || one.type === 'Failed') && one.status === 'True',
  );

interface Verdict {
  type: 'Complete' | 'Failed';
  reason: string;
  message: string;
}

function verdict(
  job: Job,
  {
    active,
    succeeded,
    failed,
    restarts,
    now,
  }: { active: Pod[]; succeeded: number; failed: number; restarts: number; now: number },
): Verdict | undefined {
  const limit = job.spec.backoffLimit ?? 6;
  const onFailure = job.spec.template.spec?.restartPolicy === 'OnFailure';
  if (failed > limit || (onFailure && (limit === 0 ? restarts > 0 : restarts >= limit))) {
    return { type: 'Failed', reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' };
  }
  const { activeDeadlineSeconds: deadline } = job.spec;
  const { startTime } = job.status;
  if (deadline !== undefined && startTime !== undefined && now - Date.parse(startTime) >= deadline * 1000) {
    return { type: 'Failed', reason: 'DeadlineExceeded', message: 'Job was active longer than specified deadline' };
  }
  const { completions } = job.spec;
  const enough = completions === undefined ? succeeded > 0 && active.length === 0 : succeeded >= completions;
  return enough
    ? { type: 'Complete', reason: 'CompletionsReached', message: 'Reached expected number of succeeded pods' }
    : undefined;
}

const endOf = (pod: Pod): number =>
  Math.max(
    0,
    ...(pod.status.containerStatuses ?? []).map((one) => Date.parse(one.state?.terminated?.finishedAt ?? '') || 0),
  );
