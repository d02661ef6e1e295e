import type { Job, Pod, PodSpec } from '../types.ts';
import { isCounted, rulingOf } from './job-failure-policy.ts';

/** Annotation and label of a pod of an indexed Job. */
export const INDEX = 'batch.kubernetes.io/job-completion-index';
/** Annotation: how often the index of the pod had failed before, where each has a limit of its own. */
export const FAILURES = 'batch.kubernetes.io/job-index-failure-count';
const IGNORED = 'batch.kubernetes.io/job-index-ignored-failure-count';
const VARIABLE = 'JOB_COMPLETION_INDEX';

export const isIndexed = (job: Job): boolean => job.spec.completionMode === 'Indexed';

export const indexOf = (pod: Pod): number => Number(pod.metadata.annotations?.[INDEX] ?? -1);

const failuresOf = (pod: Pod): number => Number(pod.metadata.annotations?.[FAILURES] ?? 0);
const ignoredOf = (pod: Pod): number => Number(pod.metadata.annotations?.[IGNORED] ?? 0);

/** What became of the indexes of a Job. */
export interface Indexes {
  completed: ReadonlySet<number>;
  /** Given up, where each index has a limit of its own. */
  failed?: ReadonlySet<number>;
}

/** `0,1,3-5` as numbers. */
export function parseIndexes(text: string | undefined): Set<number> {
  const all = new Set<number>();
  for (const part of (text ?? '').split(',').filter((one) => one !== '')) {
    const [first = 0, last = first] = part.split('-').map(Number);
    for (let index = first; index <= last; index += 1) all.add(index);
  }
  return all;
}

/** Numbers as `0,1,3-5`: three or more in a row are a range. */
export function formatIndexes(all: ReadonlySet<number>): string {
  const runs: [number, number][] = [];
  for (const index of Array.from(all).sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === index - 1) last[1] = index;
    else runs.push([index, index]);
  }
  const run = ([first, last]: [number, number]) =>
    first === last ? `${first}` : `${first}${last === first + 1 ? ',' : '-'}${last}`;
  return runs.map(run).join(',');
}

/** Which indexes of a Job have succeeded and failed: those its status tells, and those of its pods. */
export function indexesOf(job: Job, succeeded: Pod[], failed: Pod[]): Indexes {
  const { completions = 0, backoffLimitPerIndex: limit } = job.spec;
  const among = (pods: Pod[]) => pods.map(indexOf).filter((index) => index >= 0 && index < completions);
  const completed = new Set([...parseIndexes(job.status.completedIndexes), ...among(succeeded)]);
  if (limit === undefined) return { completed };
  const isLast = (pod: Pod) =>
    rulingOf(job, pod)?.action === 'FailIndex' || (isCounted(job, pod) && failuresOf(pod) >= limit);
  return {
    completed,
    failed: new Set([...parseIndexes(job.status.failedIndexes), ...among(failed.filter(isLast))]),
  };
}

/** The lowest `count` indexes that have neither ended nor a pod at work. */
export function freeIndexes(job: Job, { completed, failed }: Indexes, working: Pod[], count: number): number[] {
  const taken = new Set(working.map(indexOf));
  const all = Array.from({ length: job.spec.completions ?? 0 }, (_one, index) => index);
  return all.filter((index) => !taken.has(index) && !completed.has(index) && !failed?.has(index)).slice(0, count);
}

/** Where each index has a limit of its own: how often one has failed, as its next pod notes it, and its last failed pod. */
export function failuresBefore(job: Job, failed: Pod[], index: number) {
  const last = failed
    .filter((pod) => indexOf(pod) === index)
    .toSorted((a, b) => failuresOf(a) + ignoredOf(a) - failuresOf(b) - ignoredOf(b))
    .at(-1);
  if (last === undefined) return { last, count: 0, notes: { [FAILURES]: '0' } };
  const counted = failuresOf(last) + Number(isCounted(job, last));
  const ignored = ignoredOf(last) + Number(!isCounted(job, last));
  const notes = { [FAILURES]: String(counted), ...(ignored > 0 ? { [IGNORED]: String(ignored) } : {}) };
  return { last, count: counted + ignored, notes };
}

/** The spec of the pod of one index: its host name, and what tells its containers which they are. */
export function indexedSpec(job: Job, spec: PodSpec, index: number): PodSpec {
  const told = (container: PodSpec['containers'][number]) =>
    (container.env ?? []).some((one) => one.name === VARIABLE)
      ? container
      : {
          ...container,
          env: [
            ...(container.env ?? []),
            { name: VARIABLE, valueFrom: { fieldRef: { fieldPath: `metadata.labels['${INDEX}']` } } },
          ],
        };
  return {
    ...spec,
    hostname: `${job.metadata.name}-${index}`,
    containers: spec.containers.map(told),
    ...(spec.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(told) }),
  };
}
