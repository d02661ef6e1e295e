/** Objects in the order of their keys. */
import { memoByObject } from './memo';

/** Text before text, by code unit: the same order everywhere. */
export const byText = (a: readonly [string, ...unknown[]], b: readonly [string, ...unknown[]]): number =>
  a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;

const remembered = memoByObject((map: ReadonlyMap<string, unknown>) => [...map].sort(byText));

/** Entries by key; lists come nearly sorted from the API server, so this costs one pass, and nothing when nothing changed. */
export function sortedEntries<T>(map: ReadonlyMap<string, T>): readonly [string, T][] {
  return remembered(map) as [string, T][];
}
