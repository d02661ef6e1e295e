import { describe, expect, it } from 'vitest';
import type { EventObject } from '@/lib/model/objects';
import { eventsAbout, MOST_EVENTS } from './object-events';

const event = (reason: string, minute: number, involvedObject: EventObject['involvedObject']): EventObject => ({
  metadata: { name: `${reason}-${minute}`, namespace: 'ivan' },
  reason,
  lastTimestamp: `2026-11-22T20:${String(minute).padStart(2, '0')}:00Z`,
  involvedObject,
});
const pod = { kind: 'Pod', apiVersion: 'v1', namespace: 'ivan', name: 'web', uid: 'u1' };
const web = { kind: 'pods', namespace: 'ivan', name: 'web' } as const;
const object = { metadata: { name: 'web', uid: 'u1' } };
const reasons = (events: readonly EventObject[], name: Parameters<typeof eventsAbout>[1] = web, of: unknown = object) =>
  eventsAbout(events, name, of).map(({ reason }) => reason);

describe('the events of an object', () => {
  it('are found however many others are newer', () => {
    const others = Array.from({ length: 500 }, (_, at) =>
      event(`Other${at}`, 59, { ...pod, name: `p${at}`, uid: `${at}` }),
    );
    expect(reasons([event('Killing', 1, pod), ...others])).toEqual(['Killing']);
  });

  it('come newest first, the newest of very many', () => {
    const many = Array.from({ length: 60 }, (_, minute) => event(`R${minute}`, minute, pod));
    const found = reasons(many);
    expect(found).toHaveLength(MOST_EVENTS);
    expect(found[0]).toBe('R59');
  });

  it('are not those of an earlier object of its name, of another namespace, kind or group', () => {
    const others = [
      event('Earlier', 1, { ...pod, uid: 'u0' }),
      event('Elsewhere', 1, { ...pod, namespace: 'prod' }),
      event('OtherKind', 1, { ...pod, kind: 'Service' }),
      event('OtherGroup', 1, { ...pod, apiVersion: 'example.com/v1' }),
    ];
    expect(reasons(others)).toEqual([]);
  });

  it('are those of a node by its name, and of a static pod by the uid of its file', () => {
    const node = event('NodeReady', 1, { kind: 'Node', name: 'n1', uid: 'n1' });
    expect(reasons([node], { kind: 'nodes', name: 'n1' }, { metadata: { uid: 'real' } })).toEqual(['NodeReady']);
    const mirror = { metadata: { uid: 'u9', annotations: { 'kubernetes.io/config.mirror': 'u1' } } };
    expect(reasons([event('Pulled', 1, pod)], web, mirror)).toEqual(['Pulled']);
  });
});
