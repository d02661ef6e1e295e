/** Objects, lists and watch events in the shape a client asked for. */

import { ApiError } from './errors.ts';
import { asEventsV1 } from './events-v1.ts';
import { type Fields, fieldsOf } from './json.ts';
import type { Page } from './list.ts';
import type { ObjectTarget, Shape } from './request.ts';
import { SCALE_COLUMNS, scaleCells } from './scale.ts';
import type { KubeObject } from './store.ts';
import { columnsOf, type IncludeObject, partial, rowObject } from './tables/index.ts';

/** How answers to one request look. */
export class Presenter {
  readonly target: ObjectTarget;
  readonly #shape: Shape;
  readonly #include: IncludeObject;
  readonly #now: () => Date;
  #columnsSent = false;

  constructor(target: ObjectTarget, shape: Shape, query: URLSearchParams, now: () => Date) {
    this.target = target;
    this.#shape = shape;
    this.#now = now;
    const include = query.get('includeObject') || 'Metadata';
    if (include !== 'None' && include !== 'Metadata' && include !== 'Object')
      throw new ApiError(400, 'BadRequest', `unrecognized includeObject value: ${JSON.stringify(include)}`);
    this.#include = include;
  }

  /** The object itself, in the version asked for. */
  object(object: KubeObject): KubeObject {
    return this.target.apiVersion === object.apiVersion ? object : asEventsV1(object);
  }

  /** One object as an answer. */
  one(object: KubeObject): Fields {
    if (this.#shape === 'Table') return this.#table([object], { resourceVersion: object.metadata.resourceVersion });
    if (this.#shape === 'PartialObjectMetadata') return partial(object);
    return { ...ordered(this.object(object)) };
  }

  /** A Scale, which no resource of its own has. */
  scale(scale: Fields): Fields {
    if (this.#shape === 'object') return scale;
    const metadata = fieldsOf(scale.metadata);
    const part = { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
    if (this.#shape === 'PartialObjectMetadata') return part;
    const object = { None: null, Metadata: part, Object: scale }[this.#include];
    return {
      kind: 'Table',
      apiVersion: 'meta.k8s.io/v1',
      metadata: { resourceVersion: metadata.resourceVersion },
      columnDefinitions: SCALE_COLUMNS,
      rows: [{ cells: scaleCells(scale, this.#now()), object }],
    };
  }

  /** A list: all of it but its items, and the items, made as they are read. */
  list(page: Page): ListParts {
    const metadata: Fields = { resourceVersion: page.resourceVersion };
    if (page.continue) metadata.continue = page.continue;
    if (page.remainingItemCount) metadata.remainingItemCount = page.remainingItemCount;
    if (this.#shape === 'Table') {
      const { rows: _rows, ...head } = this.#table([], metadata);
      return { head, key: 'rows', items: mapped(page.items, (object) => this.#row(object)) };
    }
    if (this.#shape === 'PartialObjectMetadata') {
      const head = { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata };
      return { head, key: 'items', items: mapped(page.items, partial) };
    }
    const head = { kind: `${this.target.info.kind}List`, apiVersion: this.target.apiVersion, metadata };
    const bare = (item: KubeObject) => {
      const { apiVersion: _version, kind: _kind, ...object } = this.object(item);
      return object;
    };
    return { head, key: 'items', items: mapped(page.items, bare) };
  }

  /** The object of a watch event. */
  event(object: KubeObject): Fields {
    return this.one(object);
  }

  /** The object of a BOOKMARK: nothing but a resourceVersion. */
  bookmark(resourceVersion: string, initialEventsEnd: boolean): Fields {
    const annotations = initialEventsEnd ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {};
    const metadata = { resourceVersion, creationTimestamp: null, ...annotations };
    if (this.#shape === 'Table') {
      const row = { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
      return {
        kind: 'Table',
        apiVersion: 'meta.k8s.io/v1',
        metadata: { resourceVersion },
        columnDefinitions: null,
        rows: [{ cells: [], object: this.#include === 'None' ? null : row }],
      };
    }
    if (this.#shape === 'PartialObjectMetadata')
      return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
    return { kind: this.target.info.kind, apiVersion: this.target.apiVersion, metadata };
  }

  #row(object: KubeObject): Fields {
    return rowObject(this.target.info.resource, object, this.#now(), this.#include);
  }

  #table(objects: readonly KubeObject[], metadata: Fields): Fields {
    const columns = !this.#columnsSent;
    this.#columnsSent = true;
    const rows = objects.map((object) => this.#row(object));
    return {
      kind: 'Table',
      apiVersion: 'meta.k8s.io/v1',
      metadata,
      columnDefinitions: columns ? columnsOf(this.target.info.resource) : null,
      rows,
    };
  }
}

/** A list before it is written: what comes first, the name of the array, what is in it. */
export interface ListParts {
  head: Fields;
  key: 'items' | 'rows';
  items: Iterable<unknown>;
}

function* mapped<T>(items: Iterable<KubeObject>, change: (object: KubeObject) => T): Generator<T> {
  for (const item of items) yield change(item);
}

const ordered = ({ apiVersion, kind, metadata, ...rest }: KubeObject): Fields => ({
  kind,
  apiVersion,
  metadata,
  ...rest,
});
