import { describe, expect, it } from 'vitest';
import type { Box } from '../layout/types';
import { boxOfNode, forEachInView, layoutFleet } from './fleet-layout';
import { groupNodes } from './group';
import type { NodeSummary } from './types';

const ROOM: Box = { x: 300, y: 40, w: 1000, h: 640 };
const LABELS = [
  { pool: 'general', 'topology.kubernetes.io/zone': 'eu-1a' },
  { pool: 'gpu', 'topology.kubernetes.io/zone': 'eu-1b' },
  { 'node-role.kubernetes.io/control-plane': '', 'topology.kubernetes.io/zone': 'eu-1a' },
];
const fleetOf = (count: number): NodeSummary[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `node-${String(index).padStart(4, '0')}`,
    status: 'Ready',
    health: 'ok',
    pods: { ok: 30, failing: 1 },
    most: 110,
    labels: index < 5 ? 2 : index % 7 === 0 ? 1 : 0,
  }));
const laidOut = (count: number) => layoutFleet(groupNodes(fleetOf(count), LABELS).groups, ROOM, 30);

describe('groups of nodes', () => {
  it('are made by the label people speak of: a pool before a zone; the control plane stands apart', () => {
    const { label, groups, choices } = groupNodes(fleetOf(100), LABELS);
    expect(label).toBe('pool');
    expect(groups.map(({ id, isControlPlane, nodes }) => [id, isControlPlane, nodes.length])).toEqual([
      ['', true, 5],
      ['general', false, 81],
      ['gpu', false, 14],
    ]);
    expect(groups[0]?.pods).toBe(5 * 31);
    expect(choices.map((choice) => choice.label)).toEqual(['pool', 'topology.kubernetes.io/zone']);
  });

  it('are made by what is wanted, where it divides the nodes', () => {
    const by = (wanted: string) => groupNodes(fleetOf(100), LABELS, wanted).label;
    expect(by('topology.kubernetes.io/zone')).toBe('topology.kubernetes.io/zone');
    expect(by('constructor')).toBe('pool');
  });

  it('are one where nothing divides the nodes', () => {
    const { label, groups } = groupNodes(fleetOf(30).slice(5), [{}, {}, {}]);
    expect(label).toBeUndefined();
    expect(groups).toHaveLength(1);
  });
});

describe('the place of each node', () => {
  it.each([1, 61, 5_000])('of %d is in the room, and nobody shares it', (count) => {
    const layout = laidOut(count);
    const boxes: Box[] = [];
    forEachInView(layout, layout.bounds, (_, box) => boxes.push(box));
    expect(boxes).toHaveLength(count);
    expect(layout.cell.w).toBeGreaterThan(4);
    for (const { x, y, w, h } of boxes) {
      expect(x).toBeGreaterThanOrEqual(ROOM.x);
      expect(y).toBeGreaterThanOrEqual(ROOM.y);
      expect(x + w).toBeLessThanOrEqual(ROOM.x + ROOM.w + 0.001);
      expect(y + h).toBeLessThanOrEqual(ROOM.y + ROOM.h + 0.001);
    }
    const places = new Set(boxes.map(({ x, y }) => `${Math.round(x * 100)} ${Math.round(y * 100)}`));
    expect(places.size).toBe(count);
  });

  it('stays when another node goes, and who comes takes its place', () => {
    const before = laidOut(300);
    const left = fleetOf(300).filter(({ name }) => name !== 'node-0010');
    const grouped = (nodes: NodeSummary[]) => groupNodes(nodes, LABELS).groups;
    const without = layoutFleet(grouped(left), ROOM, 30, before.memory);
    expect(boxOfNode(without, 'node-0010')).toBeUndefined();
    expect(boxOfNode(without, 'node-0299')).toEqual(boxOfNode(before, 'node-0299'));
    const comer: NodeSummary = { name: 'aaa', status: 'Ready', health: 'ok', pods: {}, labels: 0 };
    const again = layoutFleet(grouped([...left, comer]), ROOM, 30, without.memory);
    expect(boxOfNode(again, 'aaa')).toEqual(boxOfNode(before, 'node-0010'));
  });

  it('is told of those in view, looking at no others', () => {
    const layout = laidOut(5_000);
    const target = boxOfNode(layout, 'node-3000');
    if (!target) throw new Error('not placed');
    const seen: string[] = [];
    forEachInView(layout, { x: target.x + 1, y: target.y + 1, w: target.w - 2, h: target.h - 2 }, (name) =>
      seen.push(name),
    );
    expect(seen).toEqual(['node-3000']);
  });
});
