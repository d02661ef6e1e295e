import { describe, expect, it } from 'vitest';
import type { NodeObject } from '../objects';
import { aNode } from '../testing/pods';
import { runtimeChain } from './runtime-chain';

const SOCKET = 'kubeadm.alpha.kubernetes.io/cri-socket';
const chain = (
  containerRuntimeVersion: string,
  kubeletVersion = 'v1.32.0',
  more: Partial<NodeObject['metadata']> = {},
) => runtimeChain(aNode('m', { containerRuntimeVersion, kubeletVersion }, more));
const names = (links: ReturnType<typeof runtimeChain>) => links.map((link) => `${link.name}:${link.evidenceLevel}`);

describe('from the kubelet to the container, a node has', () => {
  it('containerd, which calls runC', () => {
    expect(names(chain('containerd://1.7.24'))).toEqual(['kubelet:observed', 'containerd:observed', 'runC:inferred']);
  });

  it('CRI-O, which calls runC, and crun from 1.31', () => {
    expect(names(chain('cri-o://1.30.2'))).toEqual(['kubelet:observed', 'CRI-O:observed', 'runC:inferred']);
    expect(names(chain('cri-o://1.31.0'))).toEqual(['kubelet:observed', 'CRI-O:observed', 'crun:inferred']);
  });

  it('dockershim inside the kubelet until 1.23, then cri-dockerd', () => {
    expect(names(chain('docker://20.10.7', 'v1.23.6'))[1]).toBe('dockershim:inferred');
    expect(names(chain('docker://20.10.7', 'v1.24.0'))[1]).toBe('cri-dockerd:inferred');
    expect(names(chain('docker://20.10.7', 'v1.24.0')).slice(2)).toEqual([
      'dockerd:observed',
      'containerd:inferred',
      'runC:inferred',
    ]);
  });

  it('what its socket says rather than what its version suggests', () => {
    const annotations = { [SOCKET]: 'unix:///var/run/cri-dockerd.sock' };
    const [, adapter] = chain('docker://20.10.7', 'v1.22.0', { annotations });
    expect(adapter).toMatchObject({
      name: 'cri-dockerd',
      evidenceLevel: 'observed',
      evidence: [{ value: annotations[SOCKET] }],
    });
  });

  it('runC observed when it declares the handler', () => {
    const node = aNode('m', { containerRuntimeVersion: 'containerd://2.1.5', kubeletVersion: 'v1.31.0' });
    const declared = { ...node, status: { ...node.status, runtimeHandlers: [{ name: '' }, { name: 'runc' }] } };
    expect(runtimeChain(declared).at(-1)).toMatchObject({
      name: 'runC',
      evidenceLevel: 'observed',
      evidence: [{ field: 'status.runtimeHandlers[1].name', value: 'runc' }],
    });
  });

  it('no runC on Windows', () => {
    const links = runtimeChain(
      aNode('w', {
        containerRuntimeVersion: 'containerd://1.7.0',
        kubeletVersion: 'v1.30.0',
        operatingSystem: 'windows',
      }),
    );
    expect(links.map((link) => link.id)).not.toContain('runc');
    expect(links.at(-1)?.name).toBe('runhcs');
  });

  it('only its kubelet when it does not say more', () => {
    expect(names(runtimeChain(aNode('m')))).toEqual(['kubelet:inferred']);
    expect(names(chain('something-else'))).toEqual(['kubelet:observed']);
  });

  it('the protocol of each arrow', () => {
    expect(chain('docker://20.10.7', 'v1.25.0').map((link) => link.protocol)).toEqual([
      'HTTPS watch',
      'gRPC CRI',
      'HTTP (Docker Engine API)',
      'gRPC',
      'OCI runtime spec',
    ]);
  });

  it('evidence for every link', () => {
    for (const link of chain('docker://20.10.7')) expect(link.evidence, link.name).not.toEqual([]);
  });
});
