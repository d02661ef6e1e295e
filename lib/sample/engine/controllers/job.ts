import 'server-only';
import { ApiError } from '../../api/errors';
import { withCondition } from '../conditions';
import { controllerOf, controllerReference } from '../owners';
import { isActive, isReady, podOfTemplate } from '../pods';
import { type Container, type Job, keyOf, type Pod, type PodDraft, sameJson, time } from '../types';
import { type Controller, eventsOf, queueOn } from './controller';

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
    const mine = pods.list(job.metadata.namespace).filter((pod) => controllerOf(pod)?.uid === job.metadata.uid);
    const active = mine.filter(isActive);
    const succeeded = Math.max(
      job.status.succeeded ?? 0,
      mine.filter((pod) => pod.status.phase === 'Succeeded').length,
    );
    const failed = Math.max(job.status.failed ?? 0, mine.filter((pod) => pod.status.phase === 'Failed').length);
    const restarts = active.reduce(
      (sum, pod) => sum + (pod.status.containerStatuses ?? []).reduce((more, one) => more + one.restartCount, 0),
      0,
    );
    const end = verdict(job, { active, succeeded, failed, restarts, now: context.now() });
    if (end !== undefined) {
      for (const pod of active) remove(job, pod);
      writeStatus(job, { active: [], succeeded, failed: end.type === 'Failed' ? failed + active.length : failed }, end);
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
    writeStatus(job, { active: alive, succeeded, failed }, undefined);
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
    const { labels, annotations, spec } = podOfTemplate(job.spec.template);
    const made: Pod[] = [];
    const indexes = freeIndexes(job, mine);
    for (let one = 0; one < missing; one += 1) {
      try {
        const draft: PodDraft = {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: {
            generateName: `${job.metadata.name}-`,
            ...(job.metadata.namespace === undefined ? {} : { namespace: job.metadata.namespace }),
            labels: {
              ...labels,
              'batch.kubernetes.io/controller-uid': job.metadata.uid,
              'batch.kubernetes.io/job-name': job.metadata.name,
              'controller-uid': job.metadata.uid,
              'job-name': job.metadata.name,
            },
            ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
            ownerReferences: [controllerReference(job)],
          },
          spec,
        };
        const pod = api.create('pods', indexed(draft, job.metadata.name, indexes[one]));
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
    counts: { active: Pod[]; succeeded: number; failed: number },
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
    const { active, succeeded, failed } = counts;
    const status: Job['status'] = {
      ...job.status,
      ...(job.spec.suspend === true ? {} : { startTime: job.status.startTime ?? now }),
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
      Object.entries(status).filter(([name, value]) => value !== 0 || name === 'ready' || name === 'terminating'),
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
  pods.onChange(({ object }) => {
    const owner = controllerOf(object);
    if (owner?.kind === 'Job') queue.add(`${object.metadata.namespace}/${owner.name}`);
  });
};

const INDEX = 'batch.kubernetes.io/job-completion-index';

/** The indexes an Indexed Job still has to give out, lowest first; none for other Jobs. */
function freeIndexes(job: Job, mine: Pod[]): number[] {
  if (job.spec.completionMode !== 'Indexed') return [];
  const taken = new Set(
    mine.filter((pod) => pod.status.phase !== 'Failed').map((pod) => Number(pod.metadata.annotations?.[INDEX])),
  );
  return Array.from({ length: job.spec.completions ?? 0 }, (_one, index) => index).filter((one) => !taken.has(one));
}

/** A pod that is told its index: by its name, its host name, a label, an annotation and a variable. */
function indexed(pod: PodDraft, job: string, index: number | undefined): PodDraft {
  if (index === undefined || pod.spec === undefined) return pod;
  const { metadata, spec } = pod;
  const mark = { [INDEX]: String(index) };
  const name = 'JOB_COMPLETION_INDEX';
  const variable = { name, valueFrom: { fieldRef: { fieldPath: `metadata.labels['${INDEX}']` } } };
  const told = (container: Container): Container => ({
    ...container,
    env: [...(container.env ?? []).filter((one) => one.name !== name), variable],
  });
  return {
    ...pod,
    metadata: {
      ...metadata,
      generateName: `${job}-${index}-`,
      labels: { ...metadata?.labels, ...mark },
      annotations: { ...metadata?.annotations, ...mark },
    },
    spec: {
      ...spec,
      hostname: `${job}-${index}`,
      containers: spec.containers.map(told),
      ...(spec.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(told) }),
    },
  };
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
