import 'server-only';
import type { MatchesAnswer } from '@/lib/contract/answers';
import { type Filters, podFilter } from '@/lib/model/pod-filter';
import { buildSearchIndex, type SearchAnswer, search } from '@/lib/model/search';
import type { ClusterModel } from './cluster-model';

/** What of the whole cluster has these words in it. */
export function searchModel(model: ClusterModel, question: string, each: number): SearchAnswer[] {
  return search(buildSearchIndex({ sections: model.sections, collection: model.all }), question, each);
}

/** How many pods of the whole cluster the filters let through, and where they are. */
export function matchesOf(model: ClusterModel, filters: Filters): MatchesAnswer {
  const passes = podFilter(filters);
  const nodes = new Map<string, number>();
  let shown = 0;
  let total = 0;
  for (const pod of model.all('pods').values()) {
    total += 1;
    if (!passes(pod)) continue;
    shown += 1;
    const node = pod.node ?? '';
    nodes.set(node, (nodes.get(node) ?? 0) + 1);
  }
  return { shown, total, nodes: Object.fromEntries(nodes) };
}
