import 'server-only';
import { isAlreadyExists } from '../../api/errors';
import { controllerOf, controllerReference } from '../owners';
import { type CronJob, type Job, keyOf, sameJson, time } from '../types';
import { type Controller, eventsOf, queueOn } from './controller';
import { nextTime, parseSchedule } from './cron-schedule';
import { isOver } from './job';

/** Makes a Job at each moment of a CronJob's schedule. */
export const cronJobController: Controller = (context) => {
  const { api, informers } = context;
  const events = eventsOf(context, 'cronjob-controller');
  const crons = informers.of('cronjobs');
  const jobs = informers.of('jobs');
  const planned = new Map<string, number>();

  const queue = queueOn(context, [crons, jobs], (key) => {
    const cron = crons.get(key);
    if (cron === undefined || cron.metadata.deletionTimestamp !== undefined) return;
    const mine = jobs.list(cron.metadata.namespace).filter((job) => controllerOf(job)?.uid === cron.metadata.uid);
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
    const active = mine.filter((job) => !isOver(job));
    sayFinished(cron, mine);
    const due = schedule(cron);
    let lastScheduleTime = cron.status.lastScheduleTime;
    let running = active;
    if (due !== undefined) {
      const job = start(cron, active, due);
      if (job !== undefined) {
        running = cron.spec.concurrencyPolicy === 'Replace' ? [job] : [...active, job];
        lastScheduleTime = time(due);
      }
    }
    const finished = mine
      .filter(succeeded)
      .map((job) => job.status.completionTime ?? '')
      .sort()
      .at(-1);
    const status: CronJob['status'] = {
      ...(running.length === 0 ? {} : { active: running.map(referenceTo) }),
      ...(lastScheduleTime === undefined ? {} : { lastScheduleTime }),
      ...(finished === undefined ? {} : { lastSuccessfulTime: finished }),
    };
    if (!sameJson(status, cron.status)) api.updateStatus('cronjobs', { ...cron, status });
  });

  const sayFinished = (cron: CronJob, mine: Job[]) => {
    for (const one of cron.status.active ?? []) {
      const job = mine.find((other) => other.metadata.uid === one.uid);
      if (job === undefined || !isOver(job)) continue;
      const condition = succeeded(job) ? 'Complete' : 'Failed';
      events.normal(cron, 'SawCompletedJob', `Saw completed job: ${job.metadata.name}, condition: ${condition}`);
    }
  };

  /** The moment that is due now, if one is; plans the next look. */
  const schedule = (cron: CronJob): number | undefined => {
    const plan = parseSchedule(cron.spec.schedule);
    if (plan === undefined) {
      events.warning(cron, 'UnParseableCronJobSchedule', `unparseable schedule: ${cron.spec.schedule}`);
      return undefined;
    }
    if (cron.spec.suspend === true) return undefined;
    const now = context.now();
    const since = Date.parse(cron.status.lastScheduleTime ?? cron.metadata.creationTimestamp);
    let due: number | undefined;
    for (let at = nextTime(plan, since); at !== undefined && at <= now; at = nextTime(plan, at)) due = at;
    const next = nextTime(plan, now);
    if (next !== undefined && planned.get(keyOf(cron)) !== next) {
      planned.set(keyOf(cron), next);
      queue.addAfter(keyOf(cron), next - now);
    }
    return due;
  };

  const start = (cron: CronJob, active: Job[], due: number): Job | undefined => {
    const { name, namespace = 'default' } = cron.metadata;
    if (active.length > 0 && cron.spec.concurrencyPolicy === 'Forbid') {
      events.normal(
        cron,
        'JobAlreadyActive',
        'Not starting job because prior execution is running and concurrency policy is Forbid',
      );
      return undefined;
    }
    if (cron.spec.concurrencyPolicy === 'Replace') {
      for (const job of active) {
        api.delete('jobs', { name: job.metadata.name, namespace }, { propagationPolicy: 'Background' });
        events.normal(cron, 'SuccessfulDelete', `Deleted job ${job.metadata.name}`);
      }
    }
    const template = cron.spec.jobTemplate;
    try {
      const job = api.create('jobs', {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: {
          name: `${name}-${Math.floor(due / 60_000)}`,
          namespace,
          labels: { ...template.metadata?.labels },
          annotations: {
            ...template.metadata?.annotations,
            'batch.kubernetes.io/cronjob-scheduled-timestamp': time(due),
          },
          ownerReferences: [controllerReference(cron)],
        },
        spec: template.spec ?? { template: {} },
      });
      events.normal(cron, 'SuccessfulCreate', `Created job ${job.metadata.name}`);
      return job;
    } catch (error) {
      if (isAlreadyExists(error)) return undefined;
      throw error;
    }
  };

  const prune = (cron: CronJob, finished: Job[], keep: number) => {
    const byAge = finished.toSorted((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1));
    for (const job of byAge.slice(0, Math.max(0, byAge.length - keep))) {
      if (job.metadata.deletionTimestamp !== undefined) continue;
      api.delete(
        'jobs',
        { name: job.metadata.name, namespace: job.metadata.namespace ?? 'default' },
        { propagationPolicy: 'Background' },
      );
      events.normal(cron, 'SuccessfulDelete', `Deleted job ${job.metadata.name}`);
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
