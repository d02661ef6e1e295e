import { describe, expect, it } from 'vitest';
import { describeShared } from '@/lib/testing/shared';
import type { ComponentId } from '../cluster';
import { derive } from '../derive';
import { hasSystemd } from '../node/systemd';
import { liveFacts } from '../testing/empty-facts';
import { aNode, aPod, condition, container, running } from '../testing/pods';
import { recordedFacts } from '../testing/recorded-clusters';

const k3s = (...args: string[]) =>
  aNode(
    'm',
    { kubeletVersion: 'v1.30.1+k3s1', containerRuntimeVersion: 'containerd://1.7.15-k3s1' },
    {
      annotations: {
        'k3s.io/node-args': JSON.stringify(['server', ...args]),
        'flannel.alpha.coreos.com/backend-type': 'vxlan',
      },
    },
  );
const find = (id: ComponentId, node: ReturnType<typeof k3s>, pods: ReturnType<typeof aPod>[] = []) =>
  derive(liveFacts({ nodes: [node], pods })).components.find((one) => one.id === id);

describe('what k3s was started without', () => {
  it('is there, in its process, when nothing was said', () => {
    expect(find('kube-proxy', k3s())).toMatchObject({ evidenceLevel: 'hidden' });
    expect(find('cni', k3s())?.reason).toEqual({ code: 'network-is', values: { network: 'Flannel' } });
  });

  it.each([
    ['kube-proxy', ['--disable-kube-proxy'], '--disable-kube-proxy'],
    ['kube-proxy', ['--disable-kube-proxy', 'true', '--docker', 'false'], '--disable-kube-proxy'],
    ['cloud-controller-manager', ['--disable-cloud-controller=true'], '--disable-cloud-controller'],
    ['coredns', ['--disable', 'traefik', '--disable', 'coredns'], '--disable coredns'],
    ['coredns', ['--disable=traefik,coredns'], '--disable traefik,coredns'],
  ] as const)('is absent, and the argument is the proof: %s %j', (id, args, value) => {
    expect(find(id, k3s(...args))).toMatchObject({
      evidenceLevel: 'absent',
      reason: { code: 'switched-off', values: { flag: value } },
      instances: [],
      evidence: [{ object: 'Node m', field: 'metadata.annotations["k3s.io/node-args"]', value }],
    });
  });

  it('is not what was said no to, nor what an agent or a damaged annotation says', () => {
    expect(find('kube-proxy', k3s('--disable-kube-proxy', 'false'))?.evidenceLevel).toBe('hidden');
    const node = k3s('--disable-kube-proxy');
    const saying = (text: string) => ({
      ...node,
      metadata: { ...node.metadata, annotations: { 'k3s.io/node-args': text } },
    });
    expect(find('kube-proxy', saying('["agent","--disable-kube-proxy"]'))?.evidenceLevel).toBe('hidden');
    expect(find('kube-proxy', saying('["server","--disable'))?.evidenceLevel).toBe('hidden');
  });

  it('may have been brought by somebody else: what is seen is there', () => {
    const dns = aPod(
      { conditions: [condition('Ready', 'True')], containerStatuses: [container('coredns', running)] },
      { nodeName: 'm' },
      { name: 'coredns-x', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
    );
    expect(find('coredns', k3s('--disable', 'coredns'), [dns])?.evidenceLevel).toBe('observed');
  });

  it('without flannel is not said to have it, whatever an annotation of earlier says', () => {
    const cni = find('cni', k3s('--flannel-backend', 'none'));
    expect(cni?.reason?.values?.network).toBeUndefined();
  });

  describeShared('clusters', 'as recorded', (clusters) => {
    it('k3s of five nodes has no cloud controller', () => {
      const { components } = derive(recordedFacts(clusters, 'k3s-1.22-ha'));
      const levels = new Map(components.map(({ id, evidenceLevel }) => [id, evidenceLevel]));
      expect(levels.get('cloud-controller-manager')).toBe('absent');
      expect(levels.get('kube-proxy')).toBe('hidden');
    });
  });
});

describe('systemd', () => {
  it.each([
    ['Ubuntu 22.04.4 LTS', true],
    ['Buildroot 2023.02.9', true],
    ['Alpine Linux v3.19', false],
    ['OrbStack', false],
    ['Docker Desktop', false],
    ['Windows Server 2022 Datacenter', false],
    ['', false],
  ])('starts the host of %j: %s', (osImage, is) => {
    expect(hasSystemd({ osImage })).toBe(is);
  });
});
