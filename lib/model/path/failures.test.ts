import { describe, expect, it } from 'vitest';
import type { EventObject } from '../objects';
import { anEvent, aPod, aStatus, at } from './testing/story';
import { tracePod } from './trace';
import type { Hop, PodPath } from './types';

const hopOf = (path: PodPath, id: Hop['id'], attempt?: number) =>
  path.hops.find((hop) => hop.id === id && (attempt === undefined || hop.attempt === attempt));
const said = (reason: string, second: number, message: string, count = 1) =>
  anEvent(reason, second, message, { container: 'web', count });
const bound = anEvent('Scheduled', 1);

describe('what went wrong is told where it did', () => {
  it('in the words of the registry, which the kubelet covers with its own', () => {
    const waiting = { reason: 'ImagePullBackOff', message: 'Back-off pulling image "no"' };
    const pod = aPod({ status: { startTime: at(1), containerStatuses: [aStatus({ state: { waiting } })] } });
    const events = [
      bound,
      said('Pulling', 2, 'Pulling image "no"', 4),
      said('Failed', 3, 'Failed to pull image "no": manifest unknown', 4),
      said('Failed', 3, 'Error: ErrImagePull', 4),
      said('BackOff', 4, 'Back-off pulling image "no"', 9),
      said('Failed', 4, 'Error: ImagePullBackOff', 9),
    ];
    expect(hopOf(tracePod({ pod, events }), 'image')?.failure).toEqual({
      reason: 'ImagePullBackOff',
      message: 'Failed to pull image "no": manifest unknown',
      lasting: true,
      count: 4,
    });
  });

  it('a crash loop is none of the image, whatever the pod is called', () => {
    const terminated = { exitCode: 1, reason: 'Error', startedAt: at(2), finishedAt: at(3) };
    const waiting = { reason: 'CrashLoopBackOff', message: 'back-off 10s' };
    const status = aStatus({ state: { waiting }, lastState: { terminated } });
    const events = [bound, said('BackOff', 4, 'Back-off restarting failed container web in pod pull-crash_aula(u1)')];
    const path = tracePod({ pod: aPod({ status: { startTime: at(1), containerStatuses: [status] } }), events });
    expect(hopOf(path, 'image')?.failure).toBeUndefined();
    expect(hopOf(path, 'stop', 0)?.failure).toMatchObject({ reason: 'Error', lasting: false });
    expect(hopOf(path, 'start', 1)?.failure).toMatchObject({ reason: 'CrashLoopBackOff', lasting: true, count: 1 });
  });

  it('a ConfigMap that was missing held back the making of the container, and no longer does', () => {
    const status = aStatus({ state: { running: { startedAt: at(40) } } });
    const events = [
      bound,
      said('Pulled', 2, 'Container image "nginx" already present on machine', 8),
      said('Failed', 3, 'Error: configmap "falta" not found', 7),
      said('Created', 40, 'Created container web'),
      said('Started', 40, 'Started container web'),
    ];
    const path = tracePod({ pod: aPod({ status: { startTime: at(1), containerStatuses: [status] } }), events });
    expect(hopOf(path, 'create')).toMatchObject({
      startedAt: at(2),
      endedAt: at(40),
      waitedMs: 38_000,
      failure: { message: 'Error: configmap "falta" not found', lasting: false, count: 7 },
    });
    expect(hopOf(path, 'start')?.failure).toBeUndefined();
  });

  it('a volume that could not be mounted held back the sandbox, not containerd', () => {
    const status = aStatus({ state: { running: { startedAt: at(32) } } });
    const events = [
      bound,
      anEvent('FailedMount', 2, 'MountVolume.SetUp failed for volume "v" : configmap "falta" not found', { count: 6 }),
      said('Pulled', 31, 'Container image "nginx" already present on machine'),
    ];
    const path = tracePod({ pod: aPod({ status: { startTime: at(1), containerStatuses: [status] } }), events });
    expect(hopOf(path, 'volumes')).toMatchObject({
      actor: 'kubelet',
      startedAt: at(1),
      endedAt: at(31),
      waitedMs: 30_000,
      reason: { code: 'until-sandbox' },
      failure: { reason: 'FailedMount', lasting: false },
    });
    expect(hopOf(path, 'sandbox')?.startedAt).toBeUndefined();
  });

  it('a mount that failed before a restart is over, though nobody kept when', () => {
    const status = aStatus({ restartCount: 1, state: { running: { startedAt: at(90) } } });
    const events = [bound, anEvent('FailedMount', 2, 'MountVolume.SetUp failed', { count: 6 })];
    const path = tracePod({ pod: aPod({ status: { startTime: at(1), containerStatuses: [status] } }), events });
    expect(hopOf(path, 'volumes')).toMatchObject({
      startedAt: at(1),
      reason: { code: 'time-not-known' },
      failure: { lasting: false },
    });
    expect(hopOf(path, 'volumes')?.endedAt).toBeUndefined();
  });

  it('a process that could not be run did not start', () => {
    const never = { exitCode: 128, reason: 'StartError', message: 'exec: "nada": not found' };
    const terminated = { ...never, startedAt: '1970-01-01T00:00:00Z', finishedAt: at(3) };
    const status = aStatus({ state: { terminated } });
    const path = tracePod({
      pod: aPod({ status: { startTime: at(1), containerStatuses: [status] } }),
      events: [bound],
    });
    expect(hopOf(path, 'start')).toMatchObject({ failure: { reason: 'StartError', lasting: true } });
    expect(hopOf(path, 'start')?.endedAt).toBeUndefined();
    expect(hopOf(path, 'stop')).toBeUndefined();
  });

  it('probes that failed when it had long been ready are no part of its way there', () => {
    const ready = { type: 'Ready', status: 'True', lastTransitionTime: at(5) };
    const status = {
      startTime: at(1),
      conditions: [ready],
      containerStatuses: [aStatus({ state: { running: { startedAt: at(3) } } })],
    };
    const probe = (second: number): EventObject => said('Unhealthy', second, 'Readiness probe failed: 500');
    const failure = (second: number) =>
      hopOf(tracePod({ pod: aPod({ status }), events: [probe(second)] }), 'ready')?.failure;
    expect(failure(4)).toMatchObject({ reason: 'Unhealthy', lasting: false });
    expect(failure(50)).toBeUndefined();
  });
});

describe('how a process ended is laid to a deletion only after it was asked for', () => {
  /** Deleted at :20 with 30 s of grace. */
  function ending(exitCode: number, finishedSecond: number, reason = exitCode ? 'Error' : 'Completed') {
    const metadata = { ...aPod().metadata, deletionTimestamp: at(50), deletionGracePeriodSeconds: 30 };
    const terminated = { exitCode, reason, startedAt: at(3), finishedAt: at(finishedSecond) };
    const status = { startTime: at(1), containerStatuses: [aStatus({ state: { terminated } })] };
    const stop = hopOf(tracePod({ pod: aPod({ metadata, status }) }), 'stop');
    return [stop?.reason?.code, stop?.failure?.reason];
  }
  it.each([
    ['it finished by itself before', ending(0, 9), [undefined, undefined]],
    ['it failed before', ending(1, 9), [undefined, 'Error']],
    ['somebody killed it before', ending(137, 9), ['ended-sigkill', 'Error']],
    ['it was asked to and ended well', ending(0, 22), ['ended-asked', undefined]],
    ['it was killed within its grace, by somebody else', ending(137, 22), ['ended-sigkill', undefined]],
    ['its grace was over', ending(137, 50), ['ended-grace-over', undefined]],
    ['the kubelet lost sight of it', ending(137, 22, 'ContainerStatusUnknown'), ['ended-unknown', undefined]],
  ])('%s', (_, told, expected) => {
    expect(told).toEqual(expected);
  });
});
