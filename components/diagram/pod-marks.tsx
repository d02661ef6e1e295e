'use client';
/** The pods of a machine as marks on one canvas: for many pods, too small for words. */
import { useEffect, useRef } from 'react';
import type { Health } from '@/lib/model/cluster';
import { useDiagramState } from './diagram-store';
import { usePodsOf } from './use-pods-of';

const COLOUR: Record<Health, string> = {
  ok: '--ok',
  starting: '--idle',
  stopping: '--idle',
  'not-ready': '--warn',
  failing: '--bad',
  done: '--idle',
  unknown: '--idle',
};
const ROOM = 17;

export function PodMarks({ node, width, height }: { node: string; width: number; height: number }) {
  const mine = usePodsOf(node);
  const passes = useDiagramState((state) => state.passes);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !canvas.current) return;
    const style = getComputedStyle(canvas.current);
    const shown = passes ? mine.filter(passes) : mine;
    const cell = Math.min(ROOM * 2, Math.max(6, Math.sqrt((width * height) / Math.max(1, shown.length)) * 0.9));
    const columns = Math.max(1, Math.floor(width / cell));
    context.clearRect(0, 0, width, height);
    shown.forEach((pod, index) => {
      const x = ((index % columns) + 0.5) * cell;
      const y = (Math.floor(index / columns) + 0.5) * cell;
      drawMark(context, pod.health, x, y, cell * 0.32, style.getPropertyValue(COLOUR[pod.health]));
    });
  }, [mine, passes, width, height]);
  return <canvas ref={canvas} className="kp-marks" width={width} height={height} />;
}

function drawMark(
  context: CanvasRenderingContext2D,
  health: Health,
  x: number,
  y: number,
  r: number,
  colour: string,
): void {
  context.fillStyle = colour;
  context.strokeStyle = colour;
  context.lineWidth = r * 0.5;
  context.beginPath();
  if (health === 'not-ready') {
    context.moveTo(x, y - r);
    context.lineTo(x + r, y + r * 0.8);
    context.lineTo(x - r, y + r * 0.8);
    context.fill();
  } else if (health === 'failing') {
    context.moveTo(x - r, y - r);
    context.lineTo(x + r, y + r);
    context.moveTo(x + r, y - r);
    context.lineTo(x - r, y + r);
    context.stroke();
  } else if (health === 'stopping') context.strokeRect(x - r * 0.75, y - r * 0.75, r * 1.5, r * 1.5);
  else {
    context.arc(x, y, r * 0.85, 0, Math.PI * 2);
    if (health === 'ok') context.fill();
    else context.stroke();
  }
}
