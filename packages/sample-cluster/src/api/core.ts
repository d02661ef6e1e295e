/** What an API server does between a request and its storage: the same for every program and for kubectl. */

import { boundPod } from './binding.ts';
import type { DeleteOptions, ListOptions, PatchType, SampleClock } from './client.ts';
import { deletionFinalizers, markDeleted, podGrace } from './deletion.ts';
import { ApiError } from './errors.ts';
import { nameSuffix, newUid, timestamp } from './identity.ts';
import { at, type Fields, fieldsOf, listOf, prune, same, textOf } from './json.ts';
import type { ObjectOf, Resource, StoredMeta } from './kinds.ts';
import { applyManifest, type ManagedEntry, trackUpdate, type Writer } from './managed-fields.ts';
import { alreadyExists, checkMortal, conflict, modified, notFound, otherUid, terminating } from './refusals.ts';
import { apiVersionOf, infoOf, type ResourceInfo } from './resources.ts';
import { fieldMatcher, labelMatcher, type Matcher } from './selectors.ts';
import { type KubeObject, keyOf, type RevisionStore, SpaceExceeded } from './store.ts';
import { admit, allocate, applyDefaults, prepareCreate, prepareUpdate, type Surroundings } from './strategy.ts';
import { isOf } from './typed.ts';
import { validateCreate, validateUpdate } from './validation.ts';
import { FieldErrors } from './validation-errors.ts';
import { mergeUpdate, patchBy, stripped, withEntries, withoutStatus } from './write-rules.ts';

/** Who writes, and how. */
export interface WriteInfo {
  manager: string;
  /** Version named in managedFields; the resource's own when absent. */
  apiVersion?: string;
  dryRun?: boolean;
  subresource?: string | undefined;
  /** Subresource named in managedFields when the write itself is one of the whole object (scale). */
  trackedAs?: string;
  /** Server-side apply only. */
  force?: boolean;
  /** Checks what a patch made of the object; answers what may be kept. */
  decode?: (patched: unknown) => unknown;
}

export interface Ref {
  resource: Resource;
  name: string;
  namespace?: string | undefined;
}

const EVENT_TTL_MS = 3_600_000;
const EVENT_SWEEP_MS = 60_000;

/** Throws {@link ApiError} 422 when a patch makes another object of one. */
function checkUid(about: ResourceInfo, { metadata }: KubeObject, patched: unknown): void {
  const uid = textOf(at(patched, 'metadata', 'uid'));
  if (!uid || uid === metadata.uid) return;
  const errors = new FieldErrors();
  errors.invalid('metadata.uid', uid, 'field is immutable');
  errors.check(about, metadata.name);
}

/** The rules of the API over one store. `random` answers a number in [0, 1). */
export class Core {
  readonly store: RevisionStore;
  readonly #clock: SampleClock;
  readonly #random: () => number;
  readonly #around: Surroundings;
  #sweptAt = 0;

  constructor(options: { clock: SampleClock; random: () => number; store: RevisionStore }) {
    this.store = options.store;
    this.#clock = options.clock;
    this.#random = options.random;
    this.#around = {
      suffix: () => nameSuffix(this.#random),
      serviceAccount: (namespace, name) => this.#typed('serviceaccounts', name, namespace),
      priorityClass: (name) => this.#typed('priorityclasses', name),
      defaultPriorityClass: () => this.#all('priorityclasses').find((item) => item.globalDefault),
      runtimeClass: (name) => this.#typed('runtimeclasses', name),
      services: { list: () => this.#all('services'), random: (n) => Math.floor(this.#random() * n) },
    };
  }

  get(ref: Ref): KubeObject {
    const found = this.find(ref);
    if (!found) throw notFound(infoOf(ref.resource), ref.name);
    return found;
  }

  find(ref: Ref): KubeObject | undefined {
    const { namespaced } = infoOf(ref.resource);
    return this.store.get(
      ref.resource,
      keyOf(namespaced ? { name: ref.name, namespace: ref.namespace ?? '' } : { name: ref.name }),
    );
  }

  /** What a list or watch with these options sees. */
  matcher(resource: Resource, options: ListOptions): Matcher {
    const labels = labelMatcher(options.labelSelector);
    const fields = fieldMatcher(resource, options.fieldSelector);
    const { namespace } = options;
    return (object) => (!namespace || object.metadata.namespace === namespace) && labels(object) && fields(object);
  }

  create(resource: Resource, draft: unknown, namespace: string | undefined, info: WriteInfo): KubeObject {
    const about = infoOf(resource);
    const object = fieldsOf(prune(draft));
    const metadata = this.#newMeta(about, fieldsOf(object.metadata), namespace);
    object.apiVersion = apiVersionOf(about);
    object.kind = about.kind;
    object.metadata = metadata;
    if (metadata.name) this.#admitNamespace(about, metadata);
    applyDefaults(resource, object);
    prepareCreate(resource, object);
    const entries = this.#tracked(about, undefined, object, [], info);
    admit(resource, object, this.#around);
    validateCreate(about, object);
    allocate(resource, object, this.#around);
    if (this.find({ resource, name: metadata.name, namespace: metadata.namespace }))
      throw alreadyExists(about, metadata.name);
    const stored = {
      ...object,
      apiVersion: apiVersionOf(about),
      kind: about.kind,
      metadata: withEntries(fieldsOf(object.metadata), metadata, entries),
    };
    if (info.dryRun) return stored;
    if (resource === 'events') this.#expireEvents();
    return this.#put(resource, stored);
  }

  update(ref: Ref, draft: unknown, info: WriteInfo): KubeObject {
    const about = infoOf(ref.resource);
    const before = this.get(ref);
    const next = fieldsOf(prune(draft));
    const meta = fieldsOf(next.metadata);
    const version = textOf(meta.resourceVersion);
    if (version && version !== before.metadata.resourceVersion) throw modified(about, ref.name);
    const uid = textOf(meta.uid);
    if (uid && uid !== before.metadata.uid) throw otherUid(about, ref.name, uid, before.metadata.uid);
    const given = meta.managedFields;
    const entries = Array.isArray(given) && given.length === 0 ? [] : (before.metadata.managedFields ?? []);
    return this.#replace(about, before, next, entries, info);
  }

  /** @throws ApiError 404, 409, 422, 400 as the API does. A missing object is created by an apply, and only then. */
  patch(ref: Ref, type: PatchType, body: unknown, info: WriteInfo): KubeObject {
    const about = infoOf(ref.resource);
    if (type === 'apply') return this.#apply(ref, about, body, info);
    const before = this.get(ref);
    const patched = patchBy(type, before, body, about.model);
    const decoded = info.decode ? info.decode(patched) : patched;
    checkUid(about, before, patched);
    return this.update(ref, decoded, info);
  }

  /** Answers the object as it last was, or as it now is while it waits for its grace period or finalizers. */
  delete(
    ref: Ref,
    options: DeleteOptions = {},
    info: { dryRun?: boolean } = {},
  ): { object: KubeObject; gone: boolean } {
    const about = infoOf(ref.resource);
    const before = this.get(ref);
    const { uid, resourceVersion } = options.preconditions ?? {};
    if (uid && uid !== before.metadata.uid) throw otherUid(about, ref.name, uid, before.metadata.uid);
    if (resourceVersion && resourceVersion !== before.metadata.resourceVersion)
      throw conflict(
        about,
        ref.name,
        `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${before.metadata.resourceVersion}`,
      );
    if (ref.resource === 'namespaces') checkMortal(ref.name);
    if (info.dryRun) return { object: before, gone: true };
    const grace = ref.resource === 'pods' ? podGrace(before, options.gracePeriodSeconds) : 0;
    const finalizers = deletionFinalizers(before, options);
    const waits = grace > 0 || finalizers.length > 0 || ref.resource === 'namespaces';
    if (!waits) return { object: this.#remove(ref.resource, before), gone: true };
    const marked = markDeleted(ref.resource, before, grace, finalizers, this.#clock.now());
    return { object: marked === before ? before : this.#put(ref.resource, marked), gone: false };
  }

  /** `pods/binding`: written without an owner in managedFields, as the real one. */
  bind(ref: Ref, node: string, uid?: string): void {
    const labels = this.#typed('nodes', node)?.metadata.labels ?? {};
    this.#put('pods', boundPod(this.get(ref), { name: node, labels }, uid, this.#now()));
  }

  /** Notes on a pod that it goes because somebody needs its place, for whoever counts its end. */
  disrupt(name: string, namespace: string): void {
    const ref = { resource: 'pods' as const, name, namespace };
    const pod = this.get(ref);
    const status = fieldsOf(pod.status);
    const others = listOf(status.conditions).filter((item) => fieldsOf(item).type !== 'DisruptionTarget');
    const target = {
      type: 'DisruptionTarget',
      status: 'True',
      lastTransitionTime: this.#now(),
      reason: 'EvictionByEvictionAPI',
      message: 'Eviction API: evicting',
    };
    const next = { ...pod, status: { ...status, conditions: [...others, target] } };
    this.update(ref, next, { manager: 'kube-apiserver', subresource: 'status' });
  }

  /** Removes events older than an hour, as etcd's leases do. */
  #expireEvents(): void {
    const now = this.#clock.now().getTime();
    if (now - this.#sweptAt < EVENT_SWEEP_MS) return;
    this.#sweptAt = now;
    const limit = now - EVENT_TTL_MS;
    for (const event of this.store.list('events')) {
      const written = Math.max(
        Date.parse(textOf(event.lastTimestamp) ?? '') || 0,
        Date.parse(textOf(fieldsOf(event.series).lastObservedTime) ?? '') || 0,
        Date.parse(event.metadata.creationTimestamp),
      );
      if (written < limit) this.store.remove('events', keyOf(event.metadata));
    }
  }

  #apply(ref: Ref, about: ResourceInfo, body: unknown, info: WriteInfo): KubeObject {
    const before = this.find(ref);
    const manifest = fieldsOf(body);
    const meta = fieldsOf(manifest.metadata);
    if (meta.managedFields) throw new ApiError(400, 'BadRequest', 'metadata.managedFields must be nil');
    if (before) checkUid(about, before, manifest);
    if (before && textOf(meta.resourceVersion) && meta.resourceVersion !== before.metadata.resourceVersion)
      throw modified(about, ref.name);
    const writer = this.#writer(about, info);
    const entries = before?.metadata.managedFields ?? [];
    const applied = applyManifest(about.model, before, manifest, entries, writer, info.force ?? false);
    const whole = (object: unknown) => fieldsOf(prune(info.decode ? info.decode(object) : object));
    if (before) return this.#replace(about, before, whole(applied.object), applied.entries, info, true);
    if (info.subresource) throw notFound(about, ref.name);
    const created = this.create(ref.resource, whole(manifest), ref.namespace, { ...info, dryRun: true });
    const object = { ...created, metadata: withEntries(created.metadata, created.metadata, applied.entries) };
    return info.dryRun ? object : this.#put(ref.resource, object);
  }

  #replace(
    about: ResourceInfo,
    before: KubeObject,
    next: Fields,
    entries: readonly ManagedEntry[],
    info: WriteInfo,
    applied = false,
  ): KubeObject {
    const { resource } = about;
    const merged = mergeUpdate(about, before, next, info.subresource);
    if (!info.subresource) {
      applyDefaults(resource, merged);
      prepareUpdate(resource, merged, before);
    }
    validateUpdate(about, merged, before, info.subresource);
    if (!info.subresource) allocate(resource, merged, this.#around);
    const { metadata, ...content } = merged;
    const { metadata: _old, ...contentBefore } = before;
    const meta = fieldsOf(metadata);
    if (about.generation && !same(withoutStatus(content), withoutStatus(contentBefore)))
      meta.generation = (before.metadata.generation ?? 0) + 1;
    const tracked = applied ? [...entries] : this.#tracked(about, before, merged, entries, info);
    const object = {
      ...content,
      apiVersion: before.apiVersion,
      kind: before.kind,
      metadata: withEntries(meta, before.metadata, tracked),
    };
    if (same(stripped(object), stripped(before)) && same(tracked, before.metadata.managedFields ?? [])) return before;
    if (info.dryRun) return object;
    const finished = object.metadata.deletionTimestamp && (object.metadata.finalizers ?? []).length === 0;
    const waiting =
      resource === 'namespaces'
        ? listOf(fieldsOf(merged.spec).finalizers).length > 0
        : (object.metadata.deletionGracePeriodSeconds ?? 0) > 0;
    if (finished && !waiting) return this.#remove(resource, this.#put(resource, object));
    return this.#put(resource, object);
  }

  #newMeta(about: ResourceInfo, given: Fields, namespace: string | undefined): StoredMeta {
    const own = textOf(given.namespace);
    if (about.namespaced && namespace && own && own !== namespace)
      throw new ApiError(
        400,
        'BadRequest',
        `the namespace of the provided object does not match the namespace sent on the request`,
      );
    const {
      resourceVersion,
      deletionTimestamp: _d,
      deletionGracePeriodSeconds: _g,
      selfLink: _s,
      managedFields: _m,
      namespace: _n,
      ...kept
    } = given;
    if (textOf(resourceVersion))
      throw new ApiError(400, 'BadRequest', 'resourceVersion should not be set on objects to be created');
    const prefix = textOf(given.generateName);
    const name = textOf(given.name) || (prefix ? `${prefix.slice(0, 58)}${nameSuffix(this.#random)}` : '');
    const meta: StoredMeta = {
      ...kept,
      name,
      uid: newUid(this.#random),
      resourceVersion: '',
      creationTimestamp: this.#now(),
    };
    if (about.namespaced) meta.namespace = namespace ?? own ?? 'default';
    if (about.generation) meta.generation = 1;
    else delete meta.generation;
    return meta;
  }

  #admitNamespace(about: ResourceInfo, { name, namespace }: StoredMeta): void {
    if (!about.namespaced || !namespace) return;
    const found = this.#typed('namespaces', namespace);
    if (!found) throw notFound(infoOf('namespaces'), namespace);
    if (found.metadata.deletionTimestamp) throw terminating(about, name, namespace);
  }

  #writer(about: ResourceInfo, info: WriteInfo): Writer {
    return {
      manager: info.manager,
      apiVersion: info.apiVersion ?? apiVersionOf(about),
      time: this.#now(),
      subresource: info.trackedAs ?? info.subresource,
    };
  }

  #tracked(
    about: ResourceInfo,
    before: KubeObject | undefined,
    after: Fields,
    entries: readonly ManagedEntry[],
    info: WriteInfo,
  ): ManagedEntry[] {
    const tracked = info.subresource || !before ? after : { ...after, status: before.status };
    const { status: _status, ...created } = after;
    const keepsStatus = about.resource === 'nodes' || before;
    return trackUpdate(about.model, before, keepsStatus ? tracked : created, entries, this.#writer(about, info));
  }

  #put(resource: Resource, object: KubeObject): KubeObject {
    try {
      return this.store.put(resource, object);
    } catch (error) {
      if (!(error instanceof SpaceExceeded)) throw error;
      throw new ApiError(500, '', 'etcdserver: mvcc: database space exceeded');
    }
  }

  #remove(resource: Resource, object: KubeObject): KubeObject {
    return this.store.remove(resource, keyOf(object.metadata)) ?? object;
  }

  #typed<R extends Resource>(resource: R, name: string, namespace?: string): ObjectOf<R> | undefined {
    const found = this.find({ resource, name, namespace });
    return found && isOf(resource, found) ? found : undefined;
  }

  #all<R extends Resource>(resource: R): ObjectOf<R>[] {
    return this.store.list(resource).flatMap((object) => (isOf(resource, object) ? object : []));
  }

  #now(): string {
    return timestamp(this.#clock.now());
  }
}
