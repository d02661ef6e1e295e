import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClusterSnapshot, keyOf } from '../cluster';
import { classroom, dockerNode, embedded, highlyAvailable, managed, many, pod } from '../testing/classroom';
import { layout } from './layout';
import { podNamePixels, readableZoom } from './legibility';
import { leastLetters } from './pod-name';
import type { DiagramNode, Layout, LayoutOptions } from './types';

const OPTIONS: LayoutOptions = {
  arrangement: 'role',
  reading: 'story',
  canvas: { width: 1314, height: 632 },
  unit: 1,
  floor: 0,
};
const PHONE = { width: 370, height: 700 };
const CLUSTERS = { classroom, dockerNode, embedded, highlyAvailable, managed };
const ARRANGEMENTS = ['role', 'machine'] as const;

const drawn = (cluster: ClusterSnapshot, more: Partial<LayoutOptions> = {}) => layout(cluster, { ...OPTIONS, ...more });
const find = (picture: Layout, id: string) => {
  const diagramNode = picture.diagramNodes.find((each) => each.id === id);
  if (!diagramNode) throw new Error(`no diagramNode ${id}`);
  return diagramNode;
};
const overlap = (a: DiagramNode, b: DiagramNode) =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

function overlaps(picture: Layout): string[] {
  const siblings = Map.groupBy(picture.diagramNodes, (diagramNode) => diagramNode.parent ?? '');
  return [...siblings.values()].flatMap((diagramNodes) =>
    diagramNodes.flatMap((a, i) =>
      diagramNodes.slice(i + 1).flatMap((b) => (overlap(a, b) ? [`${a.id} × ${b.id}`] : [])),
    ),
  );
}
function outside(picture: Layout): string[] {
  const at = new Map(picture.diagramNodes.map((diagramNode) => [diagramNode.id, diagramNode]));
  return picture.diagramNodes.flatMap((diagramNode) => {
    const box = diagramNode.parent === undefined ? picture.bounds : at.get(diagramNode.parent);
    if (!box) return [diagramNode.id];
    const fits =
      diagramNode.x >= box.x &&
      diagramNode.y >= box.y &&
      diagramNode.x + diagramNode.w <= box.x + box.w &&
      diagramNode.y + diagramNode.h <= box.y + box.h;
    return fits ? [] : [diagramNode.id];
  });
}
const positions = (picture: Layout) =>
  new Map(picture.diagramNodes.map(({ id, x, y, w, h }) => [id, `${x} ${y} ${w} ${h}`]));

describe.each(Object.entries(CLUSTERS))('the drawing of %s', (_, make) => {
  it.each(ARRANGEMENTS)('has no two boxes on each other, nor one outside its own, by %s', (arrangement) => {
    for (const unit of [1, 15 / 13]) {
      for (const canvas of [OPTIONS.canvas, { width: 1870, height: 940 }, { width: 900, height: 560 }, PHONE]) {
        const picture = drawn(make(), { arrangement, unit, canvas });
        expect(overlaps(picture)).toEqual([]);
        expect(outside(picture)).toEqual([]);
      }
    }
  });

  it.each(ARRANGEMENTS)('shows each pod once, as itself or as the component it is, by %s', (arrangement) => {
    const cluster = make();
    const picture = drawn(cluster, { arrangement });
    const asPods = picture.diagramNodes.flatMap((diagramNode) => diagramNode.pod ?? []);
    const hosted = new Set(
      picture.diagramNodes.flatMap((diagramNode) =>
        diagramNode.kind === 'component' && diagramNode.parent ? [`${diagramNode.component} ${diagramNode.node}`] : [],
      ),
    );
    const asComponents = cluster.pods.filter((each) => each.static && hosted.has(`${each.component} ${each.node}`));
    expect(new Set(asPods).size).toBe(asPods.length);
    expect(asPods.length + asComponents.length).toBe(cluster.pods.length);
  });

  it('has only whole pixels, because browsers measure boxes so', () => {
    const picture = drawn(make(), { unit: 15 / 13 });
    for (const { w, h } of picture.diagramNodes) expect([w, h].every(Number.isInteger)).toBe(true);
  });

  it('joins with edges only what is drawn, and starts and ends each at its boxes', () => {
    for (const reading of ['story', 'calls'] as const) {
      for (const arrangement of ARRANGEMENTS) {
        const picture = drawn(make(), { reading, arrangement });
        for (const edge of picture.edges) {
          const [from, to] = [find(picture, edge.from), find(picture, edge.to)];
          expect(touches(from, edge.points[0]), `${edge.id} starts`).toBe(true);
          expect(touches(to, edge.points[edge.points.length - 1]), `${edge.id} ends`).toBe(true);
        }
      }
    }
  });
});

function touches(box: DiagramNode, point: { x: number; y: number } | undefined): boolean {
  if (!point) return false;
  const inX = point.x >= box.x - 1 && point.x <= box.x + box.w + 1;
  const inY = point.y >= box.y - 1 && point.y <= box.y + box.h + 1;
  return inX && inY;
}

describe('layout', () => {
  it('gives the same picture for the same cluster, whatever the order of its lists', () => {
    const cluster = classroom();
    const shuffled = { ...cluster, pods: [...cluster.pods].reverse(), nodes: [...cluster.nodes].reverse() };
    expect(positions(drawn(shuffled))).toEqual(positions(drawn(cluster)));
  });

  it('fits the canvas it was made for', () => {
    for (const make of Object.values(CLUSTERS)) {
      for (const arrangement of ARRANGEMENTS) {
        const { bounds, grid } = drawn(make(), { arrangement });
        expect(bounds.w * grid.zoom).toBeLessThanOrEqual(OPTIONS.canvas.width * 1.06);
        expect(bounds.h * grid.zoom).toBeLessThanOrEqual(OPTIONS.canvas.height * 1.06);
      }
    }
  });

  it('moves nothing when a pod comes, and gives its place to the next when it goes', () => {
    const cluster = classroom();
    const before = drawn(cluster);
    const newcomer = pod('desarrollo', 'aaa-first-by-name', 'trabajador-1');
    const after = drawn({ ...cluster, pods: [newcomer, ...cluster.pods] }, { memory: before.memory });
    for (const [id, position] of positions(before)) expect(positions(after).get(id)).toBe(position);

    const gone = cluster.pods.filter((each) => each.name !== 'mongo-0');
    const third = drawn({ ...cluster, pods: [...gone, newcomer] }, { memory: before.memory });
    expect(positions(third).get('pod:desarrollo/aaa-first-by-name')).toBe(
      positions(before).get('pod:produccion/mongo-0'),
    );
  });

  it('keeps every place through any coming and going, while there is room', () => {
    const machines = ['maestro-1', 'trabajador-1', 'trabajador-2'];
    const name = fc.stringMatching(/^[a-z]{3,8}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.constantFrom(...machines), fc.boolean()), { maxLength: 12 }), (steps) => {
        const cluster = classroom();
        let pods = cluster.pods;
        let picture = drawn(cluster);
        for (const [id, node, comes] of steps) {
          const next = comes
            ? [...pods.filter((each) => each.name !== id), pod('azar', id, node)]
            : pods.filter((_, index) => index !== id.length);
          const later = drawn({ ...cluster, pods: next }, { memory: picture.memory });
          const [was, is] = [picture, later].map(
            (each) => new Map(each.diagramNodes.map((diagramNode) => [diagramNode.id, diagramNode])),
          );
          for (const [key, diagramNode] of was as Map<string, DiagramNode>) {
            const now = is?.get(key);
            // In its machine: a machine may grow and push those below it, never what it holds.
            if (!now || diagramNode.kind !== 'pod' || diagramNode.node === undefined || now.node !== diagramNode.node)
              continue;
            const [home, then] = [find(later, `node:${diagramNode.node}`), find(picture, `node:${diagramNode.node}`)];
            expect([now.x - home.x, now.y - home.y]).toEqual([diagramNode.x - then.x, diagramNode.y - then.y]);
          }
          expect(overlaps(later)).toEqual([]);
          pods = next;
          picture = later;
        }
      }),
      { numRuns: 40 },
    );
  });

  it('puts who is new among machines at the end, though its name comes first', () => {
    const cluster = classroom();
    const before = drawn(cluster);
    const first = cluster.nodes[1];
    if (!first) throw new Error('the classroom has workers');
    const after = drawn(
      { ...cluster, nodes: [...cluster.nodes, { ...first, name: 'aaa' }] },
      { memory: before.memory },
    );
    for (const id of ['node:maestro-1', 'node:trabajador-1', 'node:trabajador-2']) {
      expect(positions(after).get(id)).toBe(positions(before).get(id));
    }
  });

  it('draws machines that may not be listed, from the pods that name them', () => {
    const picture = drawn({ ...classroom(), nodes: [] });
    expect(find(picture, 'node:trabajador-1').evidenceLevel).toBe('inferred');
  });

  it('puts pods without a node in the tray', () => {
    expect(find(drawn(classroom()), 'pod:ivan/gpu-trainer').parent).toBe('tray:pending');
  });

  it('gives one that waits alone the places beside it for its reasons, and stays where it was when another comes', () => {
    const cluster = classroom();
    const id = 'pod:ivan/gpu-trainer';
    const before = drawn(cluster);
    const pods = [...cluster.pods, pod('ivan', 'otro', undefined)];
    const after = drawn({ ...cluster, pods }, { memory: before.memory });
    expect(find(after, id).x).toBe(find(before, id).x);
    expect(find(after, id).w).toBeLessThan(find(before, id).w);
    expect(find(after, id).x + find(after, id).w).toBeLessThan(find(after, 'pod:ivan/otro').x);
  });

  it('stands the control plane inside its machine, by machine, and what is hidden outside', () => {
    const machine = drawn(classroom(), { arrangement: 'machine' });
    expect(find(machine, 'component:kube-apiserver').parent).toBe('node:maestro-1');
    expect(find(drawn(managed(), { arrangement: 'machine' }), 'component:etcd').parent).toBeUndefined();
  });

  it('names each copy by its machine when there are several', () => {
    const picture = drawn(highlyAvailable(), { arrangement: 'machine' });
    expect(find(picture, 'component:etcd@cp-2').parent).toBe('node:cp-2');
    expect(
      drawn(highlyAvailable()).diagramNodes.filter((diagramNode) => diagramNode.component === 'etcd'),
    ).toHaveLength(1);
  });

  it('draws the chain of a Docker node whole, and the protocol of each arrow', () => {
    const links = drawn(dockerNode()).diagramNodes.filter((diagramNode) => diagramNode.kind === 'link');
    expect(links.map((diagramNode) => diagramNode.name)).toEqual([
      'kubelet',
      'cri-dockerd',
      'dockerd',
      'containerd',
      'runC',
    ]);
  });

  it('tells the story from kubectl to the kubelet', () => {
    const { edges } = drawn(classroom());
    const told = edges.filter((edge) => edge.step).sort((a, b) => (a.step ?? 0) - (b.step ?? 0));
    expect(told.map((edge) => edge.to)).toEqual([
      'component:kube-apiserver',
      'component:etcd',
      'component:kube-controller-manager',
      'component:kube-scheduler',
      'component:kubelet@maestro-1',
    ]);
  });

  it('turns the arrows to who really calls: all watch the API server, which calls only etcd and, at times, a kubelet', () => {
    const { edges } = drawn(classroom(), { reading: 'calls' });
    const fromApi = edges.filter((edge) => edge.from === 'component:kube-apiserver');
    expect(new Set(fromApi.map((edge) => edge.protocol))).toEqual(new Set(['grpc', 'exec']));
    const watching = edges.filter((edge) => edge.protocol === 'watch').map((edge) => edge.from);
    expect(watching).toContain('component:kube-scheduler');
    expect(watching).toContain('component:kubelet@trabajador-2');
    expect(watching.some((id) => id.startsWith('pod:kube-system/kube-proxy'))).toBe(true);
    expect(edges.every((edge) => edge.protocol !== 'watch' || edge.to === 'component:kube-apiserver')).toBe(true);
  });

  it('gives several members of etcd a line for their checks', () => {
    const cluster = highlyAvailable();
    const checked = cluster.components.map((each) =>
      each.id === 'etcd' ? { ...each, checks: [{ name: 'etcd', ok: true }] } : each,
    );
    const [before, after] = [cluster, { ...cluster, components: checked }].map((each) =>
      find(drawn(each), 'component:etcd'),
    );
    expect((after?.h ?? 0) - (before?.h ?? 0)).toBeGreaterThan(15);
  });

  it('lays out five hundred machines as tiles with room for a word, and the control plane at the size of its words', () => {
    const picture = drawn(many(500, 20));
    const tile = find(picture, 'node:worker-1');
    expect(tile.h * picture.grid.zoom).toBeGreaterThan(18);
    expect(tile.w * picture.grid.zoom).toBeGreaterThan(24);
    const api = find(picture, 'component:kube-apiserver');
    expect(api.w * picture.grid.zoom).toBeGreaterThan(200);
  });
});

describe('where names must be large', () => {
  const PROJECTOR = { unit: 16 / 13, floor: 16 };
  const PRESENTED = { width: 1252, height: 674 };
  const ROOMS = [PRESENTED, { width: 1252, height: 530 }, { width: 892, height: 560 }, { width: 1892, height: 1010 }];

  it.each(ROOMS)('no name has fewer pixels than the floor at the zoom it is made for, at %j', (canvas) => {
    for (const make of Object.values(CLUSTERS)) {
      for (const arrangement of ARRANGEMENTS) {
        const { grid, diagramNodes } = drawn(make(), { arrangement, canvas, ...PROJECTOR });
        // Six machines beside a panel: they are tiles.
        if (readableZoom(grid, grid.zoom, PROJECTOR.unit, PROJECTOR.floor) === undefined) {
          expect(make().nodes.length).toBeGreaterThan(4);
          continue;
        }
        expect(podNamePixels(grid.density, grid.zoom, PROJECTOR.unit)).toBeGreaterThanOrEqual(15.99);
        for (const { scale } of diagramNodes.filter((each) => each.parent === undefined && each.kind === 'component'))
          expect(16 * scale * grid.zoom).toBeGreaterThanOrEqual(15.99);
      }
    }
  });

  it('all of a class-room is seen at once at 1280 × 720, every name whole', () => {
    const cluster = classroom();
    const { bounds, grid, diagramNodes } = drawn(cluster, { canvas: PRESENTED, ...PROJECTOR });
    expect(bounds.w * grid.zoom).toBeLessThanOrEqual(1252 * 1.02);
    expect(bounds.h * grid.zoom).toBeLessThanOrEqual(674 * 1.02);
    const pods = new Map(cluster.pods.map((each) => [keyOf.pods(each), each]));
    for (const { pod: key, w, parent } of diagramNodes) {
      const shown = key === undefined || parent === 'tray:pending' ? undefined : pods.get(key);
      if (shown)
        expect((w - 26 * PROJECTOR.unit) / (7.8 * PROJECTOR.unit)).toBeGreaterThanOrEqual(
          Math.min(18, leastLetters(shown)),
        );
    }
  });

  it('is drawn with its two lines again where there is room for them', () => {
    expect(drawn(classroom(), { canvas: { width: 3800, height: 2000 }, ...PROJECTOR }).grid.density).toBe('full');
  });

  it('has no two boxes on each other, nor one outside its own', () => {
    for (const canvas of ROOMS) {
      for (const make of Object.values(CLUSTERS)) {
        for (const arrangement of ARRANGEMENTS) {
          const picture = drawn(make(), { arrangement, canvas, ...PROJECTOR });
          expect(overlaps(picture)).toEqual([]);
          expect(outside(picture)).toEqual([]);
        }
      }
    }
  });

  it('reads machines as tiles where there are too many for names', () => {
    const { grid } = drawn(many(100, 20), { canvas: PRESENTED, ...PROJECTOR });
    expect(readableZoom(grid, grid.zoom, PROJECTOR.unit, PROJECTOR.floor)).toBeUndefined();
  });
});

describe('on a phone', () => {
  it('the lanes stand one under the other, no wider than the canvas, and nothing is drawn smaller', () => {
    const picture = drawn(classroom(), { canvas: PHONE });
    const [client, control, nodes] = picture.lanes as [DiagramNode, DiagramNode, DiagramNode];
    expect(control.y).toBeGreaterThanOrEqual(client.y + client.h);
    expect(nodes.y).toBeGreaterThanOrEqual(control.y + control.h);
    expect(picture.bounds.w).toBeLessThanOrEqual(PHONE.width);
    expect(new Set(picture.diagramNodes.map((diagramNode) => diagramNode.scale))).toEqual(new Set([1]));
  });
});

describe('what is one process', () => {
  it('is framed together, and named', () => {
    const picture = drawn(embedded());
    const frame = picture.lanes.find((diagramNode) => diagramNode.kind === 'frame');
    expect(frame?.name).toBe('k3s');
    const inside = picture.diagramNodes.filter(
      (diagramNode) => frame && diagramNode.kind === 'component' && overlap(diagramNode, frame),
    );
    expect(inside.map((diagramNode) => diagramNode.component)).toEqual([
      'kube-scheduler',
      'kube-controller-manager',
      'kube-apiserver',
    ]);
  });
});

describe('what runs on no machine', () => {
  it('stands under the machines, by machine, with room for its whole name', () => {
    const picture = drawn(classroom(), { arrangement: 'machine' });
    const absent = find(picture, 'component:cloud-controller-manager');
    const lowest = Math.max(
      ...picture.diagramNodes.flatMap((diagramNode) =>
        diagramNode.kind === 'machine' ? diagramNode.y + diagramNode.h : [],
      ),
    );
    expect(absent.y).toBeGreaterThan(lowest);
    expect(absent.w).toBeGreaterThanOrEqual('cloud-controller-manager'.length * 7.8 * absent.scale);
  });
});
