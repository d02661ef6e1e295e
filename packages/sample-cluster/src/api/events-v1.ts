/** `events.k8s.io/v1` and core/v1 events are one object with two spellings. */
import type { Fields } from './json.ts';
import type { KubeObject } from './store.ts';

const RENAMED: readonly [core: string, modern: string][] = [
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
  ['reportingComponent', 'reportingController'],
];

function rename(object: Fields, pairs: readonly (readonly [string, string])[]): Fields {
  const result: Fields = { ...object };
  for (const [from, to] of pairs) {
    if (!Object.hasOwn(result, from)) continue;
    result[to] = result[from];
    delete result[from];
  }
  return result;
}

/** A stored (core/v1) event as events.k8s.io/v1 shows it. */
export const asEventsV1 = (event: KubeObject): KubeObject => {
  const { apiVersion: _version, kind, metadata, ...rest } = event;
  const modern = rename(rest, RENAMED);
  return { ...modern, eventTime: modern.eventTime ?? null, apiVersion: 'events.k8s.io/v1', kind, metadata };
};

/** An events.k8s.io/v1 body as it is stored. */
export const fromEventsV1 = (event: Fields): Fields => ({
  ...rename(
    event,
    RENAMED.map(([core, modern]) => [modern, core] as const),
  ),
  apiVersion: 'v1',
});
