'use client';
import { useState } from 'react';

/** What is open over the plan: one thing at a time. */
export type Panel = 'none' | 'search' | 'cluster' | 'filters' | 'help';

/** Which panel is open, and how to open another or none. */
export function usePanel(): readonly [Panel, (panel: Panel) => void] {
  return useState<Panel>('none');
}
