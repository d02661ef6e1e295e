/** The `scale` subresource: `autoscaling/v1` Scale over spec.replicas. */
import { at, type Fields, fieldsOf, numberOf, textOf } from './json.ts';
import type { KubeObject } from './store.ts';
import { AGE, type Cell, type Column, column, NAME, selectorText, since } from './tables/table.ts';

/** A workload as a Scale. */
export function scaleOf(object: KubeObject): Fields {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const selector = fieldsOf(at(object, 'spec', 'selector'));
  // That of a ReplicationController is labels alone.
  const pairs = object.kind === 'ReplicationController' ? selector : fieldsOf(selector.matchLabels);
  const labels = Object.entries(pairs).map(([key, value]) => [key, textOf(value) ?? ''] as const);
  const text = selectorText({ matchLabels: Object.fromEntries(labels) });
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: numberOf(at(object, 'spec', 'replicas')) ?? 0 },
    status: {
      replicas: numberOf(at(object, 'status', 'replicas')) ?? 0,
      ...(text === '<none>' ? {} : { selector: text }),
    },
  };
}

/** A workload with the replicas a Scale asks for. */
export function withScale(object: KubeObject, scale: Fields): KubeObject {
  const replicas = numberOf(at(scale, 'spec', 'replicas')) ?? 0;
  const resourceVersion = textOf(at(scale, 'metadata', 'resourceVersion')) ?? object.metadata.resourceVersion;
  return {
    ...object,
    metadata: { ...object.metadata, resourceVersion },
    spec: { ...fieldsOf(object.spec), replicas },
  };
}

export const SCALE_COLUMNS: readonly Column[] = [
  NAME,
  column('Desired', ['V1ScaleSpec', 'replicas'], { type: 'integer' }),
  column('Available', ['V1ScaleStatus', 'replicas'], { type: 'integer' }),
  AGE,
];

/** The row of a Scale in a table. */
export const scaleCells = (scale: Fields, now: Date): Cell[] => [
  textOf(at(scale, 'metadata', 'name')) ?? '',
  numberOf(at(scale, 'spec', 'replicas')) ?? 0,
  numberOf(at(scale, 'status', 'replicas')) ?? 0,
  since(textOf(at(scale, 'metadata', 'creationTimestamp')), now),
];
