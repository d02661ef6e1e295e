'use client';
/** In a cluster of many pods, the machines whose pods are drawn: those on the canvas, when they are near enough to read. */
import { useStoreApi } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { bandOf, type Layout } from '@/lib/model/layout';

/** Up to this many, every pod is an element of the page; React Flow's limit is about a thousand rich ones. */
const ALL_OPEN = 420;
/** Machines drawn one by one beyond that. */
const MOST = 48;

const NONE: ReadonlySet<string> = new Set();

/** Undefined: all of them. Call `look` when the viewport came to rest. */
export function useOpenMachines(drawn: Layout | undefined): {
  open: ReadonlySet<string> | undefined;
  look: () => void;
} {
  const api = useStoreApi();
  const [near, setNear] = useState(NONE);
  const many = useMemo(() => {
    const pods = drawn?.diagramNodes.reduce((sum, diagramNode) => sum + (diagramNode.kind === 'pod' ? 1 : 0), 0) ?? 0;
    return pods > ALL_OPEN;
  }, [drawn]);
  const look = useCallback(() => {
    if (!drawn || !many) return;
    const { transform, width, height } = api.getState();
    const [x, y, zoom] = transform;
    const next = new Set<string>();
    if (bandOf(zoom) !== 'far') {
      for (const diagramNode of drawn.diagramNodes) {
        if (diagramNode.kind !== 'machine' || diagramNode.node === undefined || next.size >= MOST) continue;
        const [left, top] = [diagramNode.x * zoom + x, diagramNode.y * zoom + y];
        if (left < width && left + diagramNode.w * zoom > 0 && top < height && top + diagramNode.h * zoom > 0)
          next.add(diagramNode.node);
      }
    }
    setNear((old) => (old.size === next.size && [...next].every((name) => old.has(name)) ? old : next));
  }, [drawn, many, api]);
  useEffect(look, [look]);
  return { open: many ? near : undefined, look };
}
