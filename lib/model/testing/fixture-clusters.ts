/**
 * Small clusters of our own, one file each in `clusters/`: what is expected, then the objects as the API server gives
 * them. They go through the same transform as live objects, so that a rule that reads what a reflector drops fails.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { transformedOrNothing } from '@/lib/kubernetes/kinds/definition';
import { KINDS } from '@/lib/kubernetes/kinds/registry';
import { isObject } from '@/lib/kubernetes/kinds/transform';
import { readRecording } from '@/lib/kubernetes/recording/recording';
import { COMPONENT_IDS, KIND_NAMES, type KindName, type KindState } from '../cluster';
import type { ClusterFacts } from '../facts';
import type { ObjectOf } from '../objects';
import { storeOf } from './empty-facts';

const CLUSTERS = path.join(import.meta.dirname, 'clusters');
const RECORDINGS = path.resolve(import.meta.dirname, '../../../e2e/recordings');

const component = z.enum(COMPONENT_IDS);
const kind = z.enum(KIND_NAMES);
const header = z.strictObject({
  version: z.string().optional(),
  source: z.enum(['cluster', 'recording']).default('cluster'),
  connection: z.enum(['live', 'stale']).default('live'),
  clock: z.string().default('2026-01-01T00:00:00Z'),
  /** The only namespaces that may be read. */
  namespaces: z.array(z.string()).optional(),
  identity: z.strictObject({ username: z.string(), from: z.enum(['server', 'kubeconfig']) }).optional(),
  readyz: z.record(z.string(), z.boolean()).optional(),
  forbidden: z.array(kind).default([]),
  loading: z.array(kind).default([]),
  /** A folder of `e2e/recordings` that holds the objects. */
  recorded: z.string().optional(),
  says: z.strictObject({
    distribution: z.string(),
    name: z.string(),
    /** Signs that lost. */
    others: z.array(z.string()).optional(),
    /** The evidence level, or `level reason`. */
    components: z.partialRecord(component, z.string()).default({}),
    /** `instance@node`, sorted. */
    runs: z.partialRecord(component, z.array(z.string())).default({}),
    versions: z.partialRecord(component, z.string()).default({}),
    leaders: z.partialRecord(component, z.string()).default({}),
    health: z.partialRecord(component, z.string()).default({}),
    /** Of a node, as `name:level` from the kubelet down. */
    chains: z.record(z.string(), z.string()).default({}),
  }),
});
type Header = z.infer<typeof header>;
type Lists = { [K in KindName]?: ObjectOf[K][] };

/** A fixture: its name, what must be said of it, and what is known of it. */
export interface FixtureCluster {
  name: string;
  says: Header['says'];
  facts: ClusterFacts;
}

/** Adds an object as a reflector keeps it; a kind, a version or a shape that no reflector reads is a mistake of the fixture. */
function addTo(lists: Lists, raw: unknown, where: string) {
  const has = (name: string) => (typeof raw === 'object' && raw !== null && name in raw ? Reflect.get(raw, name) : '');
  const add = <K extends KindName>(name: K) => {
    const { groupVersionResources, onlyIn } = KINDS[name];
    const resource = groupVersionResources.find(({ apiVersion }) => apiVersion === has('apiVersion'));
    const object = resource && transformedOrNothing(resource, raw);
    if (!object) throw new Error(`${where}: no ${has('kind')} of ${has('apiVersion')}`);
    if (onlyIn && !onlyIn.includes(object.metadata.namespace ?? '')) return;
    const list: ObjectOf[K][] = lists[name] ?? [];
    Object.assign(lists, { [name]: [...list, object] });
  };
  const name = KIND_NAMES.find((one) => KINDS[one].kinds.includes(has('kind')));
  if (!name || !isObject(raw)) throw new Error(`${where}: ${has('kind')} is no kind that is read`);
  add(name);
}

function kindsOf({ source, forbidden, loading }: Header, lists: Lists): KindState[] {
  return KIND_NAMES.map((name) => {
    const count = lists[name]?.length ?? 0;
    if (forbidden.includes(name)) return { kind: name, state: 'forbidden', count, denied: `list ${name}` };
    if (loading.includes(name)) return { kind: name, state: 'loading', count };
    if (source === 'cluster') return { kind: name, state: 'live', count };
    return { kind: name, state: count > 0 ? 'recorded' : 'unrecorded', count };
  });
}

function factsOf(given: Header, name: string, lists: Lists): ClusterFacts {
  const { source, namespaces, clock, connection, version, readyz, identity } = given;
  const checks = Object.entries(readyz ?? {}).map(([check, ok]) => ({ name: check, ok }));
  return {
    source: { kind: source, context: name, ...(namespaces ? { namespaces } : {}) },
    connection: { state: source === 'recording' ? 'recording' : connection, since: clock },
    ...(version ? { version: { gitVersion: version } } : {}),
    ...(readyz ? { readyz: { status: 200, at: clock, checks } } : {}),
    ...(identity
      ? {
          identity: {
            username: identity.username,
            groups: [],
            evidenceLevel: identity.from === 'server' ? 'observed' : 'inferred',
          },
        }
      : {}),
    kinds: kindsOf(given, lists),
    objects: storeOf(lists),
    now: clock,
  };
}

/** One fixture from the text of its file. */
export function fixtureCluster(name: string, text: string): FixtureCluster {
  const [first, ...objects] = parseAllDocuments(text).map((document) => document.toJS());
  const given = header.parse(first);
  if (given.recorded) {
    const recording = readRecording(path.join(RECORDINGS, given.recorded));
    const facts = factsOf({ ...given, source: 'recording', clock: recording.recordedAt }, name, recording.objects);
    return {
      name,
      says: given.says,
      facts: { ...facts, ...(recording.version ? { version: recording.version } : {}) },
    };
  }
  const lists: Lists = {};
  for (const raw of objects) addTo(lists, raw, name);
  return { name, says: given.says, facts: factsOf(given, name, lists) };
}

/** Every fixture there is, by the name of its file. */
export function fixtureClusters(): FixtureCluster[] {
  const files = readdirSync(CLUSTERS).filter((file) => file.endsWith('.yaml'));
  return files.map((file) =>
    fixtureCluster(path.basename(file, '.yaml'), readFileSync(path.join(CLUSTERS, file), 'utf8')),
  );
}
