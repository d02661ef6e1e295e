import { describe, expect, it } from 'vitest';
import type { PodObject } from '../objects';
import { anEvent, aPod, aStatus, at } from './testing/story';
import { tracePod } from './trace';
import { waterfall } from './waterfall';

/** Deleted at :20 with 30 s of grace; its process ended at `second`. */
function deleted(exitCode: number, second: number, more: Partial<PodObject['metadata']> = {}): PodObject {
  const terminated = { exitCode, reason: exitCode ? 'Error' : 'Completed', startedAt: at(3), finishedAt: at(second) };
  return aPod({
    metadata: { ...aPod().metadata, deletionTimestamp: at(50), deletionGracePeriodSeconds: 30, ...more },
    status: { startTime: at(1), containerStatuses: [aStatus({ state: { terminated } })] },
  });
}
const end = (pod: PodObject, events = [anEvent('Killing', 20, 'Stopping container web', { container: 'web' })]) => {
  const path = tracePod({ pod, events });
  const [out, stop] = ['delete', 'stop'].map((id) => path.hops.find((hop) => hop.id === id));
  return { path, out, stop };
};

describe('the way out', () => {
  it('is told in its order: asked for, with its grace; then the process ended, by SIGTERM', () => {
    const { path, out, stop } = end(deleted(143, 25));
    expect(path.hops.slice(-2).map((hop) => hop.id)).toEqual(['delete', 'stop']);
    expect(out).toMatchObject({ reason: { code: 'grace', values: { seconds: 30 } } });
    expect(out?.evidence.map((one) => one.object)).toContain('Event Killing');
    expect(stop).toMatchObject({ reason: { code: 'ended-sigterm' }, exit: { code: 143 } });
    expect(stop?.failure).toBeUndefined();
  });

  it('a process alive at the end of its grace was killed; one that obeyed ended well', () => {
    expect(end(deleted(137, 50)).stop?.reason).toEqual({ code: 'ended-grace-over' });
    expect(end(deleted(0, 22)).stop?.reason).toEqual({ code: 'ended-asked' });
  });

  it('without grace nobody waits for the kubelet', () => {
    const pod = deleted(137, 20, { deletionTimestamp: at(20), deletionGracePeriodSeconds: 0 });
    expect(end(pod).out?.reason).toEqual({ code: 'forced' });
  });

  it('a job that had finished before it was deleted finished before, and stays on the axis', () => {
    const { path } = end(deleted(0, 9), []);
    expect(path.hops.slice(-2).map((hop) => hop.id)).toEqual(['stop', 'delete']);
    const bars = waterfall(path).bars;
    expect(bars.find((bar) => bar.hop.id === 'stop')?.axis).toBe('birth');
    expect(bars.find((bar) => bar.hop.id === 'delete')?.axis).toBe('after');
  });

  it('a container killed by its liveness probe is not on its way out', () => {
    const events = [anEvent('Killing', 20, 'Container web failed liveness probe, will be restarted')];
    expect(end(deleted(143, 25), events).out?.evidence.map((one) => one.object)).not.toContain('Event Killing');
  });

  it.each([
    ['Preempted', 'Preempted by pod 7f on node m1', 'default-scheduler'],
    ['TaintManagerEviction', 'Marking for deletion Pod aula/web', 'taint-eviction-controller'],
    ['Evicted', 'The node was low on resource: memory', 'kubelet'],
  ])('%s says by whom', (reason, message, component) => {
    const events = [anEvent(reason, 20, message, { source: { component } })];
    expect(end(deleted(143, 25), events).out?.reason).toEqual({ code: 'evicted', values: { by: reason } });
  });

  it('a taint that went away in time evicted nobody', () => {
    const events = [anEvent('TaintManagerEviction', 20, 'Cancelling deletion of Pod aula/web')];
    expect(end(deleted(143, 25), events).out?.reason?.code).toBe('grace');
  });

  it('without the event, its condition says why it was disrupted', () => {
    const pod = deleted(143, 25);
    const disrupted = { type: 'DisruptionTarget', status: 'True', reason: 'EvictionByEvictionAPI' };
    const { out } = end({ ...pod, status: { ...pod.status, conditions: [disrupted] } }, []);
    expect(out?.reason).toEqual({ code: 'evicted', values: { by: 'EvictionByEvictionAPI' } });
  });

  it('a process killed for memory is not one killed by the end of its grace', () => {
    const terminated = { exitCode: 137, reason: 'OOMKilled', startedAt: at(3), finishedAt: at(9) };
    const pod = aPod({ status: { startTime: at(1), containerStatuses: [aStatus({ state: { terminated } })] } });
    expect(end(pod, []).stop?.reason).toEqual({ code: 'ended-oom' });
  });
});
