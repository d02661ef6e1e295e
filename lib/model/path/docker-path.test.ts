import { describe, expect, it } from 'vitest';
import { type DockerRun, dockerPath } from './docker-path';

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 1, 9, 0, seconds)).toISOString();
const asked: DockerRun = { name: 'kind_curie', image: 'nginx:1.27', state: 'preparing', askedAt: at(0) };
const running: DockerRun = {
  ...asked,
  state: 'running',
  id: '0123456789ab',
  pullAt: at(1),
  imageAt: at(4),
  createdAt: at(5),
  startedAt: at(6),
};
const steps = (run: DockerRun) => dockerPath(run).hops.map((hop) => `${hop.actor} ${hop.id}`);

describe('the path of what docker ran', () => {
  it('grows with what docker tells: docker, dockerd, containerd, runc', () => {
    expect(steps(asked)).toEqual(['kubectl client']);
    expect(steps({ ...asked, pullAt: at(1) })).toEqual(['kubectl client', 'dockerd image']);
    expect(steps(running)).toEqual(['kubectl client', 'dockerd image', 'containerd create', 'runc start']);
    expect(dockerPath(asked).complete).toBe(false);
    expect(dockerPath(running).complete).toBe(true);
  });

  it('each hop that ended is proven by the line that says so, and one under way by none', () => {
    const evidence = (run: DockerRun) => dockerPath(run).hops.map((hop) => hop.evidence[0]?.field);
    expect(evidence(running)).toEqual(['run', 'image pull', 'container create', 'container start']);
    expect(evidence({ ...asked, pullAt: at(1) })).toEqual(['run', undefined]);
  });

  it('an image that was there is not fetched', () => {
    const path = dockerPath({ ...running, present: true, imageAt: at(1) });
    expect(path.hops[1]).toMatchObject({ reason: { code: 'image-present' }, startedAt: at(1), endedAt: at(1) });
    expect(path.hops[1]?.evidence[0]?.object).toBe('docker images');
  });

  it('what ended says its code, what failed the words of the daemon', () => {
    const exited = dockerPath({ ...running, state: 'exited', finishedAt: at(9), exitCode: 3 });
    expect(exited.hops.at(-1)).toMatchObject({ id: 'stop', exit: { code: 3 }, endedAt: at(9) });
    const failed = dockerPath({ ...asked, state: 'failed', pullAt: at(1), failure: 'docker: not found' });
    expect(failed.hops.at(-1)?.failure).toMatchObject({ message: 'docker: not found', lasting: true });
    expect(failed.complete).toBe(false);
  });
});
