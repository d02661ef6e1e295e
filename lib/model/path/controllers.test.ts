import { describe, expect, it } from 'vitest';
import type { EventObject, KubernetesObject } from '../objects';
import { anEvent, aPod, at } from './testing/story';
import { tracePod } from './trace';
import type { Hop } from './types';

const owner = (kind: string, name: string, second: number, above?: KubernetesObject): KubernetesObject => ({
  kind,
  metadata: {
    name,
    namespace: 'aula',
    uid: `${kind}-uid`,
    creationTimestamp: at(second),
    ...(above
      ? { ownerReferences: [{ kind: above.kind ?? '', name: above.metadata.name, uid: above.metadata.uid ?? '' }] }
      : {}),
  },
});

const told = (about: KubernetesObject, reason: string, second: number, message: string): EventObject => ({
  ...anEvent(reason, second, message),
  metadata: { name: `${about.metadata.name}.${reason}.${message}`, namespace: 'aula', uid: `${reason} ${message}` },
  involvedObject: {
    kind: about.kind ?? '',
    namespace: 'aula',
    name: about.metadata.name,
    uid: about.metadata.uid ?? '',
  },
});

function born(second: number, owners: KubernetesObject[], events: EventObject[]) {
  const [nearest] = owners;
  const reference = {
    kind: nearest?.kind ?? '',
    name: nearest?.metadata.name ?? '',
    uid: nearest?.metadata.uid ?? '',
    controller: true,
  };
  const pod = aPod({ metadata: { ...aPod().metadata, creationTimestamp: at(second), ownerReferences: [reference] } });
  const { hops } = tracePod({ pod, owners, events });
  return (id: Hop['id']) => hops.find((hop) => hop.id === id);
}

describe('which order a pod comes of', () => {
  const deployment = owner('Deployment', 'web', 0);
  const replicaSet = owner('ReplicaSet', 'web-abc', 0, deployment);
  const owners = [replicaSet, deployment];
  const scaled = (second: number, message: string) => told(deployment, 'ScalingReplicaSet', second, message);
  const created = (second: number, name: string) =>
    told(replicaSet, 'SuccessfulCreate', second, `Created pod: ${name}`);

  it('the creation of its deployment, when it is one of those that asked for', () => {
    const hop = born(1, owners, [scaled(0, 'Scaled up replica set web-abc to 1'), created(1, 'web')]);
    expect(hop('controllers')).toMatchObject({ startedAt: at(0), endedAt: at(1), evidenceLevel: 'observed' });
  });

  it('none, when it takes the place of another: all that were asked for had been made', () => {
    const events = [scaled(0, 'Scaled up replica set web-abc to 1'), created(1, 'web-before'), created(25, 'web')];
    const hop = born(25, owners, events);
    expect(hop('client')?.reason?.code).toBe('order-not-known');
    expect(hop('controllers')).toMatchObject({ endedAt: at(25), reason: { code: 'trigger-not-known' } });
    expect(hop('controllers')?.startedAt).toBeUndefined();
  });

  it('a later scaling, for as many as that asked for', () => {
    const old = [owner('ReplicaSet', 'web-abc', 0, deployment), deployment];
    const events = [
      scaled(0, 'Scaled up replica set web-abc to 1'),
      created(1, 'web-first'),
      scaled(40, 'Scaled up replica set web-abc to 2 from 1'),
      created(40, 'web'),
    ];
    expect(born(40, old, events)('controllers')).toMatchObject({ startedAt: at(40), endedAt: at(40) });
    expect(born(40, old, events)('client')?.reason?.code).toBe('scaled');
    const replaced = [...events.slice(0, 3), created(41, 'web-second'), created(45, 'web')];
    expect(born(45, old, replaced)('controllers')?.reason?.code).toBe('trigger-not-known');
  });

  it('most likely the one near to it in time, when no event is left to say', () => {
    expect(born(1, owners, [])('controllers')).toMatchObject({
      evidenceLevel: 'inferred',
      reason: { code: 'likely-order' },
    });
    expect(born(20, owners, [])('controllers')?.reason?.code).toBe('trigger-not-known');
  });

  it('of a CronJob, its Job: nobody asked for it then', () => {
    const cronJob = owner('CronJob', 'reloj', 0);
    const job = owner('Job', 'reloj-1', 20, cronJob);
    const hop = born(20, [job, cronJob], [told(job, 'SuccessfulCreate', 20, 'Created pod: web')]);
    expect(hop('client')).toMatchObject({ evidenceLevel: 'absent', reason: { code: 'on-schedule' } });
    expect(hop('controllers')).toMatchObject({ startedAt: at(20), endedAt: at(20) });
  });
});
