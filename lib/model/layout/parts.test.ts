import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classroom } from '../testing/classroom';
import { layout } from './layout';
import { byNumber } from './layout-groups';
import { edgeToPod, isStarting } from './pod-edge';
import { corners, roundedPath } from './route';
import { allocate } from './slots';
import { canFocus, type Direction, walk } from './walk';

const ids = fc.uniqueArray(fc.stringMatching(/^[a-e]{1,2}$/));

describe('allocate', () => {
  it('keeps who has a slot, frees who is gone, fills the first gap', () => {
    expect(allocate(['a', 'c', 'd'], ['a', 'b', 'c'])).toEqual(['a', 'd', 'c']);
  });
  it('gives each id one slot and moves nobody who stays', () => {
    fc.assert(
      fc.property(ids, ids, (before, now) => {
        const first = allocate(before);
        const second = allocate(now, first);
        expect(second.filter((id) => id !== undefined).sort()).toEqual([...now].sort());
        for (const id of now) if (first.includes(id)) expect(second.indexOf(id)).toBe(first.indexOf(id));
      }),
    );
  });
});

describe('lines', () => {
  it('have a corner only where they turn', () => {
    expect(
      corners([
        { x: 0, y: 0 },
        { x: 5, y: 0 },
        { x: 9, y: 0 },
        { x: 9, y: 0 },
        { x: 9, y: 4 },
      ]),
    ).toEqual([
      { x: 0, y: 0 },
      { x: 9, y: 0 },
      { x: 9, y: 4 },
    ]);
  });
  it('round their corners no further than half of the shorter side', () => {
    expect(
      roundedPath(
        [
          { x: 0, y: 0 },
          { x: 10, y: 0 },
          { x: 10, y: 4 },
        ],
        8,
      ),
    ).toBe('M0 0L8 0Q10 0 10 2L10 4');
  });
});

describe('byNumber', () => {
  it('counts as people do', () => {
    expect(['node-10', 'node-2', 'node-1'].sort(byNumber)).toEqual(['node-1', 'node-2', 'node-10']);
  });
});

describe('walk', () => {
  const { diagramNodes, edges } = layout(classroom(), {
    arrangement: 'role',
    reading: 'story',
    canvas: { width: 1314, height: 632 },
    unit: 1,
    floor: 0,
  });
  const from = (id: string, direction: Direction) => walk(diagramNodes, edges, id, direction);

  it('follows the edges', () => {
    expect(from('component:kubectl', 'right')).toBe('component:kube-apiserver');
    expect(from('component:kube-apiserver', 'down')).toBe('component:etcd');
    expect(from('component:kubelet@trabajador-1', 'right')).toBe('component:containerd@trabajador-1');
  });
  it('goes from the head of a machine down to its pods', () => {
    expect(from('node:maestro-1', 'down')).toMatch(/^pod:/);
  });
  it('stops at the edge of the diagram', () => {
    expect(from('component:kubectl', 'left')).toBeUndefined();
  });
  it('reaches every diagram node from the first', () => {
    const reached = new Set(['component:kube-apiserver']);
    for (const id of reached) {
      for (const direction of ['up', 'down', 'left', 'right'] as const) {
        const next = from(id, direction);
        if (next) reached.add(next);
      }
    }
    expect(
      diagramNodes
        .filter((diagramNode) => canFocus(diagramNode) && !reached.has(diagramNode.id))
        .map((diagramNode) => diagramNode.id),
    ).toEqual([]);
  });
});

describe('edgeToPod', () => {
  it('goes from runC up to the pod that is being started, by the gaps between pods', () => {
    const picture = layout(classroom(), {
      arrangement: 'role',
      reading: 'story',
      canvas: { width: 1314, height: 632 },
      unit: 1,
      floor: 0,
    });
    const edge = edgeToPod(picture, 'pod:desarrollo/web-7d4c6f9b8-r5t2w', 1);
    expect(edge?.from).toBe('component:runc@trabajador-2');
    const others = picture.diagramNodes.filter(
      (diagramNode) => diagramNode.kind === 'pod' && diagramNode.id !== edge?.to,
    );
    const crossed = others.filter(({ x, y, w, h }) =>
      edge?.points.some((at) => at.x > x && at.x < x + w && at.y > y && at.y < y + h),
    );
    expect(crossed).toEqual([]);
  });
  it('has nowhere to rise for a pod without a machine', () => {
    const picture = layout(classroom(), {
      arrangement: 'role',
      reading: 'story',
      canvas: { width: 1314, height: 632 },
      unit: 1,
      floor: 0,
    });
    expect(edgeToPod(picture, 'pod:ivan/gpu-trainer', 1)).toBeUndefined();
  });
  it('is asked for only while a container is being made', () => {
    expect(isStarting({ status: 'Init:0/1', node: 'm' })).toBe(true);
    expect(isStarting({ status: 'Init:CrashLoopBackOff', node: 'm' })).toBe(false);
    expect(isStarting({ status: 'ContainerCreating' })).toBe(false);
  });
});
