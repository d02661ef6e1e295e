/** What changed that somebody who does not see the diagram should hear of. */
import type { NodeView, PodView } from '@/lib/model/cluster';

export interface News {
  what: 'node' | 'came' | 'pod' | 'went';
  name: string;
  status: string;
}

type Nodes = ReadonlyMap<string, NodeView>;
type Pods = ReadonlyMap<string, PodView>;

/** Machines whose status changed. */
export function newsOfNodes(before: Nodes, now: Nodes): News[] {
  if (before === now) return [];
  return [...now.values()]
    .filter(({ name, status }) => before.has(name) && before.get(name)?.status !== status)
    .map(({ name, status }) => ({ what: 'node', name, status }));
}

/** Pods that came, went or changed health. */
export function newsOfPods(before: Pods, now: Pods): News[] {
  if (before === now) return [];
  const news: News[] = [];
  for (const [key, { name, status, health }] of now) {
    const old = before.get(key);
    if (!old) news.push({ what: 'came', name, status });
    else if (old.health !== health) news.push({ what: 'pod', name, status });
  }
  for (const [key, { name, status }] of before) if (!now.has(key)) news.push({ what: 'went', name, status });
  return news;
}
