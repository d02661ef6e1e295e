import { describe, expect, it } from 'vitest';
import type { ClusterSnapshot } from '../cluster';
import { layout } from '../layout';
import { classroom, dockerNode, highlyAvailable, managed } from '../testing/classroom';
import { hopPlace } from './diagram-nodes';
import { drawnNode, highlightOn } from './highlight';
import { aPod, aStatus, at } from './testing/story';
import { tracePod } from './trace';

const CANVAS = { reading: 'story', canvas: { width: 1314, height: 632 }, unit: 1, floor: 0 } as const;

/** The path of the first pod that is drawn as a pod of a worker. */
function told(cluster: ClusterSnapshot, arrangement: 'role' | 'machine') {
  const drawn = layout(cluster, { ...CANVAS, arrangement });
  const diagramNode = drawn.diagramNodes.findLast((one) => one.kind === 'pod' && one.node !== undefined);
  const [namespace = '', name = ''] = diagramNode?.pod?.split('/') ?? [];
  const node = diagramNode?.node ?? '';
  const path = tracePod({
    pod: aPod({
      metadata: { ...aPod().metadata, name, namespace },
      spec: { nodeName: node, containers: [{ name: 'web' }] },
      status: { startTime: at(1), containerStatuses: [aStatus({ state: { running: { startedAt: at(3) } } })] },
    }),
    chain: cluster.nodes.find((one) => one.name === node)?.chain ?? [],
  });
  const steps = path.hops.map((hop) => hopPlace(hop, path));
  return { drawn, node, path, steps, highlighted: highlightOn(drawn, steps, node, 1) };
}

describe.each([
  ['role', classroom],
  ['machine', classroom],
  ['role', dockerNode],
  ['machine', dockerNode],
  ['role', highlyAvailable],
  ['machine', highlyAvailable],
  ['role', managed],
  ['machine', managed],
] as const)('the path highlighted by %s', (arrangement, make) => {
  it('runs over boxes that are there, from kubectl to the pod, and only its own machine among the workers', () => {
    const { highlighted, path, node } = told(make(), arrangement);
    const ids = highlighted.diagramNodes.map((diagramNode) => diagramNode.id);
    expect(ids[0]).toBe('component:kubectl');
    expect(ids).toContain(`component:kubelet@${node}`);
    expect(ids).toContain(`pod:${path.pod.namespace}/${path.pod.name}`);
    const links = highlighted.diagramNodes.filter((diagramNode) => diagramNode.kind === 'link');
    expect(new Set(links.map((diagramNode) => diagramNode.node))).toEqual(new Set([node]));
    // The chain is highlighted whole: no link between the kubelet and runC is skipped.
    expect(links.length).toBe(path.chain.length);
  });

  it('takes the edges that join them, each once', () => {
    const { highlighted, drawn } = told(make(), arrangement);
    const known = new Set(drawn.edges.map((edge) => edge.id));
    const ids = highlighted.edges.map((edge) => edge.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !known.has(id)).every((id) => id.startsWith('edge:rise:'))).toBe(true);
    expect(ids.some((id) => id.startsWith('edge:rise:'))).toBe(true);
    expect(ids).toContain('edge:kubectl');
  });
});

describe('a diagram node that is not drawn', () => {
  const drawn = layout(classroom(), { ...CANVAS, arrangement: 'role' });
  it('is shown by its machine, when it has one', () => {
    const node = classroom().nodes.at(-1)?.name ?? '';
    expect(drawnNode(drawn.diagramNodes, 'pod:aula/none', node)?.id).toBe(`node:${node}`);
    expect(drawnNode(drawn.diagramNodes, `component:cri-o@${node}`, node)?.id).toBe(`node:${node}`);
  });
  it('is left out when it has none', () => {
    expect(drawnNode(drawn.diagramNodes, 'component:minikube', undefined)).toBeUndefined();
  });
});

it('the present step is the last one told', () => {
  const { drawn, steps, node } = told(classroom(), 'role');
  const highlighted = highlightOn(drawn, steps.slice(0, 1), node, 1);
  expect(highlighted.now.diagramNodes.map((diagramNode) => diagramNode.id)).toEqual([
    'component:kubectl',
    'component:kube-apiserver',
  ]);
  expect(highlighted.now.edges.map((edge) => edge.id)).toEqual(['edge:kubectl']);
});
