/** The verbs of the REST API over objects: get, list, watch, create, update, patch, delete, and the subresources. */
import type { SampleApiServer } from './api-server.ts';
import { nodeOfBinding } from './binding.ts';
import type { DeleteOptions, PatchType } from './client.ts';
import type { Ref } from './core.ts';
import { checkAgainst, decodeObject, decodePatched, type Expected } from './decode.ts';
import { ApiError } from './errors.ts';
import { fromEventsV1 } from './events-v1.ts';
import { evict } from './eviction.ts';
import { at, type Fields, fieldsOf, isFields, numberOf, textOf } from './json.ts';
import { listPage } from './list.ts';
import { streamLogs } from './logs.ts';
import { checkNamed, nameless } from './named.ts';
import { checkListOptions, deleteOptions, revisionOf, type WriteOptions, writeOptions } from './options.ts';
import { Presenter } from './present.ts';
import { checkMakeable, notFound, otherUid } from './refusals.ts';
import { deletedStatus, type Reply } from './reply.ts';
import { isTrue, negotiate, type ObjectTarget } from './request.ts';
import { apiVersionOf } from './resources.ts';
import { scaleOf, withScale } from './scale.ts';
import type { KubeObject } from './store.ts';
import { streamWatch, type WatchTimes } from './watch-stream.ts';
import { patchBy } from './write-rules.ts';

/** One request on objects. */
export interface ObjectRequest {
  method: string;
  target: ObjectTarget;
  query: URLSearchParams;
  headers: { accept?: string | undefined; contentType: string; userAgent?: string | undefined };
  /** Reads and parses the body as the content type says; `kind` is for messages. */
  body(kind: string): Promise<unknown>;
  reply: Reply;
}

const PATCH_TYPES: ReadonlyMap<string, PatchType> = new Map(
  Object.entries({
    'application/json-patch+json': 'json',
    'application/merge-patch+json': 'merge',
    'application/strategic-merge-patch+json': 'strategic',
    'application/apply-patch+yaml': 'apply',
  }),
);

function patchTypeOf(contentType: string): PatchType {
  const type = PATCH_TYPES.get(contentType.split(';')[0]?.trim() ?? '');
  if (!type) throw new ApiError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});
  return type;
}

/** Throws {@link ApiError} 400 for a manifest of another version than the one it is applied to, or of no kind. */
function appliable(body: unknown, { apiVersion, name, namespace = '' }: ObjectTarget): unknown {
  if (!isFields(body)) return body;
  const version = body.apiVersion ?? '';
  if (version !== apiVersion)
    throw new ApiError(
      400,
      'BadRequest',
      `Incorrect version specified in apply patch. Specified patch version: ${version}, expected: ${apiVersion}`,
    );
  if (body.kind) return body;
  const kind = apiVersion.includes('/') ? `${apiVersion}, Kind=` : `/${apiVersion}, Kind=`;
  const message = `failed to create typed patch object (${namespace}/${name}; ${kind}): no corresponding type for ${kind}`;
  throw new ApiError(400, 'BadRequest', message);
}

const SCALE: Expected = { kind: 'Scale', apiVersion: 'autoscaling/v1', model: 'V1Scale' };

const methodNotAllowed = () =>
  new ApiError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});

const ENDPOINTS_DEPRECATED = 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice';

/** Serves requests on objects. */
export class ObjectsHandler {
  readonly #server: SampleApiServer;
  readonly #times: WatchTimes;

  constructor(server: SampleApiServer, times: WatchTimes) {
    this.#server = server;
    this.#times = times;
  }

  async handle(request: ObjectRequest): Promise<void> {
    const { method, target, reply } = request;
    if (target.info.resource === 'endpoints') reply.warn([ENDPOINTS_DEPRECATED]);
    // Across namespaces there is reading only.
    if (target.info.namespaced && !target.namespace && method !== 'GET') throw methodNotAllowed();
    if (target.subresource) return this.#subresource(request, target.subresource);
    if (target.name === undefined) {
      if (method === 'GET') return this.#list(request);
      if (method === 'POST') return this.#create(request);
      if (method === 'DELETE') return this.#deleteAll(request);
      throw methodNotAllowed();
    }
    if (method === 'GET') {
      if (isTrue(request.query.get('watch'))) return this.#list(request);
      revisionOf(request.query.get('resourceVersion'));
      return this.#answer(request, 200, this.#server.core.get(this.#ref(target)));
    }
    if (method === 'PUT') return this.#update(request);
    if (method === 'PATCH') return this.#patch(request);
    if (method === 'DELETE') return this.#delete(request);
    throw methodNotAllowed();
  }

  #ref({ info, name = '', namespace }: ObjectTarget): Ref {
    return { resource: info.resource, name, namespace };
  }

  #expected({ info, apiVersion, model }: ObjectTarget): Expected {
    return { kind: info.kind, apiVersion, model };
  }

  #presenter({ target, headers, query }: ObjectRequest): { presenter: Presenter; yaml: boolean } {
    const { shape, yaml } = negotiate(headers.accept);
    return { presenter: new Presenter(target, shape, query, () => this.#server.clock.now()), yaml };
  }

  #answer(request: ObjectRequest, code: number, object: KubeObject): void {
    const { presenter, yaml } = this.#presenter(request);
    request.reply.json(code, presenter.one(object), yaml);
  }

  async #list(request: ObjectRequest): Promise<void> {
    checkListOptions(request.query);
    if (isTrue(request.query.get('watch'))) {
      await this.#watch(request);
      return;
    }
    const { presenter, yaml } = this.#presenter(request);
    const { target, query, reply } = request;
    await reply.list(presenter.list(listPage(this.#server.core, target.info.resource, target.namespace, query)), yaml);
  }

  async #watch(request: ObjectRequest): Promise<void> {
    const { presenter } = this.#presenter(request);
    const { target, query, reply } = request;
    if (target.name) query.set('fieldSelector', `metadata.name=${target.name}`);
    await streamWatch(this.#server.core, presenter, target.namespace, query, reply.response, this.#times, (end) =>
      this.#server.onStop(end),
    );
  }

  /** The body as an object of the target's kind, with warnings sent; in the stored version. */
  async #decode(request: ObjectRequest, options: WriteOptions): Promise<Fields> {
    const { target, reply } = request;
    const body = await request.body(target.info.kind);
    const { object, warnings } = decodeObject(body, this.#expected(target), options.validation);
    reply.warn(warnings);
    return target.model === 'EventsV1Event' ? fromEventsV1(object) : object;
  }

  async #create(request: ObjectRequest): Promise<void> {
    const { target, query, headers } = request;
    const options = writeOptions('CreateOptions', query, headers.userAgent);
    const object = await this.#decode(request, options);
    if (target.info.namespaced && !target.namespace)
      throw new ApiError(400, 'BadRequest', 'an empty namespace may not be set during creation');
    checkMakeable(target.info, textOf(at(object, 'metadata', 'name')) ?? '');
    const created = this.#server.core.create(target.info.resource, object, target.namespace, {
      manager: options.manager,
      dryRun: options.dryRun,
      apiVersion: target.apiVersion,
    });
    this.#answer(request, 201, created);
  }

  async #update(request: ObjectRequest, subresource?: string): Promise<void> {
    const { target, query, headers } = request;
    const options = writeOptions('UpdateOptions', query, headers.userAgent);
    const object = await this.#decode(request, options);
    checkNamed(object, target);
    const updated = this.#server.core.update(this.#ref(target), object, {
      ...options,
      subresource,
      apiVersion: target.apiVersion,
    });
    this.#answer(request, 200, updated);
  }

  async #patch(request: ObjectRequest, subresource?: string): Promise<void> {
    const { target, query, headers } = request;
    const type = patchTypeOf(headers.contentType);
    const options = writeOptions('PatchOptions', query, headers.userAgent, type === 'apply');
    const body = await request.body(target.info.kind);
    const { core } = this.#server;
    const ref = this.#ref(target);
    const info = { ...options, subresource, apiVersion: target.apiVersion };
    // As it is stored, whatever version is asked for.
    const stored = { kind: target.info.kind, apiVersion: apiVersionOf(target.info), model: target.info.model };
    if (type === 'apply') {
      const { object, warnings } = decodeObject(
        appliable(body, target),
        this.#expected(target),
        options.validation,
        false,
      );
      request.reply.warn(warnings);
      const decode = (applied: unknown) => decodePatched(applied, type, stored, 'Ignore', applied).object;
      const exists = core.find(ref) !== undefined;
      const named = { ...object, metadata: { name: target.name, ...fieldsOf(object.metadata) } };
      checkNamed(named, target);
      if (!exists) checkMakeable(target.info, target.name ?? '');
      return this.#answer(request, exists ? 200 : 201, core.patch(ref, 'apply', named, { ...info, decode }));
    }
    const decode = (patched: unknown) => this.#decodePatched(request, body, type, stored, options, patched);
    this.#answer(request, 200, core.patch(ref, type, body, { ...info, decode }));
  }

  /** What a patch made, with warnings sent. */
  #decodePatched(
    { target, reply }: ObjectRequest,
    patch: unknown,
    type: PatchType,
    expected: Expected,
    { validation }: WriteOptions,
    patched: unknown,
  ): Fields {
    const { object, warnings } = decodePatched(patch, type, expected, validation, patched);
    reply.warn(warnings);
    // What has no version has no name either, for who reads it.
    if (type !== 'strategic' && !at(patched, 'apiVersion')) throw nameless(target.name ?? '');
    checkNamed(object, target);
    return object;
  }

  /** A body that is no object of ours: what of it is of its model. */
  async #options(request: ObjectRequest, kind: string, model: string): Promise<Fields> {
    const { object, found } = checkAgainst(model, fieldsOf(await request.body(kind)));
    if (!found.mismatch) return object;
    const message = `${kind} in version "v1" cannot be handled as a ${kind}: ${found.mismatch}`;
    throw new ApiError(400, 'BadRequest', message);
  }

  async #deleteOptions(request: ObjectRequest): Promise<{ options: DeleteOptions; dryRun: boolean }> {
    return deleteOptions(await this.#options(request, 'DeleteOptions', 'V1DeleteOptions'), request.query);
  }

  async #delete(request: ObjectRequest): Promise<void> {
    const { options, dryRun } = await this.#deleteOptions(request);
    const { target, reply } = request;
    const { object, gone } = this.#server.core.delete(this.#ref(target), options, { dryRun });
    if (!gone || target.info.resource === 'pods' || target.info.resource === 'services')
      return this.#answer(request, 200, object);
    const { name, uid } = object.metadata;
    reply.json(
      200,
      deletedStatus({
        name,
        ...(target.info.group ? { group: target.info.group } : {}),
        kind: target.info.resource,
        uid,
      }),
    );
  }

  async #deleteAll(request: ObjectRequest): Promise<void> {
    const { target, query, reply } = request;
    if (target.info.resource === 'namespaces') throw methodNotAllowed();
    const { options, dryRun } = await this.#deleteOptions(request);
    checkListOptions(query);
    const { core } = this.#server;
    const { presenter } = this.#presenter(request);
    const page = listPage(core, target.info.resource, target.namespace, query);
    const items = [...page.items].map(({ metadata: { name, namespace } }) => {
      const ref: Ref = { resource: target.info.resource, name, namespace };
      return core.delete(ref, options, { dryRun }).object;
    });
    await reply.list(presenter.list({ ...page, items }));
  }

  async #subresource(request: ObjectRequest, subresource: string): Promise<void> {
    const { method, target, reply } = request;
    const { core } = this.#server;
    const known: readonly string[] = target.info.subresources ?? [];
    if (!known.includes(subresource))
      throw new ApiError(404, 'NotFound', 'the server could not find the requested resource', {});
    if (subresource === 'status' || subresource === 'finalize') {
      if (method === 'GET' && subresource === 'status') return this.#answer(request, 200, core.get(this.#ref(target)));
      if (method === 'PUT') return this.#update(request, subresource);
      if (method === 'PATCH' && subresource === 'status') return this.#patch(request, subresource);
    } else if (subresource === 'scale') return this.#scale(request);
    else if (subresource === 'log' && method === 'GET') {
      const pod = core.get(this.#ref(target));
      return streamLogs(pod, request.query, this.#server.logs, reply, (end) => this.#server.onStop(end));
    } else if (subresource === 'binding' && method === 'POST') {
      const body = await this.#options(request, 'Binding', 'V1Binding');
      core.bind(this.#ref(target), nodeOfBinding(body), textOf(at(body, 'metadata', 'uid')));
      return reply.json(201, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 });
    } else if (subresource === 'eviction' && method === 'POST') return this.#evict(request);
    throw methodNotAllowed();
  }

  async #evict(request: ObjectRequest): Promise<void> {
    const { target, reply } = request;
    const { core } = this.#server;
    const body = await this.#options(request, 'Eviction', 'V1Eviction');
    const named = textOf(at(body, 'metadata', 'name'));
    if (named && named !== target.name)
      throw new ApiError(400, 'BadRequest', 'name in URL does not match name in Eviction object');
    const given = fieldsOf(body.deleteOptions);
    const grace = numberOf(given.gracePeriodSeconds);
    const dryRun =
      request.query.get('dryRun') === 'All' || (Array.isArray(given.dryRun) && given.dryRun.includes('All'));
    if (!core.find(this.#ref(target))) throw notFound(target.info, target.name ?? '');
    evict(
      core,
      { name: target.name ?? '', namespace: target.namespace ?? '' },
      grace === undefined ? {} : { gracePeriodSeconds: grace },
      { dryRun },
    );
    reply.json(201, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 });
  }

  async #scale(request: ObjectRequest): Promise<void> {
    const { method, target, query, headers, reply } = request;
    const { core } = this.#server;
    const ref = this.#ref(target);
    const object = core.get(ref);
    const { presenter, yaml } = this.#presenter(request);
    const answer = (one: KubeObject) => reply.json(200, presenter.scale(scaleOf(one)), yaml);
    if (method === 'GET') return answer(object);
    if (method !== 'PUT' && method !== 'PATCH') throw methodNotAllowed();
    const type = method === 'PATCH' ? patchTypeOf(headers.contentType) : undefined;
    const options = writeOptions(type ? 'PatchOptions' : 'UpdateOptions', query, headers.userAgent, type === 'apply');
    const body = await request.body('Scale');
    // Who applies a Scale says all there is to say of it.
    const patch = type === 'apply' ? 'merge' : type;
    const scale = patch
      ? this.#decodePatched(request, body, patch, SCALE, options, patchBy(patch, scaleOf(object), body, SCALE.model))
      : decodeObject(body, SCALE, options.validation).object;
    checkNamed(scale, target);
    const uid = textOf(at(scale, 'metadata', 'uid'));
    if (uid && uid !== object.metadata.uid)
      throw otherUid(
        { ...target.info, resource: `${target.info.resource}/scale` },
        target.name ?? '',
        uid,
        object.metadata.uid,
      );
    const replicas = numberOf(at(scale, 'spec', 'replicas')) ?? 0;
    if (replicas < 0) {
      const message = `Invalid value: ${replicas}: must be greater than or equal to 0`;
      throw new ApiError(
        422,
        'Invalid',
        `Scale.autoscaling ${JSON.stringify(target.name)} is invalid: spec.replicas: ${message}`,
        {
          name: target.name ?? '',
          group: 'autoscaling',
          kind: 'Scale',
          causes: [{ reason: 'FieldValueInvalid', message, field: 'spec.replicas' }],
        },
      );
    }
    answer(core.update(ref, withScale(object, scale), { ...options, trackedAs: 'scale' }));
  }
}
