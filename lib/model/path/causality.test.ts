import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundByWhatFollowed } from './causality';
import { firstSeen } from './marks';
import { aPod, aStatus, at } from './testing/story';
import { tracePod } from './trace';
import type { SeenMark } from './types';

const ms = (second: number, more: number) => at(second).replace('Z', `.${String(more).padStart(3, '0')}Z`);
const pod = aPod({
  spec: {
    initContainers: [{ name: 'uno' }, { name: 'malla', restartPolicy: 'Always' }],
    containers: [{ name: 'web' }, { name: 'otro' }],
  },
});
const START = ['pulling', 'pulled', 'container-created', 'container-started'] as const;
const BEGINNING = ['created', 'bound', 'accepted', 'sandbox'] as const;
/** What the kubelet does with this pod, in the order it cannot but do it, up to the containers of the application. */
const STORY: Omit<SeenMark, 'at'>[] = [
  ...BEGINNING.map((mark) => ({ mark })),
  ...START.map((mark) => ({ mark, container: 'uno' })),
  { mark: 'container-stopped', container: 'uno' },
  ...START.map((mark) => ({ mark, container: 'malla' })),
];

describe('what arrived, bounded by what followed', () => {
  it('the end of an init container told after the image of the next: it had ended by then', () => {
    const status = (name: string, end?: number) =>
      aStatus({
        name,
        state: end
          ? { terminated: { exitCode: 0, startedAt: at(2), finishedAt: at(end) } }
          : { running: { startedAt: at(3) } },
      });
    const path = tracePod({
      pod: aPod({
        spec: { nodeName: 'm1', initContainers: [{ name: 'uno' }], containers: [{ name: 'web' }] },
        status: { initContainerStatuses: [status('uno', 3)], containerStatuses: [status('web')] },
      }),
      nodeClockAheadMs: 0,
      seen: [
        { mark: 'container-stopped', container: 'uno', at: ms(3, 302) },
        { mark: 'pulled', container: 'web', at: ms(3, 172) },
      ],
    });
    const hop = (id: string, container: string) =>
      path.hops.find((one) => one.id === id && one.container === container);
    expect(hop('image', 'web')?.endedAt).toBe(ms(3, 172));
    // Its kubelet sees an end by looking, once a second: the stamp stands, and is known better by what followed.
    expect(hop('stop', 'uno')).toMatchObject({ endedAt: at(3), clock: 'api', precisionMs: 222 });
  });

  it('whatever the order of arrival, no hop ends before one that had to be over; nothing is later than it arrived, nor made up', () => {
    const arrivals = fc.array(fc.record({ step: fc.constantFrom(...STORY), late: fc.integer({ min: 0, max: 999 }) }));
    fc.assert(
      fc.property(arrivals, (list) => {
        const seen = list.map(({ step, late }) => ({ ...step, at: ms(5, late) }));
        const bound = boundByWhatFollowed(seen, pod, false);
        let latest = '';
        for (const step of STORY) {
          const told = firstSeen(bound, step.mark, step.container);
          const arrived = firstSeen(seen, step.mark, step.container);
          expect(Boolean(told)).toBe(Boolean(arrived));
          if (!told || !arrived) continue;
          expect(told.ms).toBeLessThanOrEqual(arrived.ms);
          expect(seen.some((mark) => mark.at === told.at)).toBe(true);
          expect(told.at >= latest).toBe(true);
          latest = told.at;
        }
      }),
    );
  });

  it('containers of the application do not bound each other, but each bounds the init containers', () => {
    const bound = boundByWhatFollowed(
      [
        { mark: 'container-stopped', container: 'uno', at: ms(5, 500) },
        { mark: 'container-started', container: 'web', at: ms(5, 400) },
        { mark: 'pulled', container: 'otro', at: ms(5, 300) },
      ],
      pod,
      false,
    );
    expect(firstSeen(bound, 'container-stopped', 'uno')?.at).toBe(ms(5, 300));
    expect(firstSeen(bound, 'container-started', 'web')?.at).toBe(ms(5, 400));
  });

  it('the mirror of a static pod may come after its containers', () => {
    const seen: SeenMark[] = [
      { mark: 'created', at: ms(6, 0) },
      { mark: 'container-started', container: 'web', at: ms(5, 0) },
    ];
    expect(firstSeen(boundByWhatFollowed(seen, pod, true), 'created')?.at).toBe(ms(6, 0));
    expect(firstSeen(boundByWhatFollowed(seen, pod, false), 'created')?.at).toBe(ms(5, 0));
  });
});
