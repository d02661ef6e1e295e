/** When events happened, as exactly as they tell it. */
import { memoByObject } from './memo';
import type { EventObject } from './objects';

const SECOND_MS = 1000;

/** When it last happened: the most exact of what the server gives. */
export function eventTime(event: EventObject): string | undefined {
  return (
    event.series?.lastObservedTime ??
    event.lastTimestamp ??
    event.eventTime ??
    event.firstTimestamp ??
    event.metadata.creationTimestamp
  );
}

/**
 * When an event was first reported, milliseconds since 1970 by the clock of who reported it: recorders name events by it, to
 * the nanosecond (`web.17a5c3f0b1e2d3a4`). Undefined when the name is another, or not of the second the event itself says.
 */
export function reportedAt(event: EventObject): number | undefined {
  const hex = /\.([0-9a-f]{16})$/.exec(event.metadata.name)?.[1];
  const first = Date.parse(event.firstTimestamp ?? event.eventTime ?? '');
  if (!hex || Number.isNaN(first)) return undefined;
  const ms = Number(BigInt(`0x${hex}`)) / 1e6;
  return Math.abs(ms - first) < SECOND_MS ? ms : undefined;
}

/**
 * When it last happened, milliseconds since 1970; 0 when it does not say. Of one that happened once, as exact as its recorder
 * told it in its name: those of one second stand in their order.
 */
export const momentMs = memoByObject((event: EventObject): number => {
  const once = (event.series?.count ?? event.count ?? 1) === 1 ? reportedAt(event) : undefined;
  const ms = once ?? Date.parse(eventTime(event) ?? '');
  return Number.isNaN(ms) ? 0 : ms;
});

/** Newest first; of one moment, by name, so that the order is always the same. */
export function newestFirst(a: EventObject, b: EventObject): number {
  return momentMs(b) - momentMs(a) || (a.metadata.name < b.metadata.name ? -1 : 1);
}
