import { beforeEach, describe, expect, it } from 'vitest';
import { sampleState } from '../../controls/schema.ts';
import { SimulatedClock } from '../clock.ts';
import { SampleCluster } from '../cluster.ts';
import { seededRandom } from '../random.ts';
import { DockerHost } from './docker.ts';

const START = Date.parse('2026-03-01T09:00:00Z');
const MINUTE = 60_000;
let clock: SimulatedClock;
let docker: DockerHost;
beforeEach(() => {
  clock = new SimulatedClock(START);
  docker = new DockerHost(clock, seededRandom(1));
});
/** What has happened, in the order it was told. */
const told = () => {
  const { askedAt, pullAt, imageAt, createdAt, startedAt, finishedAt } = docker.container() ?? {};
  return Object.keys(JSON.parse(JSON.stringify({ askedAt, pullAt, imageAt, createdAt, startedAt, finishedAt })));
};

describe('docker run', () => {
  it('goes from docker to dockerd, containerd and runc, each after the other, and says so as it happens', () => {
    docker.run('nginx:1.27');
    expect(told()).toEqual(['askedAt']);
    expect(docker.container()).toMatchObject({ state: 'preparing', image: 'nginx:1.27' });
    clock.advance(200);
    expect(told()).toEqual(['askedAt', 'pullAt']);
    clock.advance(MINUTE);
    const container = sampleState.shape.docker.parse(docker.container());
    expect(container?.state).toBe('running');
    expect(told()).toEqual(['askedAt', 'pullAt', 'imageAt', 'createdAt', 'startedAt']);
    const { askedAt, pullAt, imageAt, createdAt, startedAt } = container ?? {};
    const times = [askedAt, pullAt, imageAt, createdAt, startedAt].map((time) => Date.parse(time ?? ''));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBe(START);
    // The image is what takes the time: it comes over the same line as the cluster's.
    expect((times[2] ?? 0) - (times[1] ?? 0)).toBeGreaterThan(1000);
    expect(container?.id).toMatch(/^[0-9a-f]{12}$/);
  });

  it('does not fetch an image twice', () => {
    docker.run('nginx:1.27');
    clock.advance(MINUTE);
    expect(docker.container()).not.toHaveProperty('present');
    docker.run('nginx:1.27');
    clock.advance(MINUTE);
    expect(docker.container()?.present).toBe(true);
    expect(docker.container()?.imageAt).toBe(docker.container()?.pullAt);
  });

  it('of what ends says the code, and nobody starts it again', () => {
    docker.run('hello-world');
    clock.advance(10 * MINUTE);
    expect(docker.container()).toMatchObject({ state: 'exited', exitCode: 0 });
    expect(told().at(-1)).toBe('finishedAt');
  });

  it('of an image that is nowhere says the words of the daemon, once', () => {
    docker.run('nginx:no-existe');
    clock.advance(10 * MINUTE);
    expect(docker.container()?.state).toBe('failed');
    expect(told()).toEqual(['askedAt', 'pullAt']);
    expect(docker.container()?.failure).toBe(
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
