'use client';
/** What React Flow draws of a layout: of many pods only those of the machines that are open, and the arrow to each that starts. */
import { useEffect, useMemo, useRef } from 'react';
import { useClusterStore } from '@/lib/hooks/use-cluster';
import { edgeToPod, type Layout } from '@/lib/model/layout';
import { useDiagramStore } from './diagram-store';
import { createFlowCache } from './flow-nodes';
import { useStartingPods } from './use-starting-pods';

export function useFlow(drawn: Layout | undefined, open: ReadonlySet<string> | undefined, unit: number) {
  const store = useDiagramStore();
  const cluster = useClusterStore();
  const cache = useRef(createFlowCache());
  const starting = useStartingPods();
  const nodes = useMemo(() => {
    if (!drawn) return [];
    const shown = open
      ? drawn.diagramNodes.filter(
          (diagramNode) => !diagramNode.node || diagramNode.kind === 'machine' || open.has(diagramNode.node),
        )
      : drawn.diagramNodes;
    return cache.current.nodes([...drawn.lanes, ...shown]);
  }, [drawn, open]);
  const diagramEdges = useMemo(() => {
    if (!drawn) return [];
    const shown = open ? drawn.edges.filter((edge) => !edge.node || open.has(edge.node)) : drawn.edges;
    const rising = starting.flatMap((key) => edgeToPod(drawn, `pod:${key}`, unit) ?? []);
    return [...shown, ...rising.filter((edge) => !open || (edge.node !== undefined && open.has(edge.node)))];
  }, [drawn, open, starting, unit]);
  const edges = useMemo(() => cache.current.edges(diagramEdges), [diagramEdges]);
  useEffect(() => {
    const pods = cluster.collection('pods');
    store.patch({ starting: new Set(starting.flatMap((key) => pods.get(key)?.node ?? [])), open });
  }, [store, cluster, starting, open]);
  return { nodes, edges, diagramEdges };
}
