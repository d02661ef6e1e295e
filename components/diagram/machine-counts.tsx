'use client';
/** Pods of a machine by state, for when they are too small to be drawn one by one, and how many a filter hides. */
import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { useClusterStore } from '@/lib/hooks/use-cluster';
import type { Health, PodView } from '@/lib/model/cluster';
import type { ClusterStore } from '@/lib/store/cluster-store';
import { useDiagramState } from './diagram-store';
import { MachineName } from './machine-name';

/** Letters of a long name that a tile always shows. */
const TILE_END = 5;
const ORDER: readonly Health[] = ['failing', 'not-ready', 'starting', 'stopping', 'unknown', 'ok', 'done'];
type Passes = ((pod: PodView) => boolean) | undefined;
interface Index {
  pods: ReadonlyMap<string, PodView>;
  passes: Passes;
  byNode: Map<string, string>;
}
// One pass over all pods for all machines; each machine then reads its own line, a string, and wakes only when it changes.
const indexes = new WeakMap<ClusterStore, Index>();

function countsOf(store: ClusterStore, passes: Passes): Map<string, string> {
  const pods = store.collection('pods');
  const known = indexes.get(store);
  if (known && known.pods === pods && known.passes === passes) return known.byNode;
  const counts = new Map<string, { [H in Health]?: number } & { hidden?: number }>();
  for (const pod of pods.values()) {
    if (!pod.node) continue;
    const line = counts.get(pod.node) ?? {};
    counts.set(pod.node, line);
    if (passes && !passes(pod)) line.hidden = (line.hidden ?? 0) + 1;
    else line[pod.health] = (line[pod.health] ?? 0) + 1;
  }
  const byNode = new Map<string, string>();
  for (const [node, line] of counts) {
    byNode.set(node, [...ORDER.map((health) => line[health] ?? 0), line.hidden ?? 0].join(' '));
  }
  indexes.set(store, { pods, passes, byNode });
  return byNode;
}

export function MachineCounts({ node, health }: { node: string; health: Health | undefined }) {
  const t = useTranslations('diagram');
  const store = useClusterStore();
  const passes = useDiagramState((state) => state.passes);
  const get = () => countsOf(store, passes).get(node) ?? '';
  const line = useSyncExternalStore(store.subscribe, get, get);
  const numbers = line.split(' ').map(Number);
  const hidden = numbers[ORDER.length] ?? 0;
  return (
    <>
      <div className="kp-tile" aria-hidden="true">
        <MachineName name={node} kept={TILE_END} className="kp-tile-name" />
        <span className="kp-tile-counts">
          {health && health !== 'ok' ? (
            <span className="kp-tile-count">
              <StateMark health={health} decorative />
              <span className="kp-tile-word">{t('machine.node')}</span>
            </span>
          ) : null}
          {ORDER.map((state, index) =>
            numbers[index] ? (
              <span key={state} className="kp-tile-count">
                <StateMark health={state} decorative />
                {numbers[index]}
              </span>
            ) : null,
          )}
        </span>
      </div>
      {hidden ? <div className="kp-hidden-count">{t('machine.filtered', { count: hidden })}</div> : null}
    </>
  );
}
