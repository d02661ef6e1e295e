/** Places that are kept: who has one keeps it, who comes takes the first free one. */
import type { Slots } from './types';

/**
 * Gives each id a slot. Ids already in `before` keep theirs; ids that are gone free theirs;
 * new ids take the first free slots in the order they are given.
 */
export function allocate(ids: readonly string[], before: Slots = []): Slots {
  const wanted = new Set(ids);
  const slots: Slots = before.map((id) => (id !== undefined && wanted.has(id) ? id : undefined));
  const placed = new Set(slots);
  let free = 0;
  for (const id of ids) {
    if (placed.has(id)) continue;
    while (slots[free] !== undefined) free++;
    slots[free] = id;
    placed.add(id);
  }
  while (slots.length && slots[slots.length - 1] === undefined) slots.pop();
  return slots;
}
