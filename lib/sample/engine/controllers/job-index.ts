import 'server-only';
import type { Job, Pod, PodSpec } from '../types';

/** Annotation and label of a pod of an indexed Job. */
export const INDEX = 'batch.kubernetes.io/job-completion-index';
const VARIABLE = 'JOB_COMPLETION_INDEX';

export const isIndexed = (job: Job): boolean => job.spec.completionMode === 'Indexed';

const indexOf = (pod: Pod): number => Number(pod.metadata.annotations?.[INDEX] ?? -1);

/** `0,1,3-5` as numbers. */
function parseIndexes(text: string | undefined): Set<number> {
  const all = new Set<number>();
  for (const part of (text ?? '').split(',').filter((one) => one !== '')) {
    const [first = 0, last = first] = part.split('-').map(Number);
    for (let index = first; index <= last; index += 1) all.add(index);
  }
  return all;
}

/** Numbers as `0,1,3-5`: three or more in a row are a range. */
function formatIndexes(all: ReadonlySet<number>): string {
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

/** Which indexes of a Job have succeeded, as its status tells it. */
export function completedIndexes(job: Job, pods: Pod[]): { text: string; count: number } {
  const done = parseIndexes(job.status.completedIndexes);
  for (const pod of pods) {
    const index = indexOf(pod);
    if (pod.status.phase === 'Succeeded' && index >= 0 && index < (job.spec.completions ?? 0)) done.add(index);
  }
  return { text: formatIndexes(done), count: done.size };
}

/** The lowest `count` indexes that have neither succeeded nor a pod at work. */
export function freeIndexes(job: Job, pods: Pod[], active: Pod[], count: number): number[] {
  const taken = parseIndexes(completedIndexes(job, pods).text);
  for (const pod of active) taken.add(indexOf(pod));
  const all = Array.from({ length: job.spec.completions ?? 0 }, (_one, index) => index);
  return all.filter((index) => !taken.has(index)).slice(0, count);
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
