import { ApiError, isAlreadyExists } from '../../api/errors.ts';
import type { DraftOf } from '../../api/kinds.ts';
import { zonedTime } from '../../cron/local-time.ts';
import { parseSchedule } from '../../cron/schedule.ts';
import { controllerOf, controllerReference, isControlledBy } from '../owners.ts';
import { type CronJob, type Job, keyOf, sameJson, splitKey, time } from '../types.ts';
import { type Controller, eventsOf, queueOn } from './controller.ts';
import { isOver } from './job.ts';

/** A turn comes this much after the moment, so that the moment has passed. */
const DELTA_MS = 100;
/** More missed moments than this are told of. */
const MANY = 100;
const TOO_MANY = 'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew';

type Active = NonNullable<CronJob['status']['active']>[number];

/** Makes a Job at each moment of a CronJob's schedule. */
export const cronJobController: Controller = (context) => {
  const { api, informers } = context;
  const events = eventsOf(context, 'cronjob-controller');
  const crons = informers.of('cronjobs');
  const jobs = informers.of('jobs');
  const planned = new Map<string, number>();

  const queue = queueOn(context, [crons, jobs], (key) => {
    const { namespace, name } = splitKey(key);
    // What is known here may be older than what this controller wrote last: its list of active jobs is its memory.
    const cron = api.find('cronjobs', name, namespace);
    if (cron === undefined || cron.metadata.deletionTimestamp !== undefined) return;
    const mine = jobs.list(namespace).filter((job) => controllerOf(job)?.uid === cron.metadata.uid);
    prune(
      cron,
      mine.filter((job) => isOver(job) && succeeded(job)),
      cron.spec.successfulJobsHistoryLimit ?? 3,
    );
    prune(
      cron,
      mine.filter((job) => isOver(job) && !succeeded(job)),
      cron.spec.failedJobsHistoryLimit ?? 1,
    );
    let active = stillActive(cron, mine);
    let { lastScheduleTime } = cron.status;
    const due = schedule(cron);
    if (due !== undefined) {
      const job = start(cron, active, due);
      if (job !== undefined) {
        active = [...(cron.spec.concurrencyPolicy === 'Replace' ? [] : active), referenceTo(job)];
        lastScheduleTime = time(due);
      }
    }
    const finished = [cron.status.lastSuccessfulTime, ...mine.filter(succeeded).map((job) => job.status.completionTime)]
      .filter((at) => at !== undefined)
      .sort()
      .at(-1);
    const status: CronJob['status'] = {
      ...(active.length === 0 ? {} : { active }),
      ...(lastScheduleTime === undefined ? {} : { lastScheduleTime }),
      ...(finished === undefined ? {} : { lastSuccessfulTime: finished }),
    };
    if (!sameJson(status, cron.status)) api.updateStatus('cronjobs', { ...cron, status });
  });

  /** What is left of its list of active jobs. Jobs others made in its name are told of, and not counted. */
  const stillActive = (cron: CronJob, mine: Job[]): Active[] => {
    const known = cron.status.active ?? [];
    for (const job of mine) {
      if (isOver(job) || known.some((one) => one.uid === job.metadata.uid)) continue;
      const message = `Saw a job that the controller did not create or forgot: ${job.metadata.name}`;
      events.warning(cron, 'UnexpectedJob', message);
    }
    return known.filter((one) => {
      const job = mine.find((other) => other.metadata.uid === one.uid);
      if (job !== undefined && isOver(job)) {
        const condition = succeeded(job) ? 'Complete' : 'Failed';
        events.normal(cron, 'SawCompletedJob', `Saw completed job: ${one.name}, condition: ${condition}`);
        return false;
      }
      if (job !== undefined || api.find('jobs', one.name ?? '', cron.metadata.namespace) !== undefined) return true;
      events.normal(cron, 'MissingJob', `Active job went missing: ${one.name}`);
      return false;
    });
  };

  /** The moment that is due now, if one is; plans the next look. */
  const schedule = (cron: CronJob): number | undefined => {
    if (cron.spec.suspend === true) return undefined;
    // The API server takes none that cannot be read.
    const plan = parseSchedule(cron.spec.schedule, cron.spec.timeZone);
    const now = context.now();
    const last = Date.parse(cron.status.lastScheduleTime ?? cron.metadata.creationTimestamp);
    const { startingDeadlineSeconds: deadline } = cron.spec;
    const since = deadline === undefined ? last : Math.max(last, now - deadline * 1000);
    let due: number | undefined;
    let missed = 0;
    for (let at = plan.next(since); at !== undefined && at <= now; at = plan.next(at)) {
      due = at;
      missed += 1;
    }
    if (missed > MANY) events.warning(cron, 'TooManyMissedTimes', TOO_MANY);
    const next = plan.next(due ?? since);
    if (next !== undefined && planned.get(keyOf(cron)) !== next) {
      planned.set(keyOf(cron), next);
      queue.addAfter(keyOf(cron), next - now + DELTA_MS);
    }
    return due;
  };

  /** Answers undefined when it may not be, or was before. */
  const start = (cron: CronJob, active: Active[], due: number): Job | undefined => {
    const { name, namespace = 'default' } = cron.metadata;
    const jobName = `${name}-${Math.floor(due / 60_000)}`;
    if (active.some((one) => one.name === jobName)) return undefined;
    if (active.length > 0 && cron.spec.concurrencyPolicy === 'Forbid') {
      events.normal(
        cron,
        'JobAlreadyActive',
        'Not starting job because prior execution is running and concurrency policy is Forbid',
      );
      return undefined;
    }
    if (cron.spec.concurrencyPolicy === 'Replace')
      for (const one of active) if (one.name !== undefined) remove(cron, one.name);
    try {
      const job = api.create('jobs', jobOf(cron, jobName, due));
      events.normal(cron, 'SuccessfulCreate', `Created job ${job.metadata.name}`);
      return job;
    } catch (error) {
      const known = isAlreadyExists(error) ? api.find('jobs', jobName, namespace) : undefined;
      // Made before its time could be written down.
      if (known !== undefined) return isControlledBy(known, cron) ? known : undefined;
      if (error instanceof ApiError) events.warning(cron, 'FailedCreate', `Error creating job: ${error.message}`);
      throw error;
    }
  };

  const remove = (cron: CronJob, name: string) => {
    const ref = { name, namespace: cron.metadata.namespace ?? 'default' };
    api.delete('jobs', ref, { propagationPolicy: 'Background' });
    events.normal(cron, 'SuccessfulDelete', `Deleted job ${name}`);
  };

  const prune = (cron: CronJob, finished: Job[], keep: number) => {
    const byAge = finished.toSorted((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1));
    for (const job of byAge.slice(0, Math.max(0, byAge.length - keep))) {
      if (job.metadata.deletionTimestamp === undefined) remove(cron, job.metadata.name);
    }
  };

  crons.onChange(({ type, object }) => {
    if (type === 'deleted') planned.delete(keyOf(object));
    else queue.add(keyOf(object));
  });
  jobs.onChange(({ object }) => {
    const owner = controllerOf(object);
    if (owner?.kind === 'CronJob') queue.add(`${object.metadata.namespace}/${owner.name}`);
  });
};

function jobOf(cron: CronJob, name: string, due: number): DraftOf<'jobs'> {
  const { metadata, spec } = cron.spec.jobTemplate;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      namespace: cron.metadata.namespace ?? 'default',
      ...(metadata?.labels === undefined ? {} : { labels: metadata.labels }),
      annotations: {
        ...metadata?.annotations,
        'batch.kubernetes.io/cronjob-scheduled-timestamp': zonedTime(due, cron.spec.timeZone ?? 'UTC'),
      },
      ownerReferences: [controllerReference(cron)],
    },
    spec: spec ?? { template: {} },
  };
}

const succeeded = (job: Job): boolean =>
  (job.status.conditions ?? []).some((one) => one.type === 'Complete' && one.status === 'True');

const referenceTo = (job: Job) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  name: job.metadata.name,
  namespace: job.metadata.namespace ?? 'default',
  uid: job.metadata.uid,
  resourceVersion: job.metadata.resourceVersion,
});
