import type { Evidence } from '../../cluster';
import type { PathInput, PodPath } from '../types';

type Json = unknown;

const isRecord = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One step of a field path: a name, `[x]` the element so named, `["x"]` a key, `[]` any element. */
function step(values: Json[], token: string): Json[] {
  const inside = /^\[(.*)\]$/.exec(token)?.[1];
  if (inside === undefined) return values.flatMap((one) => (isRecord(one) && token in one ? [one[token]] : []));
  if (inside === '') return values.flatMap((one) => (Array.isArray(one) ? one : []));
  const key = /^"(.*)"$/.exec(inside)?.[1];
  if (key !== undefined) return values.flatMap((one) => (isRecord(one) && key in one ? [one[key]] : []));
  return values.flatMap((one) =>
    Array.isArray(one) ? one.filter((item) => isRecord(item) && (item.name === inside || item.type === inside)) : [],
  );
}

/** What an object has at a field path, all of it where the path leaves a choice. */
export function valuesAt(object: Json, field: string): Json[] {
  const tokens = field.match(/\["[^"]*"\]|\[[^\]]*\]|[^.[\]]+/g) ?? [];
  return tokens.reduce<Json[]>(step, [object]);
}

/** Whether a field shows this value: as it is, or in the words of an object. */
function shows(values: Json[], value: string): boolean {
  return values.some((one) =>
    typeof one === 'object'
      ? value.split(' ').every((word) => JSON.stringify(one).includes(word))
      : String(one) === value,
  );
}

function isThere({ object, field, value }: Evidence, input: PathInput): boolean {
  if (object === 'kubeplano') {
    const arrivals = [...(input.seen ?? []).map(({ at }) => at), ...(input.ownersSeen?.values() ?? [])];
    return arrivals.includes(value);
  }
  const reason = /^Event (\S+)/.exec(object)?.[1];
  if (reason)
    return (input.events ?? []).some((event) => event.reason === reason && shows(valuesAt(event, field), value));
  const [kind, name = ''] = object.split(' ');
  const all = [{ ...input.pod, kind: 'Pod' }, ...(input.owners ?? [])];
  return all.some((one) => {
    if (one.kind !== kind || !name.endsWith(one.metadata.name)) return false;
    // Who wrote a field is told by the name of the manager.
    if (field.includes('managedFields')) return one.metadata.managedFields?.some(({ manager }) => manager === value);
    return shows(valuesAt(one, field), value);
  });
}

/** Evidence a path cites that is not in what it was given; and hops held to be observed without any. */
export function notInEvidence(path: PodPath, input: PathInput): string[] {
  return path.hops.flatMap((hop) => [
    ...hop.evidence
      .filter((one) => !isThere(one, input))
      .map(({ object, field, value }) => `${hop.id} cites ${object} ${field} ${value}`),
    ...(hop.evidenceLevel === 'observed' && !hop.evidence.length ? [`${hop.id} is observed by what?`] : []),
    ...(hop.evidenceLevel === 'absent' && !hop.reason ? [`${hop.id} is absent, why?`] : []),
    ...(hop.clock === 'none' && !hop.reason && !hop.failure ? [`${hop.id} has no time, why?`] : []),
    ...((hop.clock === 'none') === Boolean(hop.startedAt ?? hop.endedAt) ? [`${hop.id} says the wrong clock`] : []),
    ...(hop.clock !== 'none' && hop.precisionMs === undefined ? [`${hop.id} does not say how precise it is`] : []),
  ]);
}

/** A scheduler is only observed where it spoke. */
export function unheardScheduler(path: PodPath, input: PathInput): string[] {
  const scheduler = path.hops.find(({ id }) => id === 'scheduler');
  const spoke = (input.events ?? []).some(({ reason }) => reason === 'Scheduled' || reason === 'FailedScheduling');
  return scheduler?.evidenceLevel === 'observed' && !spoke ? ['scheduler observed, and it said nothing'] : [];
}
