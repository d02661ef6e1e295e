/** The arrows, in story order or in the direction the calls really go; one file per route in `edges/`. */
import { chains } from './edges/chains';
import { clients } from './edges/clients';
import { type Draw, FEW, type Scene } from './edges/draw';
import { type Draft, finish } from './edges/finish';
import { kubelets } from './edges/kubelets';
import { loops } from './edges/loops';
import { stores } from './edges/stores';
import { watchers } from './edges/watchers';
import type { Placed } from './machines';
import type { Metrics } from './metrics';
import type { DiagramEdge, DiagramNode, Grid } from './types';

/** All arrows of a reading, once the diagram nodes stand. `s` measures the lanes beside the machines, `m` the machines. */
export function edgesOf(
  s: Metrics,
  m: Metrics,
  diagramNodes: readonly DiagramNode[],
  placed: Placed,
  grid: Grid,
  scene: Scene,
): DiagramEdge[] {
  const edges: DiagramEdge[] = [];
  const add = (edge: Draft) => edges.push(finish(edge, edge.scale === 1 ? m : s));
  const api = diagramNodes.find((diagramNode) => diagramNode.component === 'kube-apiserver');
  if (api) {
    const boxes = new Map(
      diagramNodes
        .filter((diagramNode) => diagramNode.kind === 'machine')
        .map((diagramNode) => [diagramNode.node, diagramNode]),
    );
    const z = (n: number) => Math.round(n * s.unit);
    const bus = grid.narrow ? z(8) : scene.machinesX - z(30);
    const story = scene.reading === 'story';
    const draw: Draw = {
      s,
      m,
      diagramNodes,
      placed,
      grid,
      scene,
      story,
      boxes,
      api,
      bus,
      back: grid.narrow ? z(3) : bus + z(10),
      z,
      add,
    };
    clients(draw);
    stores(draw);
    loops(draw);
    kubelets(draw);
    if (!story && scene.groups.machines.length <= FEW) watchers(draw);
  }
  chains(diagramNodes, scene, add);
  return edges;
}
