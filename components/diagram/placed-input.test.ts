import { describe, expect, it } from 'vitest';
import { type ClusterSnapshot, keyOf, type PodView } from '@/lib/model/cluster';
import { classroom } from '@/lib/model/testing/classroom';
import { createPlacedInput } from './placed-input';

const read = (keep: ReturnType<typeof createPlacedInput>, { components, nodes, pods }: ClusterSnapshot) =>
  keep(components, new Map(nodes.map((node) => [node.name, node])), new Map(pods.map((pod) => [keyOf.pods(pod), pod])));
const withFirst = (change: Partial<PodView>) => {
  const cluster = classroom();
  return { ...cluster, pods: cluster.pods.map((pod, index) => (index === 9 ? { ...pod, ...change } : pod)) };
};

describe('createPlacedInput', () => {
  it('is the same object while only states and heartbeats change', () => {
    const keep = createPlacedInput();
    const first = read(keep, classroom());
    expect(read(keep, withFirst({ status: 'CrashLoopBackOff', health: 'failing' }))).toBe(first);
    const later = classroom();
    expect(read(keep, { ...later, nodes: later.nodes.map((node) => ({ ...node, heartbeatAt: 'later' })) })).toBe(first);
  });
  it('is another when a pod moves, comes or goes', () => {
    const keep = createPlacedInput();
    const first = read(keep, classroom());
    const moved = read(keep, withFirst({ node: 'maestro-1' }));
    expect(moved).not.toBe(first);
    const { pods, ...rest } = classroom();
    expect(read(keep, { ...rest, pods: pods.slice(1) })).not.toBe(moved);
  });
});
