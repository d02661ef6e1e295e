/** What a request asks for: path, parameters and headers, read as an API server reads them. */
import { isWhole } from './decode-scalars.ts';
import { ApiError } from './errors.ts';
import type { RequestInfo } from './request-info.ts';
import { RESOURCES, type ResourceInfo } from './resources.ts';

export interface ObjectTarget {
  info: ResourceInfo;
  /** Group and version asked for; `events.k8s.io/v1` differs from the resource's own. */
  apiVersion: string;
  /** Model and kind as this version names them. */
  model: string;
  namespace?: string;
  name?: string;
  subresource?: string;
}

const EVENTS_V1 = 'events.k8s.io/v1';

function infoFor(group: string, version: string, resource: string): Pick<ObjectTarget, 'info' | 'model'> | undefined {
  if (`${group}/${version}` === EVENTS_V1 && resource === 'events') {
    const info = RESOURCES.find((one) => one.resource === 'events');
    return info && { info, model: 'EventsV1Event' };
  }
  const info = RESOURCES.find((one) => one.group === group && one.version === version && one.resource === resource);
  return info && { info, model: info.model };
}

/** What is served for a path taken apart; undefined when nothing is. */
export function targetOf(asked: RequestInfo): ObjectTarget | undefined {
  const { group, version, namespace, resource, name, subresource, verb, more } = asked;
  const found = verb === undefined && !more ? infoFor(group, version, resource) : undefined;
  if (!found) return undefined;
  const { namespaced } = found.info;
  const within = resource === 'namespaces' && namespace === name ? undefined : namespace;
  if (namespaced ? name !== undefined && within === undefined : within !== undefined) return undefined;
  return {
    ...found,
    apiVersion: group ? `${group}/${version}` : version,
    ...(within ? { namespace: within } : {}),
    ...(name ? { name } : {}),
    ...(subresource ? { subresource } : {}),
  };
}

export type Shape = 'object' | 'Table' | 'PartialObjectMetadata';

export interface Negotiated {
  shape: Shape;
  yaml: boolean;
}

/** Chooses among what `Accept` offers. Throws {@link ApiError} 406 when nothing can be served. */
export function negotiate(accept: string | undefined): Negotiated {
  const offers = (accept || 'application/json').split(',');
  for (const offer of offers) {
    const [type = '', ...parameters] = offer.split(';').map((word) => word.trim());
    const as = parameters.find((parameter) => parameter.startsWith('as='))?.slice(3);
    const group = parameters.find((parameter) => parameter.startsWith('g='))?.slice(2);
    const version = parameters.find((parameter) => parameter.startsWith('v='))?.slice(2);
    const json = type === 'application/json' || type === '*/*' || type === 'application/*';
    if (!json && type !== 'application/yaml') continue;
    const yaml = !json;
    if (!as) return { shape: 'object', yaml };
    if (group !== 'meta.k8s.io' || version !== 'v1') continue;
    if (as === 'Table') return { shape: 'Table', yaml };
    if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList')
      return { shape: 'PartialObjectMetadata', yaml };
  }
  throw new ApiError(
    406,
    'NotAcceptable',
    'only the following media types are accepted: application/json, application/yaml',
  );
}

/** True for `1`, `true` and a bare parameter. */
export const isTrue = (value: string | null): boolean => value !== null && !['0', 'false'].includes(value);

/** A parameter that is a number. Throws {@link ApiError} 400 as Go words it. */
export function wholeNumber(text: string | null): number | undefined {
  if (text === null) return undefined;
  const bad = (why: string) =>
    new ApiError(400, 'BadRequest', `strconv.ParseInt: parsing ${JSON.stringify(text)}: ${why}`);
  if (!/^[+-]?\d+$/.test(text)) throw bad('invalid syntax');
  if (!isWhole(Number(text), 'int64')) throw bad('value out of range');
  return Number(text);
}
