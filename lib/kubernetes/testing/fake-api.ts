/**
 * The smallest API server a reflector can be tested against: lists in pages, watches with history, discovery, health.
 * In memory, so that tests move the clock and nothing else; `fake-server.ts` puts it on loopback.
 */
import type { KubernetesObject } from '@/lib/model/objects';
import { TimedOutError } from '../classify';
import { linesOf } from '../list-watch';
import { PROTOBUF } from '../protobuf/envelope';
import type { Message } from '../protobuf/message';
import { type ApiRequest, type ApiResponse, type Transport, transportOver } from '../transport';
import { encodeEvent, encodeList, encodeStatus } from './encode';
import type { ManualClock } from './manual-clock';

type Raw = KubernetesObject & Record<string, unknown>;
/** An answer before it is sent. */
export interface FakeAnswer {
  status: number;
  headers?: Record<string, string>;
  body: string | AsyncGenerator<Buffer, void>;
  /** Ends a watch as the server does after `timeoutSeconds`. */
  timeout?: () => void;
}
type Override = (url: URL, request: ApiRequest) => FakeAnswer | undefined;

interface Change {
  version: number;
  type: string;
  object: Raw;
}
interface OpenWatch {
  key: string;
  namespace: string | undefined;
  send(line: unknown): void;
  end(error?: Error): void;
}

/** A Status as the API server answers it. */
export const statusAnswer = (status: number, reason: string, message = reason): FakeAnswer => ({
  status,
  body: JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason, code: status }),
});

const PATH = /^(\/api\/[^/]+|\/apis\/[^/]+\/[^/]+)(?:\/namespaces\/([^/]+))?\/([^/]+)$/;

/** A stream of chunks that is fed from outside. */
function createFeed() {
  const queue: Buffer[] = [];
  let wake = () => {};
  let over: { error?: Error } | undefined;
  async function* body(): AsyncGenerator<Buffer, void> {
    for (;;) {
      const chunk = queue.shift();
      if (chunk) yield chunk;
      else if (over?.error) throw over.error;
      else if (over) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  return {
    body,
    push(text: string) {
      queue.push(Buffer.from(text));
      wake();
    },
    end(error?: Error) {
      over ??= error ? { error } : {};
      wake();
    },
  };
}

/** An API server in memory. */
export function createFakeApi() {
  const collections = new Map<string, Map<string, Raw>>();
  const history = new Map<string, Change[]>();
  const watches = new Set<OpenWatch>();
  const overrides: Override[] = [];
  const requests: string[] = [];
  let version = 100;
  let compacted = 0;

  const keyed = (object: Raw) => `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
  const collection = (key: string) => {
    const found = collections.get(key) ?? new Map<string, Raw>();
    collections.set(key, found);
    return found;
  };

  function change(key: string, type: string, object: Raw) {
    history.set(key, [...(history.get(key) ?? []), { version, type, object }]);
    for (const watch of watches) {
      if (watch.key === key && (watch.namespace === undefined || watch.namespace === object.metadata.namespace))
        watch.send({ type, object });
    }
  }

  function list(key: string, namespace: string | undefined, url: URL): FakeAnswer {
    const limit = Number(url.searchParams.get('limit') ?? 0);
    const start = Number(url.searchParams.get('continue') ?? 0);
    const all = [...collection(key).values()].filter(
      (object) => namespace === undefined || object.metadata.namespace === namespace,
    );
    const items = limit > 0 ? all.slice(start, start + limit) : all;
    const next = limit > 0 && start + limit < all.length ? { continue: String(start + limit) } : {};
    return {
      status: 200,
      body: JSON.stringify({ kind: 'List', metadata: { resourceVersion: String(version), ...next }, items }),
    };
  }

  function watch(key: string, namespace: string | undefined, url: URL): FakeAnswer {
    const from = Number(url.searchParams.get('resourceVersion'));
    const feed = createFeed();
    const send = (line: unknown) => feed.push(`${JSON.stringify(line)}\n`);
    if (from < compacted) {
      send({
        type: 'ERROR',
        object: JSON.parse(String(statusAnswer(410, 'Expired', 'too old resource version').body)),
      });
      feed.end();
      return { status: 200, body: feed.body() };
    }
    const open: OpenWatch = {
      key,
      namespace,
      send,
      end(error) {
        watches.delete(open);
        feed.end(error);
      },
    };
    for (const { version: at, type, object } of history.get(key) ?? []) {
      if (at > from && (namespace === undefined || object.metadata.namespace === namespace)) send({ type, object });
    }
    watches.add(open);
    const timeout = () => {
      if (!watches.has(open)) return;
      send(bookmarkLine());
      open.end();
    };
    return { status: 200, body: feed.body(), timeout };
  }

  const bookmarkLine = () => ({ type: 'BOOKMARK', object: { metadata: { resourceVersion: String(version) } } });

  function answer(request: ApiRequest): FakeAnswer {
    const url = new URL(request.path, 'http://fake');
    requests.push(url.pathname + url.search);
    for (const override of overrides) {
      const answered = override(url, request);
      if (answered) return answered;
    }
    if (url.pathname === '/version')
      return { status: 200, body: JSON.stringify({ gitVersion: 'v1.36.2', platform: 'linux/amd64' }) };
    if (url.pathname === '/readyz' || url.pathname === '/livez')
      return { status: 200, body: '[+]ping ok\n[+]etcd ok\nreadyz check passed\n' };
    const match = PATH.exec(url.pathname);
    const [, root = '', namespace, resource = ''] = match ?? [];
    const key = `${root}/${resource}`;
    if (match && collections.has(key))
      return url.searchParams.has('watch') ? watch(key, namespace, url) : list(key, namespace, url);
    const resources = [...collections.keys()].filter((known) => known.startsWith(`${url.pathname}/`));
    if (resources.length > 0) {
      return {
        status: 200,
        body: JSON.stringify({
          kind: 'APIResourceList',
          resources: resources.map((known) => ({ name: known.split('/').at(-1) })),
        }),
      };
    }
    return statusAnswer(404, 'NotFound', 'the server could not find the requested resource');
  }

  return {
    answer,
    requests,
    /** Offers a resource, with these objects: `/api/v1/pods`. */
    serve(key: string, objects: Raw[] = []) {
      const items = collection(key);
      for (const object of objects)
        items.set(keyed(object), { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } });
    },
    put(key: string, object: Raw) {
      version += 1;
      const items = collection(key);
      const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } };
      const type = items.has(keyed(object)) ? 'MODIFIED' : 'ADDED';
      items.set(keyed(object), stored);
      change(key, type, stored);
    },
    remove(key: string, name: string) {
      version += 1;
      const items = collection(key);
      const object = items.get(name);
      if (!object) return;
      items.delete(name);
      change(key, 'DELETED', { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } });
    },
    /** Answers first, until the returned function is called. */
    override(override: Override) {
      overrides.unshift(override);
      return () => {
        overrides.splice(overrides.indexOf(override), 1);
      };
    },
    /** Everything up to now is forgotten: older versions answer 410. */
    compact() {
      version += 1;
      compacted = version;
      history.clear();
    },
    bookmark() {
      version += 1;
      for (const open of watches) open.send(bookmarkLine());
    },
    endWatches(error?: Error) {
      for (const open of [...watches]) open.end(error);
    },
    /** The watches stay open, but nothing comes out of them any more. */
    deafen() {
      watches.clear();
    },
    get watching() {
      return watches.size;
    },
  };
}
/** An API server in memory. */
export type FakeApi = ReturnType<typeof createFakeApi>;

/**
 * Transport straight to the fake, its silences measured by the test's clock. `down()` says what the network does. With a
 * `message` the server writes protobuf for who asks for it.
 */
export function fakeTransport(
  api: FakeApi,
  clock: ManualClock,
  down: (request: ApiRequest) => Error | 'hangs' | undefined = () => undefined,
  message?: Message,
): Transport {
  async function* guarded(body: AsyncIterator<Buffer>, request: ApiRequest): AsyncGenerator<Buffer, void> {
    const silenceMs = request.silenceMs ?? 15_000;
    for (;;) {
      let cancel = () => {};
      const late = new Promise<never>((_, reject) => {
        cancel = clock.after(silenceMs, () => reject(new TimedOutError(silenceMs)));
        request.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      });
      try {
        const chunk = await Promise.race([body.next(), late]);
        if (chunk.done) return;
        yield chunk.value;
      } finally {
        cancel();
      }
    }
  }
  async function* once(body: string | Buffer): AsyncGenerator<Buffer, void> {
    yield Buffer.from(body);
  }
  async function* framed(body: AsyncIterable<Buffer>, described: Message): AsyncGenerator<Buffer, void> {
    for await (const line of linesOf(body)) yield encodeEvent(JSON.parse(line), described);
  }
  function written(body: FakeAnswer['body'], request: ApiRequest): Pick<ApiResponse, 'headers' | 'body'> {
    const isProtobuf = message && request.accept?.startsWith(PROTOBUF);
    if (!isProtobuf) return { headers: {}, body: guarded(typeof body === 'string' ? once(body) : body, request) };
    const headers = { 'content-type': PROTOBUF };
    if (typeof body !== 'string') return { headers, body: guarded(framed(body, message), request) };
    const object = JSON.parse(body);
    const bytes = object.kind === 'Status' ? encodeStatus(object) : encodeList(object, message);
    return { headers, body: guarded(once(bytes), request) };
  }
  return transportOver(async (request): Promise<ApiResponse> => {
    const failure = down(request);
    if (failure === 'hangs') {
      await new Promise((_, reject) => {
        const ms = request.answerMs ?? request.silenceMs ?? 15_000;
        const cancel = clock.after(ms, () => reject(new TimedOutError(ms)));
        request.signal?.addEventListener('abort', () => {
          cancel();
          reject(new DOMException('aborted', 'AbortError'));
        });
      });
    } else if (failure) throw failure;
    if (request.signal?.aborted) throw new DOMException('aborted', 'AbortError');
    const { status, headers, body, timeout } = api.answer(request);
    const seconds = Number(new URL(request.path, 'http://fake').searchParams.get('timeoutSeconds'));
    if (timeout && seconds > 0) clock.after(seconds * 1000, timeout);
    const answered = written(body, request);
    return { status, headers: { ...answered.headers, ...headers }, body: answered.body };
  });
}

/** A connection refused, as node says it. */
export const refused = (): Error =>
  Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:6443'), { code: 'ECONNREFUSED' });

/** A pod of which only the name matters. */
export const fakePod = (name: string, namespace = 'default', more: Record<string, unknown> = {}): Raw => ({
  kind: 'Pod',
  metadata: { name, namespace, uid: `uid-${name}`, creationTimestamp: '2026-01-01T00:00:00Z' },
  spec: { containers: [{ name: 'c', image: 'nginx' }] },
  status: { phase: 'Running' },
  ...more,
});
