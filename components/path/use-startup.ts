'use client';
/** The figures of all paths, asked for once and again when the person says so: they must not move while they are read. */
import { useEffect, useState } from 'react';
import type { StartupAnswer } from '@/lib/contract/startup';

export type StartupState = { state: 'loading' | 'failed' } | { state: 'ready'; figures: StartupAnswer };

export function useStartup(context: string | undefined): StartupState & { again: () => void } {
  const [state, setState] = useState<StartupState>({ state: 'loading' });
  const [asked, ask] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked is what makes it ask again
  useEffect(() => {
    const controller = new AbortController();
    const query = context ? `?context=${encodeURIComponent(context)}` : '';
    const read = async () => {
      try {
        const response = await fetch(`/api/paths${query}`, { signal: controller.signal });
        const figures: StartupAnswer = await response.json();
        setState(response.ok ? { state: 'ready', figures } : { state: 'failed' });
      } catch {
        if (!controller.signal.aborted) setState({ state: 'failed' });
      }
    };
    void read();
    return () => controller.abort();
  }, [context, asked]);
  return { ...state, again: () => ask((count) => count + 1) };
}
