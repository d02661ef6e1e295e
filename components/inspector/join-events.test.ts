import { describe, expect, it } from 'vitest';
import type { EventView } from '@/lib/model/cluster';
import { joinEvents } from './use-object';

const event = (reason: string, second: number, count = 1): EventView => ({
  uid: reason,
  namespace: 'ivan',
  type: 'Normal',
  reason,
  message: '',
  count,
  at: `2026-03-01T09:00:0${second}Z`,
  object: { kind: 'Pod', name: 'web' },
});
const order = (events: readonly EventView[]) => events.map(({ reason, count }) => `${reason} ${count}`);

describe('the events of an object', () => {
  it('stand newest first, and those of one second in the order they came in', () => {
    const read = [event('Created', 2), event('Pulled', 2), event('Pulling', 2), event('Scheduled', 1)];
    expect(order(joinEvents(read, []))).toEqual(order(read));
    expect(order(joinEvents(read, [event('Started', 2), event('Created', 2)]))).toEqual([
      'Started 1',
      'Created 1',
      'Pulled 1',
      'Pulling 1',
      'Scheduled 1',
    ]);
  });

  it('are each there once, as the stream last told them', () => {
    expect(order(joinEvents([event('BackOff', 1)], [event('BackOff', 3, 2)]))).toEqual(['BackOff 2']);
  });
});
