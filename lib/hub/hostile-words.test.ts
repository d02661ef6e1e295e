/**
 * Every word that comes from a cluster may be the name of something each object of JavaScript inherits. The whole way of a
 * recording is gone with such words: file → model → layout → path → what the browser keeps, searches and filters.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '@/lib/kubernetes/testing/manual-clock';
import { recordingFolder } from '@/lib/kubernetes/testing/recording-folder';
import { type ClusterSnapshot, KIND_NAMES, type KindName } from '@/lib/model/cluster';
import { kubectlCommand } from '@/lib/model/kubectl-command';
import { layout } from '@/lib/model/layout';
import type { ObjectStore } from '@/lib/model/objects';
import { mermaidSequence, waterfall } from '@/lib/model/path/waterfall';
import { buildSearchIndex, search } from '@/lib/model/search';
import { parseSelection, printSelection, targetOfEvidence, targetOfObject } from '@/lib/model/selection';
import { createClusterStore } from '@/lib/store/cluster-store';
import { facetsOf } from '@/lib/store/facets';
import { NO_FILTERS, podFilter } from '@/lib/store/filters';
import { createHub, type HubMessage } from './hub';
import { openRecording } from './open-recording';
import { startupFrom } from './trace-all';
import { pathFrom } from './trace-pod';

const WORDS = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];
const REAL = path.resolve(import.meta.dirname, '../../e2e/recordings/real-3-nodes');
const TIME = /^\d{4}-\d\d-\d\dT/;
/** What tells a recording which objects it holds. */
const SAYS_WHAT_IT_IS = new Set(['kind', 'apiVersion']);
/** Maps whose keys are words of the cluster. */
const MAPS = new Set([
  'labels',
  'annotations',
  'nodeSelector',
  'matchLabels',
  'selector',
  'capacity',
  'allocatable',
  'requests',
  'limits',
]);

type Swap = (word: string) => string;

/** The same with every word swapped; of the object itself only its kind and version stay. */
function swapped(value: unknown, swap: Swap, key = '', depth = 0): unknown {
  if (typeof value === 'string') return TIME.test(value) ? value : swap(value);
  if (Array.isArray(value)) return value.map((one) => swapped(one, swap, key, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      MAPS.has(key) && typeof inner === 'string' ? swap(name) : name,
      depth === 0 && SAYS_WHAT_IT_IS.has(name) ? inner : swapped(inner, swap, name, depth + 1),
    ]),
  );
}

/** Each word of the cluster is swapped, or not, for one of the words, the same one everywhere. */
function someSwap(seed: number, share: number): Swap {
  const known = new Map<string, string>();
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return (word) => {
    const swap = known.get(word) ?? (next() < share ? (WORDS[Math.floor(next() * WORDS.length)] ?? word) : word);
    known.set(word, swap);
    return swap;
  };
}

interface Listed {
  items: { kind: string; metadata: { name: string; namespace?: string } }[];
}
const real = readdirSync(REAL)
  .filter((file) => file !== 'version.json')
  .map((file): [string, Listed] => [file, JSON.parse(readFileSync(path.join(REAL, file), 'utf8'))]);

const folder = recordingFolder();

function record(swap: Swap) {
  for (const [file, list] of real) {
    // Few of the many events, or nothing but events would be read.
    const items = list.items.slice(0, 60).map((item) => swapped(item, swap));
    folder.write(file, { apiVersion: 'v1', kind: 'List', items });
  }
}

function opened() {
  const { hub, objects } = openRecording(
    { kind: 'recording', context: 'constructor', directory: folder.path() },
    createManualClock(),
  );
  const now = hub.current();
  if (!now || !('snapshot' in now)) throw new Error('no picture');
  return { hub, objects, snapshot: now.snapshot };
}

/** All that is done with a snapshot in a browser. */
function lookAt(snapshot: ClusterSnapshot) {
  const store = createClusterStore();
  // As it comes over the wire.
  store.applySnapshot(JSON.parse(JSON.stringify(snapshot)));
  const pods = store.collection('pods');
  expect(pods.size).toBe(snapshot.pods.length);
  const index = buildSearchIndex(store);
  for (const word of WORDS) search(index, word, 5);
  const facets = facetsOf(pods, store.collection('namespaces').keys(), store.collection('nodes').keys());
  for (const facet of [facets.namespaces, facets.statuses])
    expect(facet.reduce((sum, one) => sum + one.pods, 0)).toBe(pods.size);
  for (const word of WORDS)
    for (const filter of ['namespaces', 'nodes', 'states'] as const)
      [...pods.values()].filter(podFilter({ ...NO_FILTERS, [filter]: [word] }));
  for (const { object } of snapshot.components.flatMap(({ evidence }) => evidence)) targetOfEvidence(object);
  for (const arrangement of ['role', 'machine'] as const)
    for (const reading of ['story', 'calls'] as const) {
      const drawn = layout(snapshot, { arrangement, reading, canvas: { width: 1314, height: 632 }, unit: 1, floor: 0 });
      for (const { id, x, y, w, h } of drawn.diagramNodes) {
        expect([x, y, w, h].every(Number.isFinite), id).toBe(true);
        const target = parseSelection(id);
        if (target) printSelection(target);
      }
    }
  for (const pod of snapshot.pods) kubectlCommand({ type: 'pod', namespace: pod.namespace, name: pod.name });
}

/** The same objects as changes of a live cluster: writes, memory and deltas. */
function live(objects: ObjectStore) {
  const clock = createManualClock();
  const hub = createHub({ kind: 'cluster', context: 'constructor' }, clock);
  const store = createClusterStore();
  const told: HubMessage[] = [];
  for (const kind of KIND_NAMES) {
    hub.sink.listed(kind, undefined, []);
    hub.sink.kind({ kind, state: 'live' });
  }
  const report = { status: 200, at: '2026-01-01T00:00:00Z', checks: [{ name: 'constructor', ok: false }] };
  hub.sink.reached({ livez: report, readyz: report, clockAheadMs: 0 });
  hub.subscribe((message) => told.push(message));
  const change = <K extends KindName>(kind: K, type: 'ADDED' | 'MODIFIED' | 'DELETED') => {
    for (const object of objects[kind].values()) hub.sink.changed(kind, type, object);
  };
  return { clock, hub, store, told, change };
}

describe('words that every object inherits', () => {
  it('are words like any other, in every place a cluster can write them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom(0.05, 0.3, 0.8, 1), async (seed, share) => {
        record(someSwap(seed, share));
        const { hub, objects, snapshot } = opened();
        lookAt(snapshot);
        const store = hub.objects();
        for (const { namespace, name, uid } of snapshot.pods) {
          const answer = pathFrom(store, snapshot, hub.memory, namespace, name);
          if (!answer) throw new Error(`no path of ${namespace}/${name} ${uid}`);
          waterfall(answer);
          mermaidSequence(answer, ({ id }) => id);
          await objects.read({ kind: 'pods', namespace, name }, snapshot.kinds);
        }
        for (const { object } of snapshot.events) targetOfObject(object.kind, object.namespace, object.name);
        startupFrom(store, snapshot, hub.memory);
      }),
      { numRuns: 12 },
    );
  });

  it('are words like any other in changes too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom(0.3, 1), async (seed, share) => {
        record(someSwap(seed, share));
        const { clock, hub, store, told, change } = live(opened().hub.objects());
        for (const type of ['ADDED', 'MODIFIED', 'DELETED'] as const) {
          for (const kind of KIND_NAMES) change(kind, type);
          await clock.advance(1_000);
        }
        for (const message of told.splice(0)) {
          if (message.type === 'snapshot') store.applySnapshot(message.snapshot);
          if (message.type === 'delta') expect(store.applyDelta(message.delta)).toBe(true);
        }
        expect(store.collection('pods').size).toBe(0);
        expect(hub.current()).toHaveProperty('snapshot.connection.state', 'live');
      }),
      { numRuns: 6 },
    );
  });

  it.each(WORDS)('%s may be the one word of a whole cluster', (word) => {
    record(() => word);
    const { snapshot } = opened();
    expect(snapshot.nodes.map(({ name }) => name)).toEqual([word]);
    expect(snapshot.pods.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual([`${word}/${word}`]);
    lookAt(snapshot);
  });
});
