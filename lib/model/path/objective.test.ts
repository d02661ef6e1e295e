import { describe, expect, it } from 'vitest';
import type { EventObject, PodObject } from '../objects';
import { anEvent, aPod, aStatus, at } from './testing/story';
import { tracePod } from './trace';

const running = (second: number, name = 'web') => aStatus({ name, state: { running: { startedAt: at(second) } } });
const present = (name: string, second = 1) =>
  anEvent('Pulled', second, 'Container image "nginx" already present on machine', { container: name });
const spec = { nodeName: 'm1', containers: [{ name: 'web', image: 'nginx' }] };

function objective(
  change: { spec?: Partial<PodObject['spec']>; status: PodObject['status'] },
  events: EventObject[] = [],
) {
  const pod = aPod({ spec: { ...spec, ...change.spec }, status: { startTime: at(1), ...change.status } });
  return tracePod({ pod, events }).objectiveMs;
}

describe("start-up time as Kubernetes' objective counts it", () => {
  it('ends when all containers are started, however long a probe then takes', () => {
    const conditions = [{ type: 'Ready', status: 'True', lastTransitionTime: at(32) }];
    expect(objective({ status: { conditions, containerStatuses: [running(2)] } }, [present('web')])).toBe(2000);
  });

  it('waits for the last of several containers', () => {
    const containers = ['a', 'b'].map((name) => ({ name, image: 'nginx' }));
    const events = [present('a'), present('b', 2)];
    const both = [running(2, 'a'), running(4, 'b')];
    expect(objective({ spec: { containers }, status: { containerStatuses: both } }, events)).toBe(4000);
    expect(
      objective({ spec: { containers }, status: { containerStatuses: [running(2, 'a')] } }, events),
    ).toBeUndefined();
  });

  it('is not known while it is not known how long a pull took', () => {
    expect(objective({ status: { containerStatuses: [running(2)] } })).toBeUndefined();
  });

  it('leaves out the pull and the queue before it', () => {
    const events = [
      anEvent('Pulling', 2, 'Pulling image "nginx"', { container: 'web' }),
      anEvent('Pulled', 24, 'Successfully pulled image "nginx" in 2s (22s including waiting)', { container: 'web' }),
    ];
    expect(objective({ status: { containerStatuses: [running(25)] } }, events)).toBe(3000);
  });

  it('leaves out the run of an init container, and counts a pull inside it once', () => {
    const initContainers = [{ name: 'first', image: 'busybox' }];
    const initContainerStatuses = [
      aStatus({ name: 'first', state: { terminated: { exitCode: 0, startedAt: at(4), finishedAt: at(24) } } }),
    ];
    const events = [
      anEvent('Pulling', 2, 'Pulling image "busybox"', { container: 'first' }),
      anEvent('Pulled', 4, 'Successfully pulled image "busybox" in 2s (2s including waiting)', { container: 'first' }),
    ];
    const status = { initContainerStatuses, containerStatuses: [running(26)] };
    const spec = { initContainers };
    // 26 s from creation, less 2…24.
    const all = [...events.map(inInit), present('web', 25)];
    expect(objective({ spec, status }, all)).toBe(4000);
    // When the init container ended is not known: neither is what is left.
    const going = [aStatus({ name: 'first', state: { running: { startedAt: at(4) } } })];
    expect(objective({ spec, status: { ...status, initContainerStatuses: going } }, all)).toBeUndefined();
  });

  it('says nothing of pods it is not about: stateful ones, those that waited for room, restarted ones', () => {
    const status = { containerStatuses: [running(2)] };
    const claim = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    const token = [{ name: 'kube-api-access', projected: { sources: [] } }];
    expect(objective({ spec: { volumes: claim }, status }, [present('web')])).toBeUndefined();
    expect(objective({ spec: { volumes: token }, status }, [present('web')])).toBe(2000);
    expect(
      objective({ status }, [
        present('web'),
        anEvent('FailedScheduling', 0, '0/1 nodes are available: 1 Too many pods.'),
      ]),
    ).toBeUndefined();
    expect(
      objective({ status: { containerStatuses: [{ ...running(2), restartCount: 1 }] } }, [present('web')]),
    ).toBeUndefined();
  });
});

function inInit(event: EventObject): EventObject {
  return { ...event, involvedObject: { ...event.involvedObject, fieldPath: 'spec.initContainers{first}' } };
}
