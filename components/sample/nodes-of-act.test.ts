import { describe, expect, it } from 'vitest';
import { testSwitch as one } from '@/lib/store/testing';
import { nodesOfAct } from './nodes-of-act';

const SWITCHES = [
  one('scheduler', 'kube-scheduler', { node: 'maestro' }),
  one('kubelet-nodo1', 'kubelet', { node: 'nodo1' }),
  one('machine-nodo1', 'machine', { node: 'nodo1' }),
  one('network-maestro-nodo2', 'network', { node: 'maestro', peer: 'nodo2' }),
  one('coredns', 'coredns'),
];
const PODS = ['ivan/web-7d4f-x2kqp', 'ivan/web-7d4f-abcde', 'ivan/web-blog-6c5-zzzzz', 'otro/web-7d4f-qqqqq'];
const turned = (name: string) => nodesOfAct({ do: 'switch', name, on: false }, SWITCHES, PODS);

describe('what an act is done to on the diagram', () => {
  it('is the box of the program, on its machine first', () => {
    expect(turned('scheduler')).toEqual(['component:kube-scheduler@maestro', 'component:kube-scheduler']);
    expect(turned('kubelet-nodo1')[0]).toBe('component:kubelet@nodo1');
    expect(turned('coredns')).toEqual(['component:coredns']);
  });

  it('is the machine that is unplugged or looks dead', () => {
    expect(turned('machine-nodo1')).toEqual(['node:nodo1']);
    expect(turned('network-maestro-nodo2')[0]).toBe('node:nodo2');
  });

  it('is the pod, or the pods of that Deployment and of no other', () => {
    const web = { namespace: 'ivan', name: 'web' };
    expect(nodesOfAct({ do: 'delete', kind: 'pod', ...web }, SWITCHES, PODS)).toEqual(['pod:ivan/web']);
    const pods = ['pod:ivan/web-7d4f-x2kqp', 'pod:ivan/web-7d4f-abcde'];
    expect(nodesOfAct({ do: 'delete', kind: 'deployment', ...web }, SWITCHES, PODS)).toEqual(pods);
    expect(nodesOfAct({ do: 'scale', ...web, replicas: 1 }, SWITCHES, PODS)).toEqual(pods);
  });

  it('is nothing that is drawn for what is not there yet, and for all at once', () => {
    expect(turned('no-such-switch')).toEqual([]);
    const names = ['scheduler', 'coredns'];
    expect(nodesOfAct({ do: 'all-on', names }, SWITCHES, PODS)).toEqual([]);
  });
});
