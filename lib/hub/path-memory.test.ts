import { describe, expect, it } from 'vitest';
import { anEvent, aPod, at } from '@/lib/model/path/testing/story';
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

  it('knows nothing of pods that were there before, and forgets the oldest beyond its measure', () => {
    const memory = createPathMemory(2);
    memory.note('pods', 'MODIFIED', aPod(), aPod(), seenAt(5));
    expect(memory.of('aula', 'web')).toBeUndefined();
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
