import { describe, expect, it } from 'vitest';
import type { Component, WorkloadView } from '@/lib/model/cluster';
import { testSwitch as one } from '@/lib/store/testing';
import { actsOn, type OfferedAct } from './acts-on';

const switches = [
  one('scheduler', 'kube-scheduler', { node: 'maestro' }),
  one('kubelet-nodo1', 'kubelet', { node: 'nodo1' }),
  one('kubelet-nodo2', 'kubelet', { node: 'nodo2', on: false, phase: 'Stopped' }),
  one('machine-nodo1', 'machine', { node: 'nodo1' }),
  one('network-maestro-nodo1', 'network', { node: 'maestro', peer: 'nodo1' }),
  one('network-maestro-nodo2', 'network', { node: 'maestro', peer: 'nodo2' }),
  one('network-nodo1-nodo2', 'network', { node: 'nodo1', peer: 'nodo2', on: false, phase: 'Stopped' }),
  one('coredns', 'coredns'),
];
const components: Component[] = [
  {
    id: 'kube-scheduler',
    evidenceLevel: 'observed',
    health: 'ok',
    evidence: [],
    instances: [
      { name: 'kube-scheduler-maestro', node: 'maestro', pod: 'kube-system/kube-scheduler-maestro', static: true },
    ],
  },
  {
    id: 'coredns',
    evidenceLevel: 'observed',
    health: 'ok',
    evidence: [],
    instances: [{ name: 'coredns-1', node: 'nodo1', pod: 'kube-system/coredns-1' }],
  },
];
const web: WorkloadView = {
  kind: 'Deployment',
  namespace: 'ivan',
  name: 'web',
  desired: 2,
  ready: 2,
  images: [],
  health: 'ok',
};
const known = { switches, components };
const said = (acts: OfferedAct[]) => acts.map(({ verb, act, of }) => [verb, 'name' in act ? act.name : act.do, of]);

describe('what can be done to what is selected', () => {
  it('is throwing the switch of a program, that of its machine when it has one', () => {
    expect(said(actsOn({ type: 'component', id: 'kube-scheduler' }, known))).toEqual([
      ['stop', 'scheduler', undefined],
    ]);
    expect(said(actsOn({ type: 'component', id: 'kubelet', node: 'nodo2' }, known))).toEqual([
      ['start', 'kubelet-nodo2', undefined],
    ]);
    expect(said(actsOn({ type: 'component', id: 'coredns' }, known))).toEqual([['stop', 'coredns', undefined]]);
    expect(actsOn({ type: 'component', id: 'kubectl' }, known)).toEqual([]);
  });

  it('is the plug of a machine and each of its cables, named after the other end', () => {
    expect(said(actsOn({ type: 'node', name: 'nodo1' }, known))).toEqual([
      ['unplug', 'machine-nodo1', 'nodo1'],
      ['cut', 'network-maestro-nodo1', 'maestro'],
      ['join', 'network-nodo1-nodo2', 'nodo2'],
    ]);
  });

  it('is deleting a pod, and for those of the control plane the switch that takes their file away', () => {
    const pod = (name: string) => actsOn({ type: 'pod', namespace: 'kube-system', name }, { ...known, pod: { name } });
    expect(said(pod('kube-scheduler-maestro'))).toEqual([
      ['stop', 'scheduler', undefined],
      ['delete', 'kube-scheduler-maestro', undefined],
    ]);
    expect(said(pod('coredns-1'))).toEqual([['delete', 'coredns-1', undefined]]);
    // What is gone cannot be deleted again.
    expect(actsOn({ type: 'pod', namespace: 'kube-system', name: 'coredns-0' }, known)).toEqual([]);
  });

  it('is a replica more or fewer of a Deployment, within what may be asked for', () => {
    const target = { type: 'workload', kind: 'Deployment', namespace: 'ivan', name: 'web' } as const;
    const with_ = (desired: number) => actsOn(target, { ...known, workload: { ...web, desired } });
    expect(with_(2).map(({ act }) => act)).toEqual([
      { do: 'scale', namespace: 'ivan', name: 'web', replicas: 3 },
      { do: 'scale', namespace: 'ivan', name: 'web', replicas: 1 },
      { do: 'delete', kind: 'deployment', namespace: 'ivan', name: 'web' },
    ]);
    expect(with_(0).map(({ verb }) => verb)).toEqual(['more', 'delete']);
    expect(with_(50).map(({ verb }) => verb)).toEqual(['fewer', 'delete']);
    expect(actsOn({ ...target, kind: 'DaemonSet' }, { ...known, workload: web })).toEqual([]);
  });
});
