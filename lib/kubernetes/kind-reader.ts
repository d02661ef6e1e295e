import 'server-only';
import type { KindName, KindState } from '@/lib/model/cluster';
import type { ObjectOf } from '@/lib/model/objects';
import { type Clock, createSleeper, isoNow } from './clock';
import type { Discovery } from './discovery';
import { type GroupVersionResource, type KindDefinition, listPath, transformedOrNothing } from './kinds/definition';
import { type Reflector, type ReflectorEnd, type ReflectorState, startReflector } from './reflector';
import type { Transport } from './transport';

/** Who is told what is read of the kinds. */
export interface KindSink {
  /** The whole of a kind, or of a kind in one namespace, replaces what was known of it. */
  listed<K extends KindName>(kind: K, namespace: string | undefined, objects: ObjectOf[K][]): void;
  changed<K extends KindName>(kind: K, type: 'ADDED' | 'MODIFIED' | 'DELETED', object: ObjectOf[K]): void;
  kind(state: Omit<KindState, 'count'>): void;
  /** All namespaces are forbidden: only these are looked at. */
  confined(namespaces: readonly string[]): void;
  /** The server could not be reached, or a watch broke: worth probing. */
  suspect(): void;
}

/** What all kinds of a cluster share. */
export interface KindContext {
  transport: Transport;
  discovery: Discovery;
  clock: Clock;
  random: () => number;
  /** Where to look when all namespaces are forbidden. */
  namespaces: readonly string[];
  sink: KindSink;
}

/** What was refused or is missing may have come since: asked again after so long. */
const ASK_AGAIN_MS = 60_000;

type Part = ReflectorState | { state: 'forbidden' | 'missing'; problem: { detail?: string } };
const RANK = ['live', 'stale', 'failed', 'loading', 'forbidden', 'missing'] as const;

/** Reads one kind for as long as it is not stopped: the newest version on offer, everywhere or where we may. */
export function startKindReader<K extends KindName>(definition: KindDefinition<K>, context: KindContext) {
  const { transport, discovery, clock, sink } = context;
  const stopping = new AbortController();
  const sleeper = createSleeper(clock);
  const running = new Set<Reflector>();
  let parts = new Map<string, Part>();
  let since = isoNow(clock);
  let last = '';

  function report(groupVersionResource: GroupVersionResource<K>) {
    const states = [...parts.values()];
    const worst = states.toSorted((a, b) => RANK.indexOf(a.state) - RANK.indexOf(b.state))[0];
    if (!worst) return;
    const refused = states.find((part) => part.state === 'forbidden');
    const message = 'problem' in worst ? worst.problem.detail : undefined;
    const said = `${worst.state} ${groupVersionResource.apiVersion} ${message ?? ''} ${refused ? 'x' : ''}`;
    if (said === last) return;
    if (last.split(' ')[0] !== worst.state) since = isoNow(clock);
    last = said;
    sink.kind({
      kind: definition.kind,
      state: worst.state,
      apiVersion: groupVersionResource.apiVersion,
      since,
      ...(refused ? { denied: `list ${groupVersionResource.resource}` } : {}),
      ...(message ? { message } : {}),
    });
  }

  async function reflect(
    groupVersionResource: GroupVersionResource<K>,
    namespace: string | undefined,
  ): Promise<ReflectorEnd> {
    const scope = namespace ?? '';
    const reflector = startReflector<ObjectOf[K]>({
      transport,
      clock,
      random: context.random,
      path: listPath(groupVersionResource, namespace),
      transform: (raw) => transformedOrNothing(groupVersionResource, raw),
      sink: {
        listed: (objects) => sink.listed(definition.kind, namespace, objects),
        changed: (type, object) => sink.changed(definition.kind, type, object),
        state(state) {
          parts.set(scope, state);
          report(groupVersionResource);
          if (state.state === 'stale' || state.state === 'failed') sink.suspect();
        },
      },
    });
    running.add(reflector);
    const end = await reflector.ended;
    running.delete(reflector);
    if (end.end !== 'stopped') {
      // We may no longer look: what we saw is not ours to show as current.
      sink.listed(definition.kind, namespace, []);
      parts.set(scope, { state: end.end, problem: end.problem });
    }
    return end;
  }

  /** Reads by one version until refused; true when that was for want of permission. */
  async function readBy(groupVersionResource: GroupVersionResource<K>): Promise<boolean> {
    parts = new Map();
    if (!definition.onlyIn) {
      const end = await reflect(groupVersionResource, undefined);
      if (end.end !== 'forbidden' || !definition.namespaced) {
        report(groupVersionResource);
        return end.end === 'forbidden';
      }
    }
    // Of one kind only: other kinds may be refused to who sees all pods.
    if (definition.kind === 'pods') sink.confined(context.namespaces);
    parts = new Map();
    const ends = await Promise.all(
      (definition.onlyIn ?? context.namespaces).map(async (namespace) => {
        const end = await reflect(groupVersionResource, namespace);
        if (end.end !== 'stopped') report(groupVersionResource);
        return end;
      }),
    );
    return ends.some((end) => end.end === 'forbidden');
  }

  async function run() {
    while (!stopping.signal.aborted) {
      for (const [index, groupVersionResource] of definition.groupVersionResources.entries()) {
        const offered = await discovery(groupVersionResource.apiVersion, groupVersionResource.resource);
        if (stopping.signal.aborted) return;
        const lastOne = index === definition.groupVersionResources.length - 1;
        if (offered === false) {
          if (lastOne) {
            parts = new Map([['', { state: 'missing', problem: {} }]]);
            report(groupVersionResource);
          }
          continue;
        }
        const forbidden = await readBy(groupVersionResource);
        if (stopping.signal.aborted) return;
        // Permissions are per group, not per version: the next version of a refused group would be refused too.
        const next = definition.groupVersionResources[index + 1];
        if (forbidden && next?.apiVersion.split('/')[0] === groupVersionResource.apiVersion.split('/')[0]) break;
      }
      await sleeper.sleep(ASK_AGAIN_MS, stopping.signal);
    }
  }

  sink.kind({ kind: definition.kind, state: 'loading', since });
  return {
    ended: run(),
    stop() {
      stopping.abort();
      for (const reflector of running) reflector.stop();
    },
    kick() {
      sleeper.wake();
      for (const reflector of running) reflector.kick();
    },
  };
}
