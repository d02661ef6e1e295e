import type { PodObject } from '../objects';
import { earlier, type Instant, seenInstant } from './instant';
import type { SeenMark } from './types';

type Step = Pick<SeenMark, 'mark' | 'container'>;

const FIRST_START = ['pulling', 'pulled', 'container-created', 'container-started'] as const;
const stepsOf = (container: string, marks: readonly SeenMark['mark'][]): Step[] =>
  marks.map((mark) => ({ mark, container }));
/** By an event and by a status (which brings a stamp) the same may arrive twice. */
const keyOf = ({ mark, container }: Step, hasStamp: boolean) => `${mark}\n${container ?? ''}\n${hasStamp}`;

interface Arrival {
  mark: SeenMark;
  instant: Instant;
}
/** Of two of one moment the lesser stamp, so that the order they are told in does not matter. */
const isBefore = (one: Arrival, other: Arrival) =>
  one.instant.ms < other.instant.ms ||
  (one.instant.ms === other.instant.ms && (one.mark.stamp ?? '') < (other.mark.stamp ?? ''));

/** What happens one after the other before any container of the application is turned to. A static pod's mirror may come late. */
function commonSteps(pod: PodObject, isStatic: boolean): Step[] {
  const beginning = isStatic ? [] : (['created', 'bound', 'accepted', 'sandbox'] as const).map((mark) => ({ mark }));
  const init = (pod.spec.initContainers ?? []).flatMap(({ name, restartPolicy }) =>
    stepsOf(name, restartPolicy === 'Always' ? FIRST_START : [...FIRST_START, 'container-stopped']),
  );
  return [...beginning, ...init];
}

/**
 * The first arrival of each mark, none later than the arrival of something it must have come before. Pods and events reach us
 * by two watches, and a kubelet writes its status when it finds the time: that an init container ended may arrive after the
 * image of the next one. An arrival says "by now it had happened", so what follows bounds what came before.
 * Containers of the application are not compared with each other: the pull of one that fails does not hold back the next.
 */
export function boundByWhatFollowed(seen: readonly SeenMark[], pod: PodObject, isStatic: boolean): SeenMark[] {
  const arrivals = new Map<string, Arrival>();
  for (const mark of seen) {
    const instant = seenInstant(mark.at);
    const key = keyOf(mark, mark.stamp !== undefined);
    const known = arrivals.get(key);
    if (instant && (!known || isBefore({ mark, instant }, known))) arrivals.set(key, { mark, instant });
  }
  const bound = (steps: readonly Step[], limit: Instant | undefined): Instant | undefined => {
    let last = limit;
    for (const step of steps.toReversed()) {
      const both = [true, false].flatMap((hasStamp) => arrivals.get(keyOf(step, hasStamp)) ?? []);
      for (const arrival of both) if (last && last.ms < arrival.instant.ms) arrival.instant = last;
      last = both.reduce((first, { instant }) => earlier(first, instant), last);
    }
    return last;
  };
  const ready = bound([{ mark: 'ready' }], undefined);
  const turnedTo = pod.spec.containers
    .map(({ name }) => bound(stepsOf(name, FIRST_START), ready))
    .reduce((first, one) => earlier(first, one), ready);
  bound(commonSteps(pod, isStatic), turnedTo);
  return [...arrivals.values()].map(({ mark, instant }) => ({ ...mark, at: instant.at }));
}
