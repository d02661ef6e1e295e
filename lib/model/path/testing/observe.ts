import type { EventObject, PodObject } from '../../objects';
import { markOfEvent, marksOfChange } from '../marks';
import type { PathInput, SeenMark } from '../types';
import type { Story } from './simulate';
import { randomFrom } from './world';

/** What somebody knows who looks at a certain moment, having watched all along or not. */
export interface Look {
  input: PathInput;
  /** The moment, milliseconds. */
  now: number;
}

/** A watch takes less than this to tell. */
const WATCH_MS = 25;

/** A story as it stands at its `until`. A pod that is gone is only remembered by who watched. */
export function look(story: Story, isWatching: boolean): Look | undefined {
  const { plan, pods } = story;
  const random = randomFrom(plan.seed ^ 0x5eed);
  const bornAt = pods[0]?.at ?? 0;
  const now = Math.ceil(bornAt + plan.until * (story.endsAt - bornAt));
  const versions = pods.filter(({ at }) => at <= now);
  const pod = versions.findLast((one) => one.pod)?.pod;
  if (!pod || (!isWatching && versions.some((one) => !one.pod))) return undefined;
  const events = story.events.filter(({ at }) => at <= now);
  const newest = new Map<string | undefined, EventObject>();
  for (const { event } of events) newest.set(event.metadata.uid, event);
  const arrival = (at: number) => new Date(at + Math.floor(random() * WATCH_MS)).toISOString();
  const seen: SeenMark[] = [];
  let before: PodObject | undefined;
  for (const version of versions) {
    const at = arrival(version.at);
    if (version.pod) seen.push(...marksOfChange(before, version.pod, at));
    else seen.push({ mark: 'gone', at });
    before = version.pod;
  }
  for (const { at, event } of events) {
    const mark = event.involvedObject.kind === 'Pod' ? markOfEvent(event, arrival(at)) : undefined;
    if (mark && event.count !== 0) seen.push(mark);
  }
  return {
    now,
    input: {
      pod,
      owners: story.owners.map(({ owner }) => owner),
      events: [...newest.values()],
      ...(isWatching
        ? {
            seen,
            ownersSeen: new Map(story.owners.map(({ at, owner }) => [owner.metadata.uid ?? '', arrival(at)])),
            bornWithNode: plan.origin === 'named-node' || plan.origin === 'static',
          }
        : {}),
    },
  };
}
