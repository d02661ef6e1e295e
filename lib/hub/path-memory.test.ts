import { describe, expect, it } from 'vitest';
import type { PodObject } from '@/lib/model/objects';
import { anEvent, aPod, aStatus, at } from '@/lib/model/path/testing/story';
import { createPathMemory } from './path-memory';

const seenAt = (ms: number) => new Date(Date.parse(at(0)) + ms).toISOString();

describe('what is remembered of a pod', () => {
  it('is the moment each change arrived, of the pod and of its events', () => {
    const memory = createPathMemory();
    const born = aPod({ spec: { containers: [{ name: 'web' }] }, status: { phase: 'Pending' } });
    delete born.spec.nodeName;
    delete born.status?.startTime;
    const bound = { ...born, spec: { ...born.spec, nodeName: 'm1' } };
    memory.note('pods', 'ADDED', undefined, born, seenAt(10));
    memory.note('pods', 'MODIFIED', born, bound, seenAt(30));
    memory.note('events', 'ADDED', undefined, anEvent('Started', 1, '', { container: 'web' }), seenAt(900));
    memory.note('pods', 'DELETED', bound, bound, seenAt(5000));
    expect(memory.of('aula', 'web')).toMatchObject({
      bornWithNode: false,
      pod: { spec: { nodeName: 'm1' } },
      marks: [
        { mark: 'created', at: seenAt(10) },
        { mark: 'bound', at: seenAt(30) },
        { mark: 'container-started', container: 'web', at: seenAt(900) },
        { mark: 'gone', at: seenAt(5000) },
      ],
    });
  });

  it('says of a pod that came with its node that it did', () => {
    const memory = createPathMemory();
    memory.note('pods', 'ADDED', undefined, aPod(), seenAt(10));
    expect(memory.of('aula', 'web')?.bornWithNode).toBe(true);
  });

  it('starts anew for a pod of the same name, and ignores events of the earlier one', () => {
    const memory = createPathMemory();
    const second = aPod({ metadata: { ...aPod().metadata, uid: 'u2' } });
    memory.note('pods', 'ADDED', undefined, aPod(), seenAt(10));
    memory.note('pods', 'ADDED', undefined, second, seenAt(20));
    memory.note('events', 'ADDED', undefined, anEvent('Started', 1, '', { container: 'web' }), seenAt(30));
    expect(memory.of('aula', 'web')?.marks.map((mark) => mark.at)).not.toContain(seenAt(30));
    expect(memory.of('aula', 'web')?.marks.map((mark) => mark.at)).not.toContain(seenAt(10));
  });

  it('of a pod that was there before is its way out, with its last state', () => {
    const memory = createPathMemory();
    const asked = { ...aPod().metadata, deletionTimestamp: at(40), deletionGracePeriodSeconds: 30 };
    const leaving = aPod({ metadata: asked });
    const ended = aPod({ metadata: asked, status: { phase: 'Failed' } });
    memory.note('pods', 'MODIFIED', aPod(), leaving, seenAt(10_050));
    memory.note('pods', 'DELETED', leaving, ended, seenAt(12_000));
    expect(memory.of('aula', 'web')).toMatchObject({
      pod: { metadata: { deletionTimestamp: at(40) }, status: { phase: 'Failed' } },
      marks: [
        { mark: 'delete-requested', at: seenAt(10_050) },
        { mark: 'gone', at: seenAt(12_000) },
      ],
    });
  });

  describe('and of the grace that was asked for', () => {
    const asking = (seconds: number, due: number, status: PodObject['status'] = {}) =>
      aPod({
        metadata: { ...aPod().metadata, deletionTimestamp: at(due), deletionGracePeriodSeconds: seconds },
        status,
      });
    const keptOf = (...states: [PodObject, ...PodObject[]]) => {
      const memory = createPathMemory();
      let previous = aPod();
      for (const state of states) {
        memory.note('pods', 'MODIFIED', previous, state, seenAt(12_000));
        previous = state;
      }
      memory.note('pods', 'DELETED', previous, previous, seenAt(12_001));
      return memory.of('aula', 'web')?.pod.metadata;
    };
    const running = { containerStatuses: [aStatus({ state: { running: { startedAt: at(1) } } })] };

    it('is what was asked last, not the 0 that the kubelet deletes with when the containers have ended', () => {
      expect(keptOf(asking(30, 40), asking(5, 16), asking(0, 12))).toMatchObject({
        deletionTimestamp: at(16),
        deletionGracePeriodSeconds: 5,
      });
    });

    it('is none where somebody forced it, at once or in the end', () => {
      expect(keptOf(asking(0, 12))).toMatchObject({ deletionGracePeriodSeconds: 0 });
      expect(keptOf(asking(30, 40, running), asking(0, 12, running))).toMatchObject({ deletionGracePeriodSeconds: 0 });
    });
  });

  it('takes the queue of a kubelet off from its first report on, where its lease tells how fast its news can be', () => {
    const memory = createPathMemory();
    memory.note('pods', 'ADDED', undefined, aPod(), seenAt(0));
    const lease = { metadata: { namespace: 'kube-node-lease', name: 'm1' }, spec: { renewTime: seenAt(0) } };
    memory.note('leases', 'MODIFIED', lease, lease, seenAt(7));
    const name = `web.${(BigInt(Date.parse(at(0)) + 400) * 1_000_000n).toString(16)}`;
    const event = anEvent('Pulled', 0, '', { container: 'web' });
    const source = { component: 'kubelet', host: 'm1' };
    const late = { ...event, metadata: { ...event.metadata, name }, source };
    memory.note('events', 'ADDED', undefined, late, seenAt(1900));
    expect(memory.of('aula', 'web')?.marks.at(-1)).toMatchObject({ mark: 'pulled', at: seenAt(407) });
  });

  it('is the first of each kind, so that a crash loop fills nothing', () => {
    const memory = createPathMemory();
    memory.note('pods', 'ADDED', undefined, aPod(), seenAt(0));
    const born = memory.of('aula', 'web')?.marks.length ?? 0;
    for (const round of [1, 2, 3]) {
      const started = anEvent('Started', round, '', { container: 'web' });
      memory.note('events', 'ADDED', undefined, started, seenAt(round * 1000));
    }
    const marks = memory.of('aula', 'web')?.marks;
    expect(marks?.length).toBe(born + 1);
    expect(marks?.at(-1)).toMatchObject({ mark: 'container-started', at: seenAt(1000) });
  });

  it('says how far clocks are apart, by who renewed a lease and when that arrived', () => {
    const memory = createPathMemory();
    const renew = (namespace: string, name: string, ms: number, arrivedMs: number) => {
      const lease = { metadata: { namespace, name }, spec: { renewTime: seenAt(ms) } };
      memory.note('leases', 'MODIFIED', lease, lease, seenAt(arrivedMs));
    };
    expect(memory.nodeClockAheadMs('m1')).toBeUndefined();
    // Ours is 3 s behind the control plane's; the node is 20 s ahead of that. The fastest news counts.
    renew('kube-system', 'kube-scheduler', 13_000, 10_400);
    renew('kube-system', 'kube-scheduler', 15_000, 12_008);
    renew('kube-node-lease', 'm1', 33_000, 10_010);
    expect(memory.serverClockAheadMs()).toBe(2992);
    expect(memory.nodeClockAheadMs('m1')).toBe(19_998);
    expect(memory.nodeClockAheadMs('m2')).toBeUndefined();
  });

  it('forgets the oldest beyond its measure', () => {
    const memory = createPathMemory(2);
    for (const name of ['a', 'b', 'c']) {
      memory.note('pods', 'ADDED', undefined, aPod({ metadata: { ...aPod().metadata, name } }), seenAt(10));
    }
    expect(['a', 'b', 'c'].map((name) => memory.of('aula', name) !== undefined)).toEqual([false, true, true]);
  });

  it('takes the queue of a kubelet off: the least delay of its reports says how far apart the clocks are', () => {
    const memory = createPathMemory();
    memory.note('pods', 'ADDED', undefined, aPod(), seenAt(0));
    const ahead = 3000;
    const report = (reason: string, happened: number) => {
      const name = `web.${(BigInt(Date.parse(at(0)) + happened + ahead) * 1_000_000n).toString(16)}`;
      const event = anEvent(reason, Math.floor((happened + ahead) / 1000), '', { container: 'web' });
      return {
        ...event,
        metadata: { ...event.metadata, name, uid: name },
        source: { component: 'kubelet', host: 'm1' },
      };
    };
    memory.note('events', 'ADDED', undefined, report('Pulling', 100), seenAt(108));
    memory.note('events', 'ADDED', undefined, report('Pulled', 400), seenAt(1900));
    memory.note('events', 'ADDED', undefined, report('Created', 500), seenAt(505));
    const late = report('Started', 600);
    memory.note('events', 'ADDED', undefined, { ...late, metadata: { ...late.metadata, name: 'otro' } }, seenAt(2100));
    expect(memory.of('aula', 'web')?.marks.slice(-4)).toEqual([
      { mark: 'pulling', container: 'web', at: seenAt(108) },
      { mark: 'pulled', container: 'web', at: seenAt(408) },
      { mark: 'container-created', container: 'web', at: seenAt(505) },
      { mark: 'container-started', container: 'web', at: seenAt(2100) },
    ]);
  });
});
