import { ApiError } from '../../api/errors.ts';
import { conditionStatus, withCondition } from '../conditions.ts';
import { controllerReference } from '../owners.ts';
import { isActive, isFinished, isReady, podOfTemplate } from '../pods.ts';
import { type Job, keyOf, type Pod, type PodDraft, sameJson, time } from '../types.ts';
import { claim, concerned } from './claim.ts';
import { type Controller, eventsOf, queueOn } from './controller.ts';
import { isCounted } from './job-failure-policy.ts';
import { failuresBefore, formatIndexes, freeIndexes, INDEX, indexedSpec, indexesOf, isIndexed } from './job-index.ts';
import { INTERIM, type Tally, type Verdict, verdict } from './job-verdict.ts';

/** After each failure, twice as long until the next try: 10 s … 10 min. */
const FIRST_BACKOFF_MS = 10_000;
const LAST_BACKOFF_MS = 600_000;

/** Runs pods until as many of them have succeeded as a Job wants, or too many have failed. */
export const jobController: Controller = (context) => {
  const { api, informers } = context;
  const events = eventsOf(context, 'job-controller');
  const jobs = informers.of('jobs');
  const pods = informers.of('pods');
  /** Pods whose end is in the status already, by uid of their job. */
  const counted = new Map<string, Set<string>>();

  const queue = queueOn(context, [jobs, pods], (key) => {
    const job = jobs.get(key);
    if (job === undefined || job.metadata.deletionTimestamp !== undefined) return;
    if (isOver(job)) {
      expire(job);
      return;
    }
    const mine = claim(api, 'pods', job, pods.list(job.metadata.namespace));
    const before = counted.get(job.metadata.uid);
    const tally = tallyOf(job, mine, before);
    const end = verdict(job, tally, context.now());
    const after = end === undefined ? manage(job, tally) : finish(job, tally, end);
    writeStatus(job, after, end);
    const isEnded = (pod: Pod) => tally.active.includes(pod) && !after.active.includes(pod);
    const done = mine.filter(
      (pod) => before?.has(uidOf(pod)) || isFinished(pod) || hasFailed(job, pod) || isEnded(pod),
    );
    counted.set(job.metadata.uid, new Set(done.map(uidOf)));
  });

  /** Makes pods, or ends some: as many are to be at work as the job says. */
  const manage = (job: Job, tally: Tally): Tally => {
    const { parallelism = 1, completions, suspend, activeDeadlineSeconds: deadline } = job.spec;
    const { active, succeeded } = tally;
    const left =
      completions === undefined ? (succeeded > 0 ? active.length : parallelism) : Math.max(0, completions - succeeded);
    const wanted = suspend === true ? 0 : Math.min(parallelism, left);
    if (deadline !== undefined && suspend !== true && job.status.startTime !== undefined)
      queue.addAfter(keyOf(job), Math.max(0, Date.parse(job.status.startTime) + deadline * 1000 - context.now()) + 100);
    if (wanted < active.length) return end(job, tally, active.toSorted(byWork).slice(0, active.length - wanted));
    const missing = wanted - active.length - (onlyReplacesFailed(job) ? tally.leaving.length : 0);
    return missing > 0 ? { ...tally, active: [...active, ...create(job, tally, missing)] } : tally;
  };

  /** All that is at work is ended; of a job that failed, it has failed too. */
  const finish = (job: Job, tally: Tally, { type }: Verdict): Tally => ({
    ...end(job, tally, tally.active),
    failed: tally.failed + (type === 'Failed' ? tally.active.length : 0),
  });

  const end = (job: Job, tally: Tally, some: Pod[]): Tally => {
    for (const pod of some) remove(job, pod);
    // What no node has yet is gone at once.
    const leaving = [...tally.leaving, ...some.filter((pod) => pod.spec.nodeName !== undefined)];
    return { ...tally, active: tally.active.filter((pod) => !some.includes(pod)), leaving };
  };

  const create = (job: Job, tally: Tally, missing: number): Pod[] => {
    const { active, leaving, failures, inARow, indexes } = tally;
    const perIndex = job.spec.backoffLimitPerIndex !== undefined;
    if (!perIndex && inARow.length > 0 && holdsBack(job, inARow.length, Math.max(...inARow.map(endOf)))) return [];
    const working = onlyReplacesFailed(job) ? [...active, ...leaving] : active;
    const free =
      indexes === undefined ? Array<undefined>(missing).fill(undefined) : freeIndexes(job, indexes, working, missing);
    const made: Pod[] = [];
    for (const index of free) {
      const before = perIndex && index !== undefined ? failuresBefore(job, failures, index) : undefined;
      if (before?.last !== undefined && holdsBack(job, before.count, endOf(before.last))) continue;
      try {
        const pod = api.create('pods', podOf(job, index, before?.notes));
        made.push(pod);
        events.normal(job, 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
      } catch (error) {
        if (error instanceof ApiError) events.warning(job, 'FailedCreate', `Error creating: ${error.message}`);
        throw error;
      }
    }
    return made;
  };

  /** Whether it is too early for another try, after so many failures; it will be tried then. */
  const holdsBack = (job: Job, failures: number, last: number): boolean => {
    const wait = Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 1), LAST_BACKOFF_MS) - (context.now() - last);
    if (wait > 0) queue.addAfter(keyOf(job), wait);
    return wait > 0;
  };

  const remove = (job: Job, pod: Pod) => {
    const { name, namespace = 'default', uid } = pod.metadata;
    api.delete('pods', { name, namespace }, { preconditions: { uid } });
    events.normal(job, 'SuccessfulDelete', `Deleted pod: ${name}`);
  };

  const writeStatus = (job: Job, tally: Tally, end: Verdict | undefined) => {
    const now = time(context.now());
    const { active, leaving, succeeded, failed, indexes } = tally;
    let { conditions = [] } = job.status;
    const say = (condition: { type: string; status: string; reason: string; message: string }) => {
      conditions = withCondition(conditions, { ...condition, lastProbeTime: now }, now);
    };
    // The last word waits until nothing of it runs any more.
    const last = leaving.length === 0 ? end : undefined;
    if (end !== undefined && conditionStatus(conditions, INTERIM[end.type]) !== 'True')
      say({ ...end, type: INTERIM[end.type], status: 'True' });
    if (last !== undefined) {
      say({ ...last, status: 'True' });
      if (last.type === 'Complete') events.normal(job, 'Completed', 'Job completed');
      else events.warning(job, last.reason, last.message);
    }
    const suspended = end === undefined ? suspension(job) : undefined;
    if (suspended !== undefined) {
      say({ type: 'Suspended', ...suspended });
      events.normal(job, suspended.status === 'True' ? 'Suspended' : 'Resumed', suspended.message);
    }
    const completedIndexes = formatIndexes(indexes?.completed ?? new Set());
    const status: Job['status'] = {
      ...(job.spec.suspend === true ? {} : { startTime: job.status.startTime ?? now }),
      ...(completedIndexes === '' ? {} : { completedIndexes }),
      ...(indexes?.failed === undefined ? {} : { failedIndexes: formatIndexes(indexes.failed) }),
      ...(active.length === 0 ? {} : { active: active.length }),
      ready: active.filter(isReady).length,
      ...(succeeded === 0 ? {} : { succeeded }),
      ...(failed === 0 ? {} : { failed }),
      terminating: leaving.length,
      uncountedTerminatedPods: {},
      ...(conditions.length === 0 ? {} : { conditions }),
      ...(last?.type === 'Complete' ? { completionTime: now } : {}),
    };
    if (!sameJson(status, job.status)) api.updateStatus('jobs', { ...job, status });
    if (last !== undefined) queue.addAfter(keyOf(job), 100);
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
    if (type === 'deleted') counted.delete(object.metadata.uid);
    else queue.add(keyOf(object));
  });
  pods.onChange((change) => {
    for (const key of concerned(change, 'Job', jobs)) queue.add(key);
  });
};

/** Counts the pods of a Job, and adds to what its status tells of those `counted` before. */
function tallyOf(job: Job, mine: Pod[], counted: ReadonlySet<string> | undefined): Tally {
  const succeeded = mine.filter((pod) => pod.status.phase === 'Succeeded');
  const failures = mine.filter((pod) => hasFailed(job, pod));
  /** In the status, and those that came since; of a job that is new to this controller, at least those it sees. */
  const sum = (before: number, now: Pod[]) =>
    counted === undefined
      ? Math.max(before, now.length)
      : before + now.filter((pod) => !counted.has(uidOf(pod))).length;
  const indexes = isIndexed(job) ? indexesOf(job, succeeded, failures) : undefined;
  const lastSuccess = Math.max(0, ...succeeded.map(endOf));
  return {
    active: mine.filter(isActive),
    leaving: mine.filter(isLeaving),
    failures,
    inARow: failures.filter((pod) => endOf(pod) > lastSuccess),
    succeeded: indexes?.completed.size ?? sum(job.status.succeeded ?? 0, succeeded),
    failed: sum(
      job.status.failed ?? 0,
      failures.filter((pod) => isCounted(job, pod)),
    ),
    ...(indexes === undefined ? {} : { indexes }),
  };
}

const uidOf = (pod: Pod): string => pod.metadata.uid;

const isLeaving = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined && !isFinished(pod);

/** `podReplacementPolicy: Failed`: what is on its way out is replaced, and has failed, when it is out. */
const onlyReplacesFailed = ({ spec }: Job): boolean =>
  spec.podReplacementPolicy === 'Failed' || spec.podFailurePolicy !== undefined;

const hasFailed = (job: Job, pod: Pod): boolean =>
  pod.status.phase === 'Failed' || (isLeaving(pod) && !onlyReplacesFailed(job));

/** Those first whose end costs least: without a node, not running, not ready, younger. */
function byWork(a: Pod, b: Pod): number {
  const rank = (pod: Pod) =>
    Number(pod.spec.nodeName !== undefined) * 4 + Number(pod.status.phase === 'Running') * 2 + Number(isReady(pod));
  return rank(a) - rank(b) || (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? 1 : -1);
}

/** The next pod of a Job: of one of its indexes, when it counts them. */
function podOf(job: Job, index: number | undefined, notes: Record<string, string> = {}): PodDraft {
  const { labels, annotations, spec } = podOfTemplate(job.spec.template);
  const { name, namespace, uid } = job.metadata;
  const own: Record<string, string> = index === undefined ? {} : { [INDEX]: String(index) };
  const noted = { ...annotations, ...own, ...notes };
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

const endOf = (pod: Pod): number =>
  Math.max(
    Date.parse(pod.metadata.deletionTimestamp ?? '') || 0,
    ...(pod.status.containerStatuses ?? []).map((one) => Date.parse(one.state?.terminated?.finishedAt ?? '') || 0),
  );
