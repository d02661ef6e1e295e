'use client';
import { type EdgeTypes, type NodeTypes, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useSamplePanel } from '@/components/sample/use-sample-panel';
import { useAppearance } from '@/lib/hooks/use-appearance';
import { useView } from '@/lib/hooks/use-view';
import type { DiagramNode, Layout } from '@/lib/model/layout';
import { isFiltered, podFilter } from '@/lib/store/filters';
import { diagramIdsOf } from '@/lib/store/view-state';
import { Announcer } from './announcer';
import { Arrowheads } from './arrowheads';
import { AskedOutline } from './asked-outline';
import { ComponentNode } from './component-node';
import { Controls } from './controls';
import { Attribution, READ_ONLY_FLOW } from './flow-props';
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
import { useActions } from './use-actions';
import { useFlow } from './use-flow';
import { useRoom } from './use-frame';
import { useKeys } from './use-keys';
import { useLayout } from './use-layout';
import { useLitPods } from './use-lit-pods';
import { useOpenMachines } from './use-open-machines';
import { useViewport } from './use-viewport';
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
  const [canvas, setCanvas] = useState<HTMLElement | null>(null);
  /** Somebody moved the diagram: its place is theirs until they ask for all of it. */
  const isMoved = useRef(false);
  const { room, measure } = useRoom(canvas, isMoved);
  const frame = room?.frame;
  const drawn = useLayout(frame);
  const { open, look } = useOpenMachines(drawn);
  const { nodes, edges, diagramEdges } = useFlow(drawn, open, frame?.unit ?? 1);
  const store = useDiagramStore();
  const [view, setView] = useView();
  const { presenting } = useAppearance();
  const narrow = drawn?.grid.narrow ?? false;
  const filtered = isFiltered(view);
  const unit = frame?.unit ?? 1;

  const asked = nodeOf(drawn, useSamplePanel().diagramNodes);
  const selected = nodeOf(drawn, diagramIdsOf(view.selection));
  const piece = asked ?? selected;
  const shape = drawn && frame ? `${view.arrangement} ${frame.width}x${frame.height} ${unit} ${frame.floor}` : '';
  const { bringIntoView, showAll } = useViewport({ drawn, room, element: canvas, shape, isMoved, piece });

  const density = drawn?.grid.density ?? 'full';
  const floor = frame?.floor ?? 0;
  useEffect(() => {
    store.patch({
      selection: selected?.id ?? view.selection,
      select: (id) => setView({ selection: id }),
      passes: filtered ? podFilter(view) : undefined,
    });
  }, [store, view, selected?.id, filtered, setView]);
  const lit = useLitPods(view.selection);
  useEffect(() => store.patch({ lit }), [store, lit]);
  useEffect(() => store.patch({ type: { density, unit, floor } }), [store, density, unit, floor]);

  const fit = useCallback(() => {
    measure();
    showAll();
  }, [measure, showAll]);
  const actions = useActions(element, isMoved, fit);

  const letGo = useCallback(() => setView({ selection: undefined }), [setView]);
  const onKeyDown = useKeys(drawn, element, actions, bringIntoView);

  return (
    <section
      ref={setElement}
      className="kp-map"
      aria-label={t('canvas')}
      data-arrangement={view.arrangement}
      data-reading={view.reading}
      data-narrow={narrow || undefined}
      data-many={open !== undefined || undefined}
      onKeyDown={onKeyDown}
    >
      <Announcer />
      <Arrowheads />
      <div ref={setCanvas} className="kp-canvas">
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          {...READ_ONLY_FLOW}
          minZoom={0.02}
          maxZoom={4}
          aria-label={t('canvas')}
          onPaneClick={letGo}
          onMove={(event) => {
            // Null when it is placed by us.
            if (event) isMoved.current = true;
          }}
          onMoveEnd={look}
        >
          <ZoomBands map={element} />
          <Pulses edges={diagramEdges} map={element} />
          <HighlightedPath drawn={drawn} unit={unit} bringIntoView={bringIntoView} />
          {asked ? <AskedOutline diagramNode={asked} unit={unit} /> : null}
          <Attribution />
        </ReactFlow>
      </div>
      {presenting ? null : (
        <div className="kp-foot">
          <Legend />
          {drawn && !narrow ? <Minimap drawn={drawn} isMoved={isMoved} /> : null}
          <Controls actions={actions} />
          <TitleBlock />
        </div>
      )}
    </section>
  );
}
