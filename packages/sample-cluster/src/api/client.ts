/**
 * How the programs of the sample cluster (controllers, scheduler, kubelets) speak to its API server, in process.
 * The same rules as over HTTP: defaulting, validation, optimistic concurrency, managedFields, finalizers, grace.
 */
import type { DraftOf, ObjectOf, Resource } from './kinds.ts';

/** Time of the simulation; the API server stamps objects with it. */
export interface SampleClock {
  now(): Date;
}

export interface ListOptions {
  /** Absent: all namespaces. */
  namespace?: string;
  /** As kubectl writes it: `app=web,tier in (a,b),!old`. */
  labelSelector?: string;
  /** `spec.nodeName=worker-1,status.phase!=Running`. */
  fieldSelector?: string;
}

export interface WatchOptions extends ListOptions {
  /** Everything after this revision; absent: first an ADDED for each object there is, then what follows. */
  resourceVersion?: string;
}

/** `ERROR` carries no object: the revision is too old (410) and the watch is over: list again. */
export type WatchEvent<R extends Resource> =
  | { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: ObjectOf<R> }
  | { type: 'ERROR'; code: number; message: string };

export interface DeleteOptions {
  /** Pods: seconds to end well; 0 removes at once (what a kubelet sends when the containers are gone). */
  gracePeriodSeconds?: number;
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  preconditions?: { uid?: string; resourceVersion?: string };
}

export type PatchType = 'json' | 'merge' | 'strategic' | 'apply';

export interface PatchOptions {
  subresource?: string;
  /** Server-side apply: take fields over from their managers. */
  force?: boolean;
}

/**
 * Calls answer at once (no network between two programs of the simulation) and throw {@link ApiError} with the code and
 * message a real API server gives, or {@link ServerGone} while the server is stopped or the caller is cut off.
 * Objects answered are frozen: copy (spread or `structuredClone`) to change.
 */
export interface ApiClient {
  get<R extends Resource>(resource: R, name: string, namespace?: string): ObjectOf<R>;
  /** Like `get`, but undefined instead of 404. */
  find<R extends Resource>(resource: R, name: string, namespace?: string): ObjectOf<R> | undefined;
  list<R extends Resource>(resource: R, options?: ListOptions): { resourceVersion: string; items: ObjectOf<R>[] };
  /** The namespace is that of `metadata.namespace`. */
  create<R extends Resource>(resource: R, object: DraftOf<R>): ObjectOf<R>;
  /** Replaces all but status; 409 when `metadata.resourceVersion` is given and no longer current. */
  update<R extends Resource>(resource: R, object: DraftOf<R>): ObjectOf<R>;
  /** Replaces status only. */
  updateStatus<R extends Resource>(resource: R, object: DraftOf<R>): ObjectOf<R>;
  patch<R extends Resource>(
    resource: R,
    ref: { name: string; namespace?: string },
    type: PatchType,
    body: unknown,
    options?: PatchOptions,
  ): ObjectOf<R>;
  /** Answers what was deleted (or what now carries a deletionTimestamp). */
  delete<R extends Resource>(
    resource: R,
    ref: { name: string; namespace?: string },
    options?: DeleteOptions,
  ): ObjectOf<R>;
  /** `pods/binding`: what a scheduler writes. Leaves no managedFields entry, as the real one. */
  bind(pod: { name: string; namespace: string; uid?: string }, node: string): void;
  /** `pods/eviction`; 429 when a disruption budget forbids it. */
  evict(pod: { name: string; namespace: string }, options?: DeleteOptions): void;
  /**
   * Follows a resource. Events arrive in order, each in its own turn (after the write that caused it has returned).
   * `onEnd` is called when the server closed the stream (stopped, cut off): list and watch again later.
   */
  watch<R extends Resource>(
    resource: R,
    options: WatchOptions,
    handler: (event: WatchEvent<R>) => void,
    onEnd?: () => void,
  ): Watch;
}

export interface Watch {
  stop(): void;
}

/** Who speaks: becomes the manager of managedFields and the user of the audit of the request. */
export interface ClientIdentity {
  /** `system:kube-scheduler`, `system:node:worker-1`; the manager by default. */
  user?: string;
  groups?: string[];
  /** False while a network partition keeps this program from the server. Asked at each call and before each event. */
  reachable?: () => boolean;
}

/** Text of one container, as a kubelet would send it. `follow` calls `onLine` for later lines until `stop`. */
export interface LogRequest {
  namespace: string;
  pod: string;
  container: string;
  previous: boolean;
  tailLines?: number;
  sinceSeconds?: number;
  sinceTime?: string;
  timestamps: boolean;
}
export interface LogStream {
  /** What there is now; each line ends in `\n`. */
  text: string;
  /** Given when the container still runs: later text, until the returned function is called. */
  follow?: (onText: (text: string) => void, onEnd: () => void) => () => void;
}
/** Throws {@link ApiError} as the API server would pass on a kubelet's refusal (container waiting, kubelet gone…). */
export type LogProvider = (request: LogRequest) => LogStream;

/** One line of `/livez?verbose` and `/readyz?verbose`. */
export interface HealthCheck {
  name: string;
  ok: boolean;
}

/** The API server's own life, for faults and for whoever starts it. */
export interface ApiServer {
  /** A client that writes as `manager` (`kube-scheduler`, `kubelet`, `kube-controller-manager`, `kubectl-create`…). */
  as(manager: string, identity?: ClientIdentity): ApiClient;
  /** Ends every watch; from now on every call fails with {@link ServerGone}. Nothing stored is lost. */
  stop(): void;
  start(): void;
  readonly running: boolean;
  /** While etcd is away every read and write fails as the real server's do (500 `etcdserver: request timed out`) and readyz says so. */
  setEtcd(up: boolean): void;
  setLogs(provider: LogProvider): void;
}
