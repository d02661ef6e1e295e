import fc from 'fast-check';
import type { Condition, ContainerStatus, EventObject } from '../../objects';
import type { PathInput, SeenMark } from '../types';
import { randomFrom } from './world';

/** What has been lost, repeated and put out of order of what was known. Each part is lost with this chance, in hundredths. */
export interface Damage {
  seed: number;
  events: number;
  /** The oldest events, which the API server forgets after an hour; of all, in hundredths. */
  expired: number;
  ownerEvents: boolean;
  conditions: number;
  statuses: number;
  marks: number;
  owners: boolean;
  startTime: boolean;
  repeats: boolean;
}

const some = fc.constantFrom(0, 0, 20, 60, 100);

export const damages: fc.Arbitrary<Damage> = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  events: some,
  expired: some,
  ownerEvents: fc.boolean(),
  conditions: some,
  statuses: some,
  marks: some,
  owners: fc.boolean(),
  startTime: fc.boolean(),
  repeats: fc.boolean(),
});

/** Nothing at all is lost. */
export const WHOLE: Damage = {
  seed: 1,
  events: 0,
  expired: 0,
  ownerEvents: false,
  conditions: 0,
  statuses: 0,
  marks: 0,
  owners: false,
  startTime: false,
  repeats: false,
};

const lastSaid = ({ eventTime, lastTimestamp }: EventObject) => Date.parse(lastTimestamp ?? eventTime ?? '');
const reportKey = ({ reason, involvedObject }: EventObject) => `${reason} ${involvedObject.fieldPath ?? ''}`;
const markKey = ({ mark, container }: SeenMark) => `${mark} ${container ?? ''}`;

/** The same, with parts of it lost. Of what was said of the owners all is lost or nothing: one of two would tell another story. */
export function damaged(input: PathInput, damage: Damage): PathInput {
  const random = randomFrom(damage.seed);
  const kept = <T>(list: readonly T[] | undefined, lost: number) => (list ?? []).filter(() => random() * 100 >= lost);
  const shuffled = <T>(list: readonly T[]) => {
    const all = damage.repeats ? [...list, ...list.filter(() => random() < 0.5)] : [...list];
    return all
      .map((one) => ({ one, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one);
  };
  const { pod } = input;
  const { startTime, ...status } = pod.status ?? {};
  const isOwn = (event: EventObject) => event.involvedObject.kind === 'Pod';
  // What was said again and again is kept whole or not at all; a kubelet that forgets is another story (plan.ts).
  const lostReports = new Set(
    [...new Set((input.events ?? []).map(reportKey))].filter(() => random() * 100 < damage.events),
  );
  const byAge = (input.events ?? []).filter(isOwn).sort((one, other) => lastSaid(one) - lastSaid(other));
  const own = byAge
    .slice(Math.floor((byAge.length * damage.expired) / 100))
    .filter((event) => !lostReports.has(reportKey(event)));
  const others = damage.ownerEvents ? [] : (input.events ?? []).filter((event) => !isOwn(event));
  // The memory keeps the first of each mark, or none of them.
  const kinds = [...new Set((input.seen ?? []).map(markKey))];
  const lostKinds = new Set(kinds.filter(() => random() * 100 < damage.marks));
  const seen = input.seen ? { seen: shuffled(input.seen.filter((mark) => !lostKinds.has(markKey(mark)))) } : {};
  return {
    ...input,
    ...seen,
    pod: {
      ...pod,
      status: {
        ...status,
        ...(startTime && !damage.startTime ? { startTime } : {}),
        conditions: shuffled(kept<Condition>(status.conditions, damage.conditions)),
        initContainerStatuses: kept<ContainerStatus>(status.initContainerStatuses, damage.statuses),
        containerStatuses: kept<ContainerStatus>(status.containerStatuses, damage.statuses),
      },
    },
    owners: damage.owners ? [] : (input.owners ?? []),
    events: shuffled([...own, ...others]),
  };
}
