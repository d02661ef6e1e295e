'use client';
import {
  type EdgeTypes,
  type NodeTypes,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type Viewport,
} from '@xyflow/react';
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useSamplePanel } from '@/components/sample/use-sample-panel';
import { prefersReducedMotion } from '@/components/ui/motion';
import { useClusterStore } from '@/lib/hooks/use-cluster';
import { useView } from '@/lib/hooks/use-view';
import { idOf } from '@/lib/model/diagram-id';
import { type DiagramNode, edgeToPod, type Layout } from '@/lib/model/layout';
import { isFiltered, podFilter } from '@/lib/store/filters';
import { Announcer } from './announcer';
import { AskedOutline } from './asked-outline';
import { ComponentNode } from './component-node';
import { Controls, type DiagramActions } from './controls';
import { createFlowCache } from './flow-nodes';
import { FrameNode } from './frame-node';
import { HighlightedPath } from './highlighted-path';
import { LaneNode } from './lane-node';
import { LinkNode } from './link-node';
import { MachineNode } from './machine-node';
import './diagram.css';
import { DiagramStoreProvider, useDiagramStore } from './diagram-store';
import { EdgeView } from './edge-view';
import { Legend, TitleBlock } from './legend';
import { Minimap } from './minimap';
import { PodNode } from './pod-node';
import { Pulses } from './pulses';
import { TrayNode } from './tray-node';
import { useKeys } from './use-keys';
import { MARGIN, NARROW_MARGIN, useFrame, useLayout } from './use-layout';
import { useOpenMachines } from './use-open-machines';
import { useStartingPods } from './use-starting-pods';
import { isSamePlace, scrolledTo, showAll, showWidth } from './viewport';
import { ZoomBands } from './zoom-bands';

const NODE_TYPES: NodeTypes = {
  lane: LaneNode,
  component: ComponentNode,
  machine: MachineNode,
  link: LinkNode,
  pod: PodNode,
  tray: TrayNode,
  frame: FrameNode,
};
const EDGE_TYPES: EdgeTypes = { edge: EdgeView };
const MOVE = 500;
/** Height of the bar of filters, which lies over the diagram, at a text of 13. */
const FILTERS = 42;

export function DiagramCanvas() {
  return (
    <ReactFlowProvider>
      <DiagramStoreProvider>
        <Canvas />
      </DiagramStoreProvider>
    </ReactFlowProvider>
  );
}

/** The first of these that is drawn. */
const nodeOf = (drawn: Layout | undefined, ids: readonly string[]): DiagramNode | undefined =>
  ids
    .map((id) => drawn?.diagramNodes.find((diagramNode) => diagramNode.id === id))
    .find((diagramNode) => diagramNode !== undefined);

function Canvas() {
  const t = useTranslations('diagram');
  const [element, setElement] = useState<HTMLElement | null>(null);
  const { frame, measure } = useFrame(element);
  const drawn = useLayout(frame);
  const cache = useRef(createFlowCache());
  const { open, look } = useOpenMachines(drawn);
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
    if (!drawn || !frame) return [];
    const shown = open ? drawn.edges.filter((edge) => !edge.node || open.has(edge.node)) : drawn.edges;
    const rising = starting.flatMap((key) => edgeToPod(drawn, idOf.pod(key), frame.unit) ?? []);
    return [...shown, ...rising.filter((edge) => !open || (edge.node !== undefined && open.has(edge.node)))];
  }, [drawn, open, starting, frame]);
  const edges = useMemo(() => cache.current.edges(diagramEdges), [diagramEdges]);
  const { setViewport, getViewport, zoomIn, zoomOut } = useReactFlow();
  const store = useDiagramStore();
  const cluster = useClusterStore();
  const [view, setView] = useView();

  const bounds = drawn?.bounds;
  const narrow = drawn?.grid.narrow ?? false;
  const filtered = isFiltered(view);
  const unit = frame?.unit ?? 1;
  const shownAt = useRef<Viewport>(undefined);
  const seeAll = useCallback(
    (duration: number, first?: DiagramNode) => {
      if (!bounds || !element) return;
      const canvas = element.getBoundingClientRect();
      const margin = { ...MARGIN, top: MARGIN.top + (filtered ? FILTERS * unit : 0) };
      const there = narrow ? showWidth(bounds, canvas, NARROW_MARGIN, margin.top) : showAll(bounds, canvas, margin);
      const place = narrow && first ? scrolledTo(there, first, canvas.height * 0.15) : there;
      shownAt.current = place;
      void setViewport(place, { duration });
    },
    [bounds, narrow, filtered, unit, element, setViewport],
  );
  // A link to a diagram node shows it, where the whole diagram does not fit.
  const linked = drawn?.diagramNodes.find((diagramNode) => diagramNode.id === view.selection);
  // The viewport is ours to move only once for each canvas and arrangement; then it is the person's.
  const fitted = useRef('');
  const shape = drawn ? `${view.arrangement} ${frame?.width}x${frame?.height} ${frame?.unit}` : '';
  useEffect(() => {
    if (!shape || fitted.current === shape) return;
    seeAll(fitted.current && !prefersReducedMotion() ? MOVE : 0, linked);
    fitted.current = shape;
  }, [shape, seeAll, linked]);

  useEffect(() => {
    store.patch({
      selection: view.selection,
      select: (id) => setView({ selection: id }),
      passes: filtered ? podFilter(view) : undefined,
    });
  }, [store, view, filtered, setView]);

  useEffect(() => {
    const pods = cluster.collection('pods');
    store.patch({ starting: new Set(starting.flatMap((key) => pods.get(key)?.node ?? [])), open });
  }, [store, cluster, starting, open]);

  const actions = useMemo<DiagramActions>(
    () => ({
      in: () => void zoomIn({ duration: prefersReducedMotion() ? 0 : 150 }),
      out: () => void zoomOut({ duration: prefersReducedMotion() ? 0 : 150 }),
      fit: () => {
        measure();
        seeAll(prefersReducedMotion() ? 0 : MOVE);
      },
      full: () => void (document.fullscreenElement ? document.exitFullscreen() : element?.requestFullscreen()),
    }),
    [zoomIn, zoomOut, seeAll, measure, element],
  );

  const letGo = useCallback(() => setView({ selection: undefined }), [setView]);
  const { onKeyDown, bringIntoView } = useKeys(drawn, element, actions, letGo);

  // Nor is it moved by what opens beside it, save by the panel at whose switches one looks for what becomes of them (not
  // when the person has moved it), and to show what something is about to be done to.
  const { open: panelOpen, diagramNodes } = useSamplePanel();
  const asked = nodeOf(drawn, diagramNodes);
  const wasOpen = useRef(panelOpen);
  const makeRoom = useEffectEvent((id: string | undefined) => {
    const isUnmoved = shownAt.current !== undefined && isSamePlace(shownAt.current, getViewport());
    if (wasOpen.current !== panelOpen && isUnmoved) seeAll(0, asked ?? linked);
    else if (id !== undefined) bringIntoView(id);
    wasOpen.current = panelOpen;
  });
  const askedId = asked?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the panel takes room when it opens
  useEffect(() => makeRoom(askedId), [panelOpen, askedId]);

  return (
    <section
      ref={setElement}
      className="kp-map"
      aria-label={t('canvas')}
      data-arrangement={view.arrangement}
      data-narrow={narrow || undefined}
      data-many={open !== undefined || undefined}
      onKeyDown={onKeyDown}
    >
      <Announcer />
      <Arrowheads />
      <div className="kp-canvas">
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          zoomOnDoubleClick={false}
          minZoom={0.02}
          maxZoom={4}
          attributionPosition="bottom-right"
          onPaneClick={letGo}
          onMoveEnd={look}
        >
          <ZoomBands map={element} />
          <Pulses edges={diagramEdges} map={element} />
          <HighlightedPath drawn={drawn} unit={unit} />
          {asked ? <AskedOutline diagramNode={asked} unit={unit} /> : null}
        </ReactFlow>
      </div>
      {drawn ? <Minimap drawn={drawn} /> : null}
      <div className="kp-foot">
        <Legend />
        <Controls actions={actions} />
        <TitleBlock />
      </div>
    </section>
  );
}

function Arrowheads() {
  return (
    <svg className="kp-defs" aria-hidden="true">
      <defs>
        <pattern id="kp-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect className="kp-hatch-groups" width="8" height="8" />
          <path className="kp-hatch-line" d="M0 0V8" />
        </pattern>
        {(['plain', 'strong'] as const).map((kind) => (
          <marker
            key={kind}
            id={`kp-arrow-${kind}`}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="6.5"
            markerHeight="6.5"
            orient="auto"
          >
            <path className={`kp-arrow-${kind}`} d="M0 .6 7.4 4 0 7.4z" />
          </marker>
        ))}
      </defs>
    </svg>
  );
}
