import type { SampleSwitch } from '@kubeplano/sample-cluster/controls';
import { describe, expect, it } from 'vitest';
import { testSwitch } from '@/lib/store/testing';
import { absentFor, isReplaced } from './absent-for';

const one = (name: string, component: SampleSwitch['component'], node?: string, off: Partial<SampleSwitch> = {}) =>
  testSwitch(name, component, { ...(node === undefined ? {} : { node }), ...off });
const OFF = { on: false, phase: 'Stopped' } as const;
/** Not switched off, and yet it does not run: its machine is. */
const DEAD = { phase: 'Stopped' } as const;
const CREATE = { do: 'create', namespace: 'ivan', name: 'web', image: 'nginx', replicas: 1 } as const;
const DELETE = { do: 'delete', kind: 'pod', namespace: 'ivan', name: 'web' } as const;

describe('what will not do its part of an act', () => {
  it('is a program of the control plane that runs nowhere, switched off or gone with its machine', () => {
    const two = [one('scheduler-a', 'kube-scheduler', 'a', OFF), one('scheduler-b', 'kube-scheduler', 'b')];
    expect(absentFor(CREATE, two)).toEqual([]);
    expect(absentFor(CREATE, [two[0] as SampleSwitch])).toEqual([{ component: 'kube-scheduler' }]);
    expect(absentFor(CREATE, [one('scheduler', 'kube-scheduler', 'a', DEAD)])).toEqual([
      { component: 'kube-scheduler' },
    ]);
  });

  it('is not what runs on although it was switched off, for no kubelet is there to end it', () => {
    const ending = one('scheduler', 'kube-scheduler', 'a', { on: false, phase: 'Stopping' });
    expect(absentFor(CREATE, [ending])).toEqual([{ component: 'kube-scheduler' }]);
    expect(absentFor(CREATE, [{ ...ending, phase: 'Running' }])).toEqual([]);
    expect(absentFor(CREATE, [{ ...ending, on: true, phase: 'Starting' }])).toEqual([]);
  });

  it('is the kubelet of the pod that is deleted, and no other', () => {
    const kubelets = [one('kubelet-nodo1', 'kubelet', 'nodo1', OFF), one('kubelet-nodo2', 'kubelet', 'nodo2')];
    expect(absentFor(DELETE, kubelets, 'nodo1')).toEqual([{ component: 'kubelet', node: 'nodo1' }]);
    expect(absentFor(DELETE, kubelets, 'nodo2')).toEqual([]);
    expect(absentFor(DELETE, kubelets)).toEqual([]);
  });

  it('is who reads the manifests, who finds nodes dead and who makes the pods of add-ons', () => {
    const all = [
      one('scheduler', 'kube-scheduler', 'maestro'),
      one('kubelet-maestro', 'kubelet', 'maestro', OFF),
      one('kubelet-nodo1', 'kubelet', 'nodo1'),
      one('containerd-nodo1', 'containerd', 'nodo1'),
      one('coredns', 'coredns'),
      one('controller-manager', 'kube-controller-manager', 'maestro', OFF),
    ];
    const thrown = (name: string, on: boolean) =>
      absentFor({ do: 'switch', name, on }, all).map(({ component }) => component);
    expect(thrown('scheduler', false)).toEqual(['kubelet']);
    expect(thrown('scheduler', true)).toEqual(['kubelet']);
    expect(thrown('kubelet-nodo1', false)).toEqual(['kube-controller-manager']);
    expect(thrown('kubelet-nodo1', true)).toEqual([]);
    expect(thrown('coredns', false)).toEqual(['kube-controller-manager']);
    expect(thrown('containerd-nodo1', false)).toEqual([]);
    expect(thrown('none', false)).toEqual([]);
  });
});

describe('a program of several control planes', () => {
  it('is replaced by one that works, not by one that is off, dead or of another kind', () => {
    const first = one('scheduler-a', 'kube-scheduler', 'a');
    expect(isReplaced(first, [first, one('scheduler-b', 'kube-scheduler', 'b')])).toBe(true);
    expect(isReplaced(first, [first, one('scheduler-b', 'kube-scheduler', 'b', OFF)])).toBe(false);
    expect(isReplaced(first, [first, one('scheduler-b', 'kube-scheduler', 'b', DEAD)])).toBe(false);
    expect(isReplaced(first, [first, one('etcd-b', 'etcd', 'b')])).toBe(false);
  });
});
