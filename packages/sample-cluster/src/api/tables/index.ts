/** `as=Table`: what `kubectl get` shows, printed by the server. */
import type { Fields } from '../json.ts';
import type { Resource } from '../kinds.ts';
import type { KubeObject } from '../store.ts';
import { typed } from '../typed.ts';
import * as network from './network.ts';
import * as others from './others.ts';
import * as podsAndNodes from './pods-and-nodes.ts';
import type { Cell, Column, TableKind } from './table.ts';
import * as workloads from './workloads.ts';

const KINDS: { [R in Resource]: TableKind<R> } = { ...podsAndNodes, ...workloads, ...network, ...others };

/** Columns of a resource, in the server's order; `priority` 1 is for `-o wide`. */
export const columnsOf = (resource: Resource): readonly Column[] => KINDS[resource].columns;

/** Cells of one object; ages are relative to `now`. */
export function rowOf<R extends Resource>(resource: R, object: KubeObject, now: Date): Cell[] {
  return KINDS[resource].row(typed(resource, object), now);
}

/** What a row carries besides its cells: `includeObject` of the request. */
export type IncludeObject = 'None' | 'Metadata' | 'Object';

/** An object as PartialObjectMetadata. */
export const partial = (object: KubeObject): Fields => ({
  kind: 'PartialObjectMetadata',
  apiVersion: 'meta.k8s.io/v1',
  metadata: object.metadata,
});

/** One row of a Table: its cells, and as much of the object as was asked for. */
export function rowObject(resource: Resource, object: KubeObject, now: Date, include: IncludeObject): Fields {
  const cells = rowOf(resource, object, now);
  if (include === 'None') return { cells, object: null };
  return { cells, object: include === 'Metadata' ? partial(object) : object };
}
