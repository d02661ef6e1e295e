/**
 * Finds things of the cluster by their words. In the browser built once per batch of changes and asked on every key; on the
 * server, for a cluster that is not sent whole, made anew for each question.
 */
import { type ClusterSnapshot, type ComponentId, keyOf } from './cluster';
import { idOf } from './diagram-id';
import { plainText } from './pod-filter';

/** Groups of what can be found. */
export const SEARCH_GROUPS = ['components', 'nodes', 'namespaces', 'workloads', 'pods', 'services', 'images'] as const;
/** One of them. */
export type SearchGroup = (typeof SEARCH_GROUPS)[number];

/** One thing that was found. */
export interface Found {
  group: SearchGroup;
  /** What the view selects; for images, the text to filter by. */
  target: string;
  title: string;
  /** Where it is, in a few words. */
  place: string;
  /** State word of a pod or node, pods of an image. */
  note?: string;
  count?: number;
}
interface Entry extends Found {
  name: string;
  words: string;
}
/** What is searched, as texts. */
export type SearchIndex = readonly Entry[];

function entry(found: Found, extra = ''): Entry {
  return { ...found, name: plainText(found.title), words: plainText(`${found.title} ${found.place} ${extra}`) };
}

type Named = 'nodes' | 'namespaces' | 'workloads' | 'pods' | 'services';

/** What is searched: a store, or a model. */
export interface Searchable {
  sections(): Pick<ClusterSnapshot, 'components'> | undefined;
  collection<N extends Named>(name: N): { values(): Iterable<ClusterSnapshot[N][number]> };
}

/** Everything that can be found now. */
export function buildSearchIndex(store: Searchable): SearchIndex {
  const entries: Entry[] = [];
  const images = new Map<string, number>();
  for (const { id, instances } of store.sections()?.components ?? []) {
    const place = instances.length === 1 ? (instances[0]?.node ?? '') : '';
    entries.push(entry({ group: 'components', target: idOf.component(id satisfies ComponentId), title: id, place }));
  }
  for (const node of store.collection('nodes').values()) {
    const place = [node.roles.join(','), node.internalIP].filter(Boolean).join(' · ');
    const found = { group: 'nodes', target: idOf.node(node.name), title: node.name, place, note: node.status } as const;
    entries.push(entry(found, `${node.status} ${node.runtime} ${node.kubeletVersion}`));
  }
  for (const { name } of store.collection('namespaces').values()) {
    entries.push(entry({ group: 'namespaces', target: idOf.namespace(name), title: name, place: '' }));
  }
  for (const workload of store.collection('workloads').values()) {
    // A ReplicaSet or Job with an owner is a detail of it: the owner is what a person looks for.
    if (workload.owner) continue;
    const place = `${workload.kind} · ${workload.namespace}`;
    const target = idOf.workload(keyOf.workloads(workload));
    entries.push(entry({ group: 'workloads', target, title: workload.name, place }, workload.images.join(' ')));
  }
  for (const pod of store.collection('pods').values()) {
    const place = [pod.namespace, pod.node].filter(Boolean).join(' · ');
    const found = {
      group: 'pods',
      target: idOf.pod(keyOf.pods(pod)),
      title: pod.name,
      place,
      note: pod.status,
    } as const;
    entries.push(entry(found, `${pod.status} ${pod.ip ?? ''}`));
    for (const image of new Set(pod.containers.map((container) => container.image))) {
      images.set(image, (images.get(image) ?? 0) + 1);
    }
  }
  for (const service of store.collection('services').values()) {
    const place = [service.namespace, service.type, service.clusterIP].filter(Boolean).join(' · ');
    const target = idOf.service(keyOf.services(service));
    entries.push(entry({ group: 'services', target, title: service.name, place }));
  }
  for (const [image, count] of images) {
    entries.push(entry({ group: 'images', target: image, title: image, place: '', count }));
  }
  return entries;
}

/** What was found of one group. */
export interface SearchAnswer {
  group: SearchGroup;
  found: Found[];
  /** How many more there are than `found`. */
  more: number;
}

/** Lower is better; undefined when some word is nowhere. The whole name, its start, the start of a part, inside, elsewhere. */
function rank(one: Entry, words: readonly string[]): number | undefined {
  let total = 0;
  for (const word of words) {
    if (!one.words.includes(word)) return undefined;
    const at = one.name.indexOf(word);
    if (one.name === word) total += 0;
    else if (at === 0) total += 1;
    else if (at > 0 && !/[a-z0-9]/.test(one.name[at - 1] ?? '')) total += 2;
    else total += at > 0 ? 3 : 4;
  }
  return total;
}

/** The best of each group, at most `limit` of each, groups with the best answer first; nothing for an empty question. */
export function search(index: SearchIndex, question: string, limit: number): SearchAnswer[] {
  const words = plainText(question).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const ranked = new Map<SearchGroup, { one: Entry; rank: number }[]>();
  for (const one of index) {
    const value = rank(one, words);
    if (value === undefined) continue;
    const group = ranked.get(one.group) ?? [];
    group.push({ one, rank: value });
    ranked.set(one.group, group);
  }
  return SEARCH_GROUPS.flatMap((group) => {
    const hits = ranked.get(group);
    if (!hits) return [];
    hits.sort(
      (a, b) => a.rank - b.rank || a.one.name.length - b.one.name.length || (a.one.target < b.one.target ? -1 : 1),
    );
    return [{ group, best: hits[0]?.rank ?? 0, found: hits.slice(0, limit).map(({ one }) => one), hits: hits.length }];
  })
    .sort((a, b) => a.best - b.best)
    .map(({ group, found, hits }) => ({ group, found, more: hits - found.length }));
}
