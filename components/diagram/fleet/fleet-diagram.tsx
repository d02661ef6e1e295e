'use client';
/** The diagram of a large cluster: the same lanes, and the nodes as a field of groups that opens as one comes nearer. */
import { type NodeTypes, ReactFlow, ReactFlowProvider, useReactFlow, useStoreApi } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { prefersReducedMotion } from '@/components/ui/motion';
import { useAppearance } from '@/lib/hooks/use-appearance';
import { useClusterStore, useSection } from '@/lib/hooks/use-cluster';
import { useNodesInView } from '@/lib/hooks/use-session';
import { useView } from '@/lib/hooks/use-view';
import { idOf } from '@/lib/model/diagram-id';
import { boxOfNode, forEachInView } from '@/lib/model/fleet/fleet-layout';
import type { Box } from '@/lib/model/layout';
import { Arrowheads } from '../arrowheads';
import { ComponentNode } from '../component-node';
import { Controls } from '../controls';
import { DiagramStoreProvider, useDiagramStore } from '../diagram-store';
import { EdgeView } from '../edge-view';
import { createFlowCache } from '../flow-nodes';
import { Attribution, READ_ONLY_FLOW } from '../flow-props';
import { FrameNode } from '../frame-node';
import { LaneNode } from '../lane-node';
import { useActions } from '../use-actions';
import { useRoom } from '../use-frame';
import { useKeys } from '../use-keys';
import { broughtInto } from '../viewport';
import '../diagram.css';
import './fleet.css';
import { Attention } from './attention';
import { type CaptionFlowNode, GroupCaption } from './group-caption';
import { MarksLegend } from './marks-legend';
import { NEAR_EM, type NearFlowNode, NearNode } from './near-node';
import { markOf } from './paint';
import { useFleetLayout, useLanes } from './use-fleet-layout';
import { usePaint } from './use-paint';

const NODE_TYPES: NodeTypes = {
  lane: LaneNode,
  frame: FrameNode,
  component: ComponentNode,
  caption: GroupCaption,
  near: NearNode,
};
const EDGE_TYPES = { edge: EdgeView };
/** Screen pixels of a node's width from which it is an element of the page. */
const NEAR_FROM = 230;
const MOST_NEAR = 40;
const MOVE_MS = 500;
/** Pixels that the elements of a node are written for. */
const nearWidth = (unit: number) => NEAR_EM * 13 * unit;
const duration = () => (prefersReducedMotion() ? 0 : MOVE_MS);
const NOBODY: ReadonlyMap<string, Box> = new Map();

const isSame = (a: ReadonlyMap<string, Box>, b: ReadonlyMap<string, Box>) =>
  a.size === b.size &&
  [...b].every(([name, { x, y, w }]) => {
    const box = a.get(name);
    return box !== undefined && box.x === x && box.y === y && box.w === w;
  });

export function FleetDiagram() {
  return (
    <ReactFlowProvider>
      <DiagramStoreProvider>
        <Field />
      </DiagramStoreProvider>
    </ReactFlowProvider>
  );
}

function Field() {
  const t = useTranslations('fleet');
  const [section, setSection] = useState<HTMLElement | null>(null);
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);
  const isMoved = useRef(false);
  const { room } = useRoom(element, isMoved);
  const lanes = useLanes(room);
  const unit = lanes?.unit ?? 1;
  const { grouping, drawn, nodes } = useFleetLayout(lanes?.field, unit);
  const store = useClusterStore();
  const diagram = useDiagramStore();
  const api = useStoreApi();
  const { setViewport, getViewport, fitBounds, screenToFlowPosition } = useReactFlow();
  const [view, setView] = useView();
  const { selection } = view;
  const { presenting } = useAppearance();
  const [near, setNear] = useState(NOBODY);
  const fleet = useSection('fleet');

  const scene = useMemo(() => (drawn ? { layout: drawn, nodes, near } : undefined), [drawn, nodes, near]);
  usePaint(canvas, scene);

  /** Which nodes are near enough to be elements: looked at when the viewport has come to rest. */
  const look = useCallback(() => {
    if (!drawn) return;
    const { transform, width, height } = api.getState();
    const [x, y, zoom] = transform;
    const next = new Map<string, Box>();
    if (drawn.cell.w * zoom >= NEAR_FROM) {
      const inView = { x: -x / zoom, y: -y / zoom, w: width / zoom, h: height / zoom };
      forEachInView(drawn, inView, (name, box) => {
        if (next.size < MOST_NEAR) next.set(name, box);
      });
    }
    setNear((old) => (isSame(old, next) ? old : next));
  }, [drawn, api]);
  useEffect(look, [look]);
  const setInView = useNodesInView();
  useEffect(() => setInView([...near.keys()]), [near, setInView]);

  const placeAll = useCallback(
    (ms: number) => {
      if (lanes) void setViewport({ x: 20 * unit, y: 14 * unit, zoom: lanes.zoom }, { duration: ms });
    },
    [setViewport, lanes, unit],
  );
  const showAll = useCallback(() => {
    isMoved.current = false;
    placeAll(duration());
  }, [placeAll]);
  const placed = useRef(false);
  useEffect(() => {
    if (!lanes || isMoved.current) return;
    placeAll(placed.current ? duration() : 0);
    placed.current = true;
  }, [lanes, placeAll]);

  const comeNear = useCallback(
    (name: string) => {
      const box = drawn && boxOfNode(drawn, name);
      if (!box) return;
      isMoved.current = true;
      const { width, height } = api.getState();
      const zoom = Math.max(getViewport().zoom, nearWidth(unit) / box.w);
      void setViewport(
        { x: width / 2 - (box.x + box.w / 2) * zoom, y: height / 2 - (box.y + box.h / 2) * zoom, zoom },
        { duration: duration() },
      );
    },
    [drawn, api, getViewport, setViewport, unit],
  );
  const open = useCallback(
    (chosen: string) => {
      setView({ selection: chosen });
      const node = chosen.startsWith('node:')
        ? chosen.slice(5)
        : chosen.startsWith('pod:')
          ? store.item('pods', chosen.slice(4))?.node
          : undefined;
      if (node !== undefined) comeNear(node);
    },
    [setView, store, comeNear],
  );
  useEffect(() => {
    diagram.patch({ selection, select: (id) => setView({ selection: id }) });
  }, [diagram, selection, setView]);

  const flow = useRef(createFlowCache());
  const fixed = useMemo(() => {
    if (!lanes) return { nodes: [], edges: [] };
    const pieces = lanes.drawn.diagramNodes.filter(({ kind }) => kind === 'component' || kind === 'frame');
    const there = new Set(pieces.map(({ id }) => id));
    return {
      nodes: flow.current.nodes([...lanes.lanes, ...pieces]),
      edges: flow.current.edges(lanes.drawn.edges.filter(({ from, to }) => there.has(from) && there.has(to))),
    };
  }, [lanes]);

  const captions = useMemo<CaptionFlowNode[]>(
    () =>
      (drawn?.groups ?? []).map(({ group, key, x, y, w, h }) => ({
        id: `caption:${key}`,
        type: 'caption',
        position: { x, y },
        width: w,
        height: drawn?.caption ?? 0,
        measured: { width: w, height: drawn?.caption ?? 0 },
        data: {
          id: group.id,
          isControlPlane: group.isControlPlane,
          isLabelled: grouping?.label !== undefined,
          nodes: group.nodes.length,
          pods: group.pods,
          troubled: group.nodes.filter((node) => markOf(node) ?? node.pods.failing).length,
          open: () => {
            isMoved.current = true;
            void fitBounds({ x, y, width: w, height: h }, { padding: 0.06, duration: duration() });
          },
        },
      })),
    [drawn, grouping, fitBounds],
  );
  const close = useMemo<NearFlowNode[]>(() => {
    const selectedNode = selection?.startsWith('node:') ? selection.slice(5) : undefined;
    return Array.from(near, ([name, { x, y, w, h }]) => ({
      id: `near:${name}`,
      type: 'near',
      position: { x, y },
      width: w,
      height: h,
      measured: { width: w, height: h },
      data: {
        name,
        scale: (w * 0.97) / nearWidth(unit),
        isSelected: selectedNode === name,
        select: (id: string) => setView({ selection: id }),
      },
    }));
  }, [near, selection, unit, setView]);

  const actions = useActions(section, isMoved, showAll);
  const bringIntoView = useCallback(
    (boxes: readonly Box[]) => {
      const { width, height } = api.getState();
      const there = boxes.reduce((at, box) => broughtInto(at, box, { width, height, top: 0 }), getViewport());
      void setViewport(there);
    },
    [api, getViewport, setViewport],
  );
  const onKeyDown = useKeys(lanes?.drawn, section, actions, bringIntoView);

  const nodeAt = (event: { clientX: number; clientY: number }): string | undefined => {
    if (!drawn) return undefined;
    const at = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    let found: string | undefined;
    forEachInView(drawn, { ...at, w: 0, h: 0 }, (name) => {
      found = name;
    });
    return found;
  };

  return (
    <section
      ref={setSection}
      className="kp-map kp-fleet"
      aria-label={t('diagram')}
      data-band="far"
      data-reading={view.reading}
      onKeyDown={onKeyDown}
    >
      <Arrowheads />
      <div className="flex flex-wrap items-center gap-x-[1.2em] gap-y-[0.3em] border-hair border-b px-[1.4em] py-[0.35em]">
        {fleet ? (
          <p role="status" className="font-semibold">
            {t('totals', { nodes: fleet.totals.nodes, pods: fleet.totals.pods })}
          </p>
        ) : null}
        {grouping && grouping.choices.length > 0 ? (
          <label className="flex items-center gap-[0.5em] text-soft">
            {t('groupBy')}
            <select
              className="rounded-[3px] border border-line bg-surface px-[0.4em] py-[0.15em] text-ink"
              value={view.group ?? ''}
              onChange={({ target }) => setView({ group: target.value || undefined })}
            >
              <option value="">{t('automatic', { label: grouping.label ?? t('all') })}</option>
              {grouping.choices.map(({ label, groups }) => (
                <option key={label} value={label}>
                  {label} ({groups})
                </option>
              ))}
            </select>
          </label>
        ) : null}
        <p className="text-soft text-xs max-xl:hidden">{t('fieldNote')}</p>
        <Button className="ml-auto" onClick={showAll}>
          {t('showAll')}
        </Button>
      </div>
      <div className="flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col">
          <div ref={setElement} className="kp-canvas">
            <ReactFlow
              nodes={[...fixed.nodes, ...captions, ...close]}
              edges={fixed.edges}
              nodeTypes={NODE_TYPES}
              edgeTypes={EDGE_TYPES}
              {...READ_ONLY_FLOW}
              aria-label={t('diagram')}
              minZoom={0.2}
              maxZoom={Math.max(4, (2 * nearWidth(unit)) / (drawn?.cell.w ?? 100))}
              onPaneClick={(event) => {
                const name = nodeAt(event);
                if (name === undefined) setView({ selection: undefined });
                else open(idOf.node(name));
              }}
              onMove={(event) => {
                if (event) isMoved.current = true;
              }}
              onMoveEnd={look}
            >
              <canvas ref={setCanvas} className="kp-fleet-paint" />
              <Attribution />
            </ReactFlow>
          </div>
          {presenting ? null : (
            <div className="kp-foot">
              <MarksLegend />
              <Controls actions={actions} />
            </div>
          )}
        </div>
        <Attention open={open} />
      </div>
    </section>
  );
}
