import { describe, expect, it } from 'vitest';
import type { NodeObject } from '../objects';
import { goDurationMs, parsePulled } from './image-message';
import { nodeVerdicts, parseFailedScheduling } from './scheduling';
import { aPod } from './testing/story';

describe('FailedScheduling in words', () => {
  it('breaks the message into nodes × reasons', () => {
    const message =
      '0/5 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 1 node(s) were unschedulable, 3 Insufficient cpu, 3 Insufficient nvidia.com/gpu. preemption: 0/5 nodes are available: 5 Preemption is not helpful for scheduling.';
    expect(parseFailedScheduling(message)).toEqual({
      available: 0,
      total: 5,
      reasons: [
        {
          nodes: 1,
          text: 'had untolerated taint {node-role.kubernetes.io/control-plane: }',
          kind: 'taint',
          taint: { key: 'node-role.kubernetes.io/control-plane' },
        },
        { nodes: 1, text: 'were unschedulable', kind: 'unschedulable' },
        { nodes: 3, text: 'Insufficient cpu', kind: 'resource', resource: 'cpu' },
        { nodes: 3, text: 'Insufficient nvidia.com/gpu', kind: 'resource', resource: 'nvidia.com/gpu' },
      ],
      preemption: '0/5 nodes are available: 5 Preemption is not helpful for scheduling.',
    });
  });

  it('reads the newest form, which does not name the taint', () => {
    const message = '0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu.';
    expect(parseFailedScheduling(message)?.reasons).toEqual([
      { nodes: 1, text: 'had untolerated taint(s)', kind: 'taint' },
      { nodes: 2, text: 'Insufficient cpu', kind: 'resource', resource: 'cpu' },
    ]);
  });

  it('reads the older form, where a taint has a comma after it', () => {
    const message =
      "0/3 nodes are available: 1 node(s) had taint {node-role.kubernetes.io/master: }, that the pod didn't tolerate, 2 Insufficient cpu.";
    expect(parseFailedScheduling(message)?.reasons.map((reason) => [reason.nodes, reason.kind])).toEqual([
      [1, 'taint'],
      [2, 'resource'],
    ]);
  });

  it('leaves out the word about claims, tells volumes from affinity, and counts all nodes for what the pod itself lacks', () => {
    const reasons = (message: string) =>
      parseFailedScheduling(message)?.reasons.map((one) => [one.nodes, one.kind, one.text]);
    expect(
      reasons(
        '0/3 nodes are available: 1 node(s) had volume node affinity conflict, 2 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
      ),
    ).toEqual([
      [1, 'volume', 'had volume node affinity conflict'],
      [2, 'resource', 'Insufficient cpu'],
    ]);
    expect(
      reasons('0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. preemption: 0/3 nodes …'),
    ).toEqual([[3, 'volume', 'pod has unbound immediate PersistentVolumeClaims']]);
  });

  it('recomputes required node affinity: one term must hold, the nearest is told', () => {
    const term = (key: string, operator: string, ...values: string[]) => ({ key, operator, values });
    const nodeSelectorTerms = [
      { matchExpressions: [term('disk', 'In', 'ssd'), term('cores', 'Gt', '4'), term('old', 'DoesNotExist')] },
      { matchFields: [term('metadata.name', 'In', 'w9')] },
    ];
    const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } };
    const pod = aPod({ spec: { containers: [], affinity } });
    const node = (name: string, labels: Record<string, string>): NodeObject => ({
      metadata: { name, labels },
      spec: {},
    });
    const against = (one: NodeObject) => nodeVerdicts(pod, [one], {}, () => ({}))[0]?.against;
    expect(against(node('w1', { disk: 'ssd', cores: '8' }))).toEqual([]);
    expect(against(node('w9', {}))).toEqual([]);
    expect(against(node('w2', { disk: 'ssd', cores: '4' }))).toEqual([
      { kind: 'affinity', wanted: 'cores Gt (4)', has: '4' },
    ]);
    expect(against(node('w3', { disk: 'hdd', cores: '2', old: '' }))).toEqual([
      { kind: 'affinity', wanted: 'metadata.name In (w9)', has: 'w3' },
    ]);
  });

  it('a daemon set pod tolerates a cordoned node', () => {
    const tolerations = [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' }];
    const cordoned: NodeObject = {
      metadata: { name: 'w1' },
      spec: { unschedulable: true, taints: [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }] },
    };
    expect(
      nodeVerdicts(aPod({ spec: { containers: [], tolerations } }), [cordoned], {}, () => ({}))[0]?.against,
    ).toEqual([]);
  });

  it('knows that no nodes is not a refusal by nodes, and does not read what it does not know', () => {
    expect(parseFailedScheduling('no nodes available to schedule pods')).toEqual({
      available: 0,
      total: 0,
      reasons: [],
    });
    expect(parseFailedScheduling('running PreBind plugin "VolumeBinding": timed out')).toBeUndefined();
  });

  it('recomputes cordon, taints, selector and requests, node by node', () => {
    const node = (name: string, spec: NodeObject['spec'], labels = {}): NodeObject => ({
      metadata: { name, labels },
      spec: spec ?? {},
    });
    const nodes = [
      node('m1', { taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] }),
      node('w1', { unschedulable: true, taints: [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }] }),
      node('w2', {}, { disk: 'hdd' }),
      node('w3', {}, { disk: 'ssd' }),
    ];
    const pod = aPod({ spec: { containers: [], nodeSelector: { disk: 'ssd' } } });
    const free = (name: string) => ({ cpu: name === 'w3' ? 1000 : 4000 });
    const verdicts = nodeVerdicts(pod, nodes, { cpu: 2000 }, free).map(({ node: name, against }) => [
      name,
      against.map((one) => one.kind),
    ]);
    expect(verdicts).toEqual([
      ['m1', ['taint', 'selector']],
      ['w1', ['unschedulable', 'selector']],
      ['w2', ['selector']],
      ['w3', ['resource']],
    ]);
  });
});

describe('the message of Pulled', () => {
  it.each([
    [
      'Successfully pulled image "nginx" in 2.1s (5.6s including waiting). Image size: 68400000 bytes.',
      { image: 'nginx', present: false, pullMs: 2100, waitedMs: 3500, bytes: 68_400_000 },
    ],
    ['Successfully pulled image "nginx" in 12.345678901s', { image: 'nginx', present: false, pullMs: 12_345.678901 }],
    ['Successfully pulled image "nginx"', { image: 'nginx', present: false }],
    ['Container image "nginx" already present on machine', { image: 'nginx', present: true }],
    [
      'Container image "nginx" already present on machine and can be accessed by the pod',
      { image: 'nginx', present: true },
    ],
  ])('%s', (message, expected) => {
    expect(parsePulled(message)).toEqual(expected);
  });

  it('reads Go durations and refuses others', () => {
    expect(goDurationMs('1m2.5s')).toBe(62_500);
    expect(goDurationMs('310ms')).toBe(310);
    expect(goDurationMs('soon')).toBeUndefined();
  });
});
