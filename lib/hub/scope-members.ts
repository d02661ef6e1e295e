import type { Scope } from '@/lib/contract/scope';
import type { ClusterModel } from './cluster-model';
import { type Dirty, type Keys, noScopedKeys, SCOPED, type ScopedName } from './dirty';
import { workloadsOfPod } from './related';

/** The same scope, the same text. */
export const scopeText = ({ nodes = [], selections = [], pods = [] }: Scope): string =>
  JSON.stringify([nodes, selections, pods].map((names) => names.toSorted()));

/** What a viewer of this scope holds, by key. */
export function membersOf(model: ClusterModel, { nodes = [], selections = [], pods = [] }: Scope): Keys<ScopedName> {
  const members = noScopedKeys();
  for (const selection of selections) {
    const related = model.related(selection);
    for (const name of SCOPED) for (const key of related[name]) members[name].add(key);
  }
  const addPod = (key: string) => {
    const pod = model.item('pods', key);
    if (!pod) return;
    members.pods.add(key);
    // Also one that is not there yet: a pod may be heard of before its owner.
    for (const workload of workloadsOfPod(pod)) members.workloads.add(workload);
  };
  for (const name of nodes) {
    members.nodes.add(name);
    for (const key of model.podsOnNode(name)) addPod(key);
  }
  for (const key of pods) {
    addPod(key);
    const node = model.item('pods', key)?.node;
    if (node) members.nodes.add(node);
  }
  return members;
}

/** Whether what changed may be something of this scope: costs what changed, however many are in it. */
export function touches(model: ClusterModel, scope: Scope, members: Keys<ScopedName>, { keys }: Dirty): boolean {
  if (SCOPED.every((name) => keys[name].size === 0)) return false;
  // What belongs to a selection may come from anywhere.
  if (scope.selections?.length) return true;
  const nodes = new Set(scope.nodes);
  const pods = new Set(scope.pods);
  return (
    SCOPED.some((name) => [...keys[name]].some((key) => members[name].has(key))) ||
    [...keys.pods].some((key) => pods.has(key) || nodes.has(model.item('pods', key)?.node ?? ''))
  );
}

/** Keys that a viewer has to be told of: what changed of what it has, what came and what went. */
export function changedIn(before: Keys<ScopedName>, members: Keys<ScopedName>, { keys }: Dirty): Keys<ScopedName> {
  const changed = noScopedKeys();
  for (const name of SCOPED) {
    for (const key of keys[name]) if (members[name].has(key) || before[name].has(key)) changed[name].add(key);
    if (members === before) continue;
    for (const key of members[name]) if (!before[name].has(key)) changed[name].add(key);
    for (const key of before[name]) if (!members[name].has(key)) changed[name].add(key);
  }
  return changed;
}
