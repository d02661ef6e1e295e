'use client';
/** What was last known of the selected diagram node, for when it leaves the cluster while somebody is looking at it. */
import { useState } from 'react';
import { clock } from '@/lib/hooks/use-now';

export interface LastKnown<T> {
  item: T | undefined;
  /** RFC 3339, by the page's clock: when it was missed. */
  goneAt: string | undefined;
}

interface Kept<T> {
  key: string;
  item: T;
  goneAt?: string;
}

/** `item` while it exists; after that the last one seen under the same key. */
export function useLastKnown<T>(key: string, item: T | undefined): LastKnown<T> {
  const [kept, keep] = useState<Kept<T>>();
  const same = kept?.key === key ? kept : undefined;
  if (item !== undefined) {
    // Set while rendering, as React documents for state that follows props: no effect, no second paint.
    if (!same || same.item !== item || same.goneAt) keep({ key, item });
    return { item, goneAt: undefined };
  }
  if (same && !same.goneAt) keep({ ...same, goneAt: new Date(clock.now()).toISOString() });
  return { item: same?.item, goneAt: same?.goneAt };
}
