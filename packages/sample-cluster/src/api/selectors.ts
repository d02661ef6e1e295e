/** Label and field selectors as kubectl and controllers write them. */
import { ApiError } from './errors.ts';
import { at, textOf } from './json.ts';
import type { Resource } from './kinds.ts';
import { parseLabelSelector } from './label-selector.ts';
import type { KubeObject } from './store.ts';

export type Matcher = (object: KubeObject) => boolean;

const badRequest = (message: string) => new ApiError(400, 'BadRequest', message);

/** Reads `app=web,tier in (a,b),!old`. Throws {@link ApiError} 400 when it cannot be parsed. */
export function labelMatcher(selector: string | undefined): Matcher {
  if (!selector?.trim()) return () => true;
  const requirements = parseLabelSelector(selector);
  return (object) => {
    const labels = object.metadata.labels ?? {};
    return requirements.every((one) => one(labels));
  };
}

type Reader = (object: KubeObject) => string;
const field =
  (...path: string[]): Reader =>
  (object) => {
    const value = at(object, ...path);
    return value === undefined || value === null ? '' : String(value);
  };

const COMMON: ReadonlyMap<string, Reader> = new Map(
  Object.entries({
    'metadata.name': field('metadata', 'name'),
    'metadata.namespace': field('metadata', 'namespace'),
  }),
);
const EVENT_OBJECT = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'];
const INDEXED: ReadonlyMap<string, ReadonlyMap<string, Reader>> = new Map(
  Object.entries({
    pods: {
      'spec.nodeName': field('spec', 'nodeName'),
      'spec.restartPolicy': field('spec', 'restartPolicy'),
      'spec.schedulerName': field('spec', 'schedulerName'),
      'spec.serviceAccountName': field('spec', 'serviceAccountName'),
      'spec.hostNetwork': (object) => String(at(object, 'spec', 'hostNetwork') === true),
      'status.phase': field('status', 'phase'),
      'status.podIP': field('status', 'podIP'),
      'status.podIPs': field('status', 'podIP'),
      'status.nominatedNodeName': field('status', 'nominatedNodeName'),
    },
    nodes: { 'spec.unschedulable': (object) => String(at(object, 'spec', 'unschedulable') === true) },
    namespaces: { 'status.phase': field('status', 'phase') },
    secrets: { type: field('type') },
    replicasets: { 'status.replicas': field('status', 'replicas') },
    jobs: { 'status.successful': field('status', 'succeeded') },
    services: { 'spec.clusterIP': field('spec', 'clusterIP'), 'spec.type': field('spec', 'type') },
    events: {
      ...Object.fromEntries(EVENT_OBJECT.map((name) => [`involvedObject.${name}`, field('involvedObject', name)])),
      ...Object.fromEntries(EVENT_OBJECT.map((name) => [`regarding.${name}`, field('involvedObject', name)])),
      reason: field('reason'),
      type: field('type'),
      reportingComponent: (object) =>
        textOf(object.reportingComponent) || textOf(at(object, 'source', 'component')) || '',
      source: (object) => textOf(at(object, 'source', 'component')) || textOf(object.reportingComponent) || '',
    },
  } satisfies Partial<Record<Resource, Record<string, Reader>>>).map(
    ([resource, readers]) => [resource, new Map<string, Reader>(Object.entries(readers))] as const,
  ),
);

/** The value of a term: a backslash stands before what would end it. Throws {@link ApiError} 400. */
function unescaped(text: string): string {
  const bad = (why: string) => badRequest(`invalid field selector: ${why}`);
  let value = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '=' || character === ',') throw bad(`unescaped character in value: ${character.charCodeAt(0)}`);
    if (character === '\\') at += 1;
    const meant = text[at] ?? '';
    if (character === '\\' && !['\\', ',', '='].includes(meant)) throw bad(`invalid escape sequence: \\${meant}`);
    value += meant;
  }
  return value;
}

/** Reads `spec.nodeName=worker-1,status.phase!=Running`. Throws {@link ApiError} 400 for a field that is not indexed. */
export function fieldMatcher(resource: Resource, selector: string | undefined): Matcher {
  const terms: Matcher[] = [];
  for (const part of (selector ?? '').match(/(\\.|[^,\\]|\\$)+/gs) ?? []) {
    const found = /^(.*?)(!=|==|=)(.*)$/s.exec(part);
    if (!found) throw badRequest(`invalid selector: '${selector}'; can't understand '${part}'`);
    const [, name = '', operator, text = ''] = found;
    const value = unescaped(text);
    const read = COMMON.get(name) ?? INDEXED.get(resource)?.get(name);
    if (!read) throw unknownField(resource, name);
    terms.push((object) => (read(object) === value) === (operator !== '!='));
  }
  return (object) => terms.every((term) => term(object));
}

/** Only kinds with fields of their own have words of their own for it. */
function unknownField(resource: Resource, name: string): ApiError {
  const shown = JSON.stringify(name);
  if (resource === 'jobs') return badRequest(`field label ${shown} not supported for batchv1.Job`);
  if (resource === 'cronjobs') return badRequest(`field label ${shown} not supported for "CronJob"`);
  return badRequest(
    INDEXED.has(resource)
      ? `field label not supported: ${name}`
      : `${shown} is not a known field selector: only "metadata.name", "metadata.namespace"`,
  );
}
