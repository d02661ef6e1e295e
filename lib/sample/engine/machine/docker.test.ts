import { beforeEach, describe, expect, it } from 'vitest';
import { podPath } from '@/lib/contract/path-schema';
import { SimulatedClock } from '../clock';
import { SampleCluster } from '../cluster';
import { seededRandom } from '../random';
import { DockerHost } from './docker';

const START = Date.parse('2026-03-01T09:00:00Z');
const MINUTE = 60_000;
let clock: SimulatedClock;
let docker: DockerHost;
beforeEach(() => {
  clock = new SimulatedClock(START);
  docker = new DockerHost(clock, seededRandom(1));
});
const hops = () => docker.container()?.path.hops.map((hop) => `${hop.actor} ${hop.id}`);

describe('docker run', () => {
  it('goes from docker to dockerd, containerd and runc, each after the other, and says so as it happens', () => {
    docker.run('nginx:1.27');
    expect(hops()).toEqual(['kubectl client']);
    expect(docker.container()).toMatchObject({ state: 'preparing', image: 'nginx:1.27' });
    clock.advance(200);
    expect(hops()).toEqual(['kubectl client', 'dockerd image']);
    clock.advance(MINUTE);
    const container = docker.container();
    expect(container?.state).toBe('running');
    expect(hops()).toEqual(['kubectl client', 'dockerd image', 'containerd create', 'runc start']);
    const path = podPath.parse(container?.path);
    const times = path.hops.flatMap((hop) => [Date.parse(hop.startedAt ?? ''), Date.parse(hop.endedAt ?? '')]);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBe(START);
    // The image is what takes the time: it comes over the same line as the cluster's.
    expect((times[3] ?? 0) - (times[2] ?? 0)).toBeGreaterThan(1000);
    expect(path.hops.every((hop) => hop.evidence.length > 0)).toBe(true);
  });

  it('does not fetch an image twice', () => {
    docker.run('nginx:1.27');
    clock.advance(MINUTE);
    docker.run('nginx:1.27');
    clock.advance(MINUTE);
    const image = docker.container()?.path.hops.find((hop) => hop.id === 'image');
    expect(image).toMatchObject({ reason: { code: 'image-present' } });
    expect(image?.endedAt).toBe(image?.startedAt);
  });

  it('of what ends says the code, and nobody starts it again', () => {
    docker.run('hello-world');
    clock.advance(10 * MINUTE);
    expect(docker.container()).toMatchObject({ state: 'exited', exitCode: 0 });
    expect(hops()?.filter((hop) => hop.endsWith('start'))).toHaveLength(1);
    expect(docker.container()?.path.hops.at(-1)).toMatchObject({ id: 'stop', exit: { code: 0 } });
  });

  it('of an image that is nowhere says the words of the daemon, once', () => {
    docker.run('nginx:no-existe');
    clock.advance(10 * MINUTE);
    expect(docker.container()?.state).toBe('failed');
    expect(hops()).toEqual(['kubectl client', 'dockerd image']);
    expect(docker.container()?.path.hops.at(-1)?.failure?.message).toBe(
      'docker: Error response from daemon: failed to resolve reference "docker.io/library/nginx:no-existe": docker.io/library/nginx:no-existe: not found',
    );
  });

  it('leaves nothing in the cluster: kubectl does not see it, and the programs of the control plane are not its images', () => {
    const cluster = new SampleCluster({ now: START });
    const pods = () => cluster.server.as('test', { user: 'kubernetes-admin' }).list('pods').items.length;
    const before = pods();
    cluster.docker.run('registry.k8s.io/kube-apiserver:v1.36.2');
    cluster.clock.advance(MINUTE);
    expect(cluster.docker.container()?.state).toBe('failed');
    cluster.docker.run('redis:8');
    cluster.clock.advance(MINUTE);
    expect(cluster.docker.container()?.state).toBe('running');
    expect(pods()).toBe(before);
  });
});
