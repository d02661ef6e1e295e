'use client';
/** The diagram of a large cluster: the same lanes, and the nodes as a field of groups that opens as one comes nearer. */
import { type NodeTypes, Panel, ReactFlow, ReactFlowProvider, useReactFlow, useStoreApi } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { Button } from '@/components/ui/button';
import { prefersReducedMotion } from '@/components/ui/motion';
import { useClusterStore, useCollection, useSection } from '@/lib/hooks/use-cluster';
import { useNodesInView } from '@/lib/hooks/use-session';
import { useView } from '@/lib/hooks/use-view';
import { idOf } from '@/lib/model/diagram-id';
import { boxOfNode, type FleetMemory, forEachInView, layoutFleet } from '@/lib/model/fleet/fleet-layout';
import { groupNodes } from '@/lib/model/fleet/group';
import { type Box, layout } from '@/lib/model/layout';
import { ComponentNode } from '../component-node';
import { Controls, type DiagramActions } from '../controls';
import { DiagramStoreProvider, useDiagramStore } from '../diagram-store';
import { EdgeView } from '../edge-view';
import { createFlowCache } from '../flow-nodes';
import { FrameNode } from '../frame-node';
import { LaneNode } from '../lane-node';
import { type Room, useRoom } from '../use-frame';
import '../diagram.css';
import './fleet.css';
import { Attention } from './attention';
import { type CaptionFlowNode, GroupCaption } from './group-caption';
import { NEAR_EM, type NearFlowNode, NearNode } from './near-node';
import { markOf } from './paint';
import { usePaint } from './use-paint';

const NODE_TYPES: NodeTypes = {
  lane: LaneNode,
  frame: FrameNode,
  component: ComponentNode,
  caption: GroupCaption,
  near: NearNode,
};
const EDGE_TYPES = { edge: EdgeView };
/** As in the diagram of few nodes: the credit is ours, and is read as it is written. */
const OWN_ATTRIBUTION = { hideAttribution: true };
/** Screen pixels of a node's width from which it is an element of the page. */
const NEAR_FROM = 230;
const MOST_NEAR = 40;
const MOVE_MS = 500;
const duration = () => (prefersReducedMotion() ? 0 : MOVE_MS);
const NOBODY: ReadonlySet<string> = new Set();

export function FleetDiagram() {
  return (
    <ReactFlowProvider>
      <DiagramStoreProvider>
        <Field />
      </DiagramStoreProvider>
    </ReactFlowProvider>
  );
}

/** What the marks of nodes mean. */
function MarksLegend() {
  const t = useTranslations('fleet.legend');
  return (
    <ul className="flex flex-wrap items-center gap-x-[1.2em] px-[1.2em] text-soft text-xs">
      <li>
        <span className="text-bad" aria-hidden="true">
          ✕
        </span>{' '}
        {t('silent')}
      </li>
      <li>
        <span className="text-warn" aria-hidden="true">
          ▲
        </span>{' '}
        {t('notReady')}
      </li>
      <li>
        <span className="text-warn" aria-hidden="true">
          ■
        </span>{' '}
        {t('pressure')}
      </li>
      <li>
        <svg viewBox="0 0 10 10" className="inline-block h-[0.75em] w-[0.75em]" aria-hidden="true">
          <path d="M.6.6h8.8v8.8H.6zM.6 9.4 9.4.6" fill="none" stroke="currentColor" strokeWidth="1.2" />
        </svg>{' '}
        {t('cordoned')}
      </li>
      {(['ok', 'not-ready', 'failing'] as const).map((state) => (
        <li key={state}>
          <StateMark health={state} word />
        </li>
      ))}
    </ul>
  );
}

/** The lanes beside the nodes, and the room that is left for these; in units of the world. */
function useLanes(room: Room | undefined) {
  const components = useSection('components');
  const [{ reading }] = useView();
  return useMemo(() => {
    if (!room || !components) return undefined;
    const { unit, floor, width, height } = room.frame;
    const canvas = { width: width - 40 * unit, height: height - 30 * unit };
    const drawn = layout({ components, nodes: [], pods: [] }, { arrangement: 'role', reading, canvas, unit, floor });
    const nodes = drawn.lanes.find(({ id }) => id === 'lane:nodes');
    const left = nodes?.x ?? 0;
    const zoom = Math.min(1, canvas.height / drawn.bounds.h);
    const top = 44 * unit;
    const field: Box = {
      x: left + 12 * unit,
      y: top,
      w: Math.max(240, canvas.width / zoom - left - 12 * unit),
      h: Math.max(200, canvas.height / zoom - top),
    };
    const lanes = drawn.lanes.map((lane) => (lane.id === 'lane:nodes' ? { ...lane, w: field.w + 12 * unit } : lane));
    return { drawn, lanes, field, zoom, unit };
  }, [room, components, reading]);
}

function useFleetLayout(field: Box | undefined, unit: number) {
  const fleet = useSection('fleet');
  const nodes = useCollection('summaries');
  const [{ group }] = useView();
  const memory = useRef<FleetMemory>(new Map());
  const labelSets = fleet?.labelSets;
  const grouping = useMemo(
    () => (labelSets ? groupNodes(nodes.values(), labelSets, group) : undefined),
    [nodes, labelSets, group],
  );
  const drawn = useMemo(
    () => (grouping && field ? layoutFleet(grouping.groups, field, 38 * unit, memory.current) : undefined),
    [grouping, field, unit],
  );
  useEffect(() => {
    if (drawn) memory.current = drawn.memory;
  }, [drawn]);
  return { grouping, drawn, nodes };
}

function Field() {
  const t = useTranslations('fleet');
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
  const { setViewport, getViewport, fitBounds, screenToFlowPosition, zoomIn, zoomOut } = useReactFlow();
  const [view, setView] = useView();
  const { selection } = view;
  const [near, setNear] = useState<ReadonlySet<string>>(NOBODY);
  const fleet = useSection('fleet');

  const scene = useMemo(() => (drawn ? { layout: drawn, nodes, near } : undefined), [drawn, nodes, near]);
  usePaint(canvas, scene);

  /** Which nodes are near enough to be elements: looked at when the viewport has come to rest. */
  const look = useCallback(() => {
    if (!drawn) return;
    const { transform, width, height } = api.getState();
    const [x, y, zoom] = transform;
    const next = new Set<string>();
    if (drawn.cell.w * zoom >= NEAR_FROM) {
      const inView = { x: -x / zoom, y: -y / zoom, w: width / zoom, h: height / zoom };
      forEachInView(drawn, inView, (name) => {
        if (next.size < MOST_NEAR) next.add(name);
      });
    }
    setNear((old) => (old.size === next.size && [...next].every((name) => old.has(name)) ? old : next));
  }, [drawn, api]);
  useEffect(look, [look]);
  const setInView = useNodesInView();
  useEffect(() => setInView([...near]), [near, setInView]);

  const showAll = useCallback(() => {
    isMoved.current = false;
    void setViewport({ x: 20 * unit, y: 14 * unit, zoom: lanes?.zoom ?? 1 }, { duration: duration() });
  }, [setViewport, lanes?.zoom, unit]);
  const placed = useRef(false);
  useEffect(() => {
    if (!lanes || isMoved.current) return;
    void setViewport({ x: 20 * unit, y: 14 * unit, zoom: lanes.zoom }, { duration: placed.current ? duration() : 0 });
    placed.current = true;
  }, [lanes, unit, setViewport]);

  const comeNear = useCallback(
    (name: string) => {
      const box = drawn && boxOfNode(drawn, name);
      if (!box) return;
      isMoved.current = true;
      const { width, height } = api.getState();
      const zoom = Math.max(getViewport().zoom, (NEAR_EM * 13 * unit) / box.w);
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
          width: w,
          open: () => {
            isMoved.current = true;
            void fitBounds({ x, y, width: w, height: h }, { padding: 0.06, duration: duration() });
          },
        },
      })),
    [drawn, grouping, fitBounds],
  );
  const close = useMemo<NearFlowNode[]>(() => {
    if (!drawn) return [];
    const selectedNode = selection?.startsWith('node:') ? selection.slice(5) : undefined;
    return [...near].flatMap((name) => {
      const box = boxOfNode(drawn, name);
      if (!box) return [];
      return [
        {
          id: `near:${name}`,
          type: 'near' as const,
          position: { x: box.x, y: box.y },
          width: box.w,
          height: box.h,
          measured: { width: box.w, height: box.h },
          data: {
            name,
            scale: (box.w * 0.97) / (NEAR_EM * 13 * unit),
            isSelected: selectedNode === name,
            select: (id: string) => setView({ selection: id }),
          },
        },
      ];
    });
  }, [drawn, near, selection, unit, setView]);

  const actions = useMemo<DiagramActions>(() => {
    const by = (zoom: typeof zoomIn) => () => {
      isMoved.current = true;
      void zoom({ duration: prefersReducedMotion() ? 0 : 150 });
    };
    return {
      in: by(zoomIn),
      out: by(zoomOut),
      fit: showAll,
      full: () => void (document.fullscreenElement ? document.exitFullscreen() : element?.requestFullscreen()),
    };
  }, [zoomIn, zoomOut, showAll, element]);

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
    <section className="kp-map kp-fleet" aria-label={t('diagram')} data-band="far">
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
              nodesDraggable={false}
              nodesConnectable={false}
              nodesFocusable={false}
              edgesFocusable={false}
              elementsSelectable={false}
              disableKeyboardA11y
              proOptions={OWN_ATTRIBUTION}
              aria-label={t('diagram')}
              zoomOnDoubleClick={false}
              minZoom={0.2}
              maxZoom={Math.max(4, (NEAR_EM * 26 * unit) / (drawn?.cell.w ?? 100))}
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
              <Panel position="bottom-right" className="react-flow__attribution">
                <a href="https://reactflow.dev" target="_blank" rel="noopener noreferrer">
                  React Flow
                </a>
              </Panel>
            </ReactFlow>
          </div>
          <div className="kp-foot">
            <MarksLegend />
            <Controls actions={actions} />
          </div>
        </div>
        <Attention open={open} />
      </div>
    </section>
  );
}
