import { describe, expect, it } from 'vitest';
import type { ChainLink } from '../cluster';
import { podChain, starterName } from './pod-chain';
import { aPod, aStatus, at } from './testing/story';
import { tracePod } from './trace';

const link = { evidenceLevel: 'observed' as const, evidence: [] };
const CONTAINERD: ChainLink[] = [
  { id: 'kubelet', name: 'kubelet', ...link },
  { id: 'containerd', name: 'containerd', ...link },
  { id: 'runc', name: 'runC', ...link },
];
const CRIO: ChainLink[] = [
  { id: 'kubelet', name: 'kubelet', ...link },
  { id: 'cri-o', name: 'CRI-O', ...link },
  { id: 'runc', name: 'crun', ...link },
];
const WINDOWS: ChainLink[] = [...CONTAINERD.slice(0, 2), { id: 'containerd-shim', name: 'runhcs', ...link }];
const CRI_DOCKERD: ChainLink[] = [
  { id: 'kubelet', name: 'kubelet', ...link },
  { id: 'cri-dockerd', name: 'cri-dockerd', ...link },
  { id: 'dockerd', name: 'dockerd', ...link },
  { id: 'containerd', name: 'containerd', ...link },
  { id: 'runc', name: 'runC', ...link },
];
const sandboxed = aPod({ spec: { ...aPod().spec, runtimeClassName: 'gvisor' } });
const started = { startTime: at(1), containerStatuses: [aStatus({ state: { running: { startedAt: at(3) } } })] };
const actors = (chain: ChainLink[]) =>
  tracePod({ pod: aPod({ status: started }), chain })
    .hops.filter((hop) => ['sandbox', 'image', 'create', 'start'].includes(hop.id))
    .map((hop) => hop.actor);

describe('the chain of a pod', () => {
  it('is that of its node when it names no RuntimeClass', () => {
    expect(podChain(CRIO, aPod())).toEqual(CRIO);
    expect(starterName(CRIO)).toBe('crun');
  });

  it("ends in its RuntimeClass' handler, observed", () => {
    const chain = podChain(CONTAINERD, sandboxed, { metadata: { name: 'gvisor' }, handler: 'runsc' });
    expect(chain.at(-1)).toMatchObject({ name: 'runsc', evidenceLevel: 'observed' });
    expect(chain.at(-1)?.evidence.map((one) => one.value)).toEqual(['gvisor', 'runsc']);
  });

  it('never claims runC when the class is not there to be read', () => {
    expect(podChain(CONTAINERD, sandboxed).at(-1)).toMatchObject({ name: 'gvisor', evidenceLevel: 'inferred' });
  });

  it.each([
    ['docker://1', ['dockerd', 'containerd', 'runC']],
    ['cri-o://1', ['CRI-O', 'runC']],
    ['containerd://1', ['containerd', 'runC']],
  ])('of a node that was not read is what the ids of its containers tell: %s', (containerID, names) => {
    const statuses = [aStatus({ containerID, state: { running: { startedAt: at(3) } } })];
    const path = tracePod({ pod: aPod({ status: { startTime: at(1), containerStatuses: statuses } }) });
    expect(path.chain.map(({ name }) => name)).toEqual(names);
    expect(path.chain[0]).toMatchObject({ evidenceLevel: 'observed', evidence: [{ value: containerID }] });
    expect(tracePod({ pod: aPod() }).chain).toEqual([]);
  });

  it('stays as short as what is known of the node', () => {
    expect(podChain(CONTAINERD.slice(0, 1), sandboxed)).toEqual(CONTAINERD.slice(0, 1));
    expect(starterName([])).toBe('runC');
  });
});

describe('who acts on the node', () => {
  it('CRI-O fetches and creates; its own runtime starts', () => {
    expect(actors(CRIO)).toEqual(['cri-o', 'cri-o', 'cri-o', 'runc']);
  });
  it('cri-dockerd only translates: dockerd fetches, containerd creates', () => {
    expect(actors(CRI_DOCKERD)).toEqual(['containerd', 'dockerd', 'containerd', 'runc']);
  });
  it('on Windows the shim starts the process, not runC', () => {
    expect(actors(WINDOWS)).toEqual(['containerd', 'containerd', 'containerd', 'containerd-shim']);
  });
});
