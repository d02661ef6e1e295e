import { describe, expect, it } from 'vitest';
import type { Write } from '@/lib/model/cluster';
import { layout } from '@/lib/model/layout';
import { classroom } from '@/lib/model/testing/classroom';
import { routeOf } from './pulse-routes';

const edges = (reading: 'story' | 'calls') =>
  layout(classroom(), { arrangement: 'role', reading, canvas: { width: 1314, height: 632 }, unit: 1, floor: 0 }).edges;
const write = (more: Partial<Write>): Write => ({
  id: 1,
  at: '2026-11-22T10:41:09.123Z',
  type: 'MODIFIED',
  kind: 'pods',
  namespace: 'desarrollo',
  name: 'web',
  evidenceLevel: 'observed',
  ...more,
});
/** Where a leg starts and ends, as the write runs it. */
const ends = ({ edge, back }: ReturnType<typeof routeOf>['way'][number]) =>
  back ? [edge.to, edge.from] : [edge.from, edge.to];

describe.each(['story', 'calls'] as const)('the route of a write, told as %s', (reading) => {
  it('runs from its author to the API server and on to etcd', () => {
    const { way } = routeOf(
      write({ author: { component: 'kubelet', node: 'trabajador-2' } }),
      edges(reading),
      'trabajador-2',
    );
    expect(way.map(ends)).toEqual([
      ['component:kubelet@trabajador-2', 'component:kube-apiserver'],
      ['component:kube-apiserver', 'component:etcd'],
    ]);
  });
  it('fans out to who watches: this app observed, the others inferred', () => {
    const { fan } = routeOf(write({ author: { component: 'kubectl' } }), edges(reading), 'trabajador-1');
    expect(fan.map((leg) => [ends(leg)[1], leg.evidenceLevel])).toEqual([
      ['component:kubeplano', 'observed'],
      ['component:kube-controller-manager', 'inferred'],
      ['component:kube-scheduler', 'inferred'],
      ['component:kubelet@trabajador-1', 'inferred'],
    ]);
  });
  it('starts at the API server when nobody is known to have written', () => {
    const { way } = routeOf(write({}), edges(reading), undefined);
    expect(way.map(ends)).toEqual([['component:kube-apiserver', 'component:etcd']]);
  });
});
