'use client';
/** Where everything of a large cluster stands. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useCollection, useSection } from '@/lib/hooks/use-cluster';
import { useView } from '@/lib/hooks/use-view';
import { type FleetMemory, layoutFleet } from '@/lib/model/fleet/fleet-layout';
import { groupNodes } from '@/lib/model/fleet/group';
import { type Box, layout } from '@/lib/model/layout';
import { createPlacedInput } from '../placed-input';
import type { Room } from '../use-frame';

const NOTHING = new Map<string, never>();

/** The lanes beside the nodes, and the room that is left for these; in units of the world. */
export function useLanes(room: Room | undefined) {
  const components = useSection('components');
  const [{ reading }] = useView();
  const [placed] = useState(createPlacedInput);
  // A lease that is renewed changes the components, and no place.
  const input = components ? placed(components, NOTHING, NOTHING) : undefined;
  return useMemo(() => {
    if (!room || !input) return undefined;
    const { unit, floor, width, height } = room.frame;
    const canvas = { width: width - 40 * unit, height: height - 30 * unit };
    const drawn = layout(input, { arrangement: 'role', reading, canvas, unit, floor });
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
  }, [room, input, reading]);
}

/** The groups of nodes, and where they stand in the room that is left. */
export function useFleetLayout(field: Box | undefined, unit: number) {
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
