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
import { type Layout, type Piece, riseTo } from '@/lib/model/layout';
import { isFiltered, podFilter } from '@/lib/store/filters';
import { useSampleDesk } from '@/lib/store/sample-desk';
import { useClusterStore } from '@/lib/store/use-cluster';
import { useView } from '@/lib/store/use-view';
import { Announcer } from './announcer';
import { AskedPiece } from './asked-piece';
import { ComponentPiece } from './component-piece';
import { Controls, type MapActions } from './controls';
import { createFlowCache } from './flow-nodes';
import { FramePiece } from './frame-piece';
import { LanePiece } from './lane-piece';
import { LinkPiece } from './link-piece';
import { LitPath } from './lit-path';
import { MachinePiece } from './machine-piece';
import './map.css';
import { MapStoreProvider, useMapStore } from './map-store';
import { PodPiece } from './pod-piece';
import { Pulses } from './pulses';
import { Legend, TitleBlock } from './sheet';
import { SmallMap } from './small-map';
import { TrayPiece } from './tray-piece';
import { useHotPods } from './use-hot';
import { useKeys } from './use-keys';
import { MARGIN, NARROW_MARGIN, useFrame, useLayout } from './use-layout';
import { useOpenMachines } from './use-open-machines';
import { isSamePlace, scrolledTo, showAll, showWidth } from './viewport';
import { WireEdgeView } from './wire-edge';
import { ZoomBands } from './zoom-bands';

const NODE_TYPES: NodeTypes = {
  lane: LanePiece,
  component: ComponentPiece,
  machine: MachinePiece,
  link: LinkPiece,
  pod: PodPiece,
  tray: TrayPiece,
  frame: FramePiece,
};
const EDGE_TYPES: EdgeTypes = { wire: WireEdgeView };
const MOVE = 500;
/** Height of the bar of filters, which lies over the paper, at a text of 13. */
const FILTERS = 42;

export function MapCanvas() {
  return (
    <ReactFlowProvider>
      <MapStoreProvider>
        <Canvas />
      </MapStoreProvider>
    </ReactFlowProvider>
  );
}

/** The first of these that is drawn. */
const pieceOf = (drawn: Layout | undefined, ids: readonly string[]): Piece | undefined =>
  ids.map((id) => drawn?.pieces.find((piece) => piece.id === id)).find((piece) => piece !== undefined);

const calm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

function Canvas() {
  const t = useTranslations('map');
  const [element, setElement] = useState<HTMLElement | null>(null);
  const { frame, measure } = useFrame(element);
  const drawn = useLayout(frame);
  const cache = useRef(createFlowCache());
  const { open, look } = useOpenMachines(drawn);
  const hot = useHotPods();
  const nodes = useMemo(() => {
    if (!drawn) return [];
    const shown = open
      ? drawn.pieces.filter((piece) => !piece.node || piece.kind === 'machine' || open.has(piece.node))
      : drawn.pieces;
    return cache.current.nodes([...drawn.lanes, ...shown]);
  }, [drawn, open]);
  const wires = useMemo(() => {
    if (!drawn || !frame) return [];
    const shown = open ? drawn.wires.filter((wire) => !wire.node || open.has(wire.node)) : drawn.wires;
    const rising = hot.flatMap((key) => riseTo(drawn, `pod:${key}`, frame.unit) ?? []);
    return [...shown, ...rising.filter((wire) => !open || (wire.node !== undefined && open.has(wire.node)))];
  }, [drawn, open, hot, frame]);
  const edges = useMemo(() => cache.current.edges(wires), [wires]);
  const { setViewport, getViewport, zoomIn, zoomOut } = useReactFlow();
  const store = useMapStore();
  const cluster = useClusterStore();
  const [view, setView] = useView();

  const bounds = drawn?.bounds;
  const narrow = drawn?.plan.narrow ?? false;
  const filtered = isFiltered(view);
  const unit = frame?.unit ?? 1;
  const shownAt = useRef<Viewport>(undefined);
  const seeAll = useCallback(
    (duration: number, first?: Piece) => {
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
  // A link to a piece shows it, where the whole sheet does not fit.
  const linked = drawn?.pieces.find((piece) => piece.id === view.selection);
  // The viewport is ours to move only once for each canvas and arrangement; then it is the person's.
  const fitted = useRef('');
  const shape = drawn ? `${view.arrangement} ${frame?.width}x${frame?.height} ${frame?.unit}` : '';
  useEffect(() => {
    if (!shape || fitted.current === shape) return;
    seeAll(fitted.current && !calm() ? MOVE : 0, linked);
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
    store.patch({ hot: new Set(hot.flatMap((key) => pods.get(key)?.node ?? [])), open });
  }, [store, cluster, hot, open]);

  const actions = useMemo<MapActions>(
    () => ({
      in: () => void zoomIn({ duration: calm() ? 0 : 150 }),
      out: () => void zoomOut({ duration: calm() ? 0 : 150 }),
      fit: () => {
        measure();
        seeAll(calm() ? 0 : MOVE);
      },
      full: () => void (document.fullscreenElement ? document.exitFullscreen() : element?.requestFullscreen()),
    }),
    [zoomIn, zoomOut, seeAll, measure, element],
  );

  const letGo = useCallback(() => setView({ selection: undefined }), [setView]);
  const { onKeyDown, bringIntoView } = useKeys(drawn, element, actions, letGo);

  // Nor is it moved by what opens beside it, save by the panel at whose switches one looks for what becomes of them (not
  // when the person has moved it), and to show what something is about to be done to.
  const { open: panelOpen, pieces } = useSampleDesk();
  const asked = pieceOf(drawn, pieces);
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
      <div className="kp-paper">
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
          <Pulses wires={wires} map={element} />
          <LitPath drawn={drawn} unit={unit} />
          {asked ? <AskedPiece piece={asked} unit={unit} /> : null}
        </ReactFlow>
      </div>
      {drawn ? <SmallMap drawn={drawn} /> : null}
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
          <rect className="kp-hatch-ground" width="8" height="8" />
          <path className="kp-hatch-line" d="M0 0V8" />
        </pattern>
        {(['plain', 'told'] as const).map((kind) => (
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
