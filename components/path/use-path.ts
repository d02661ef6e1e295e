'use client';
/** The trace of a pod from the server, kept true: asked for again when the pod or its events change. */
import { useEffect, useRef, useState } from 'react';
import type { PathAnswer } from '@/lib/contract/path';
import type { Problem } from '@/lib/contract/problem';
import { useItem, useSection } from '@/lib/hooks/use-cluster';

/** Changes come in bursts while a pod is born; this many milliseconds are gathered into one question. */
const GATHER_MS = 200;
/** Milliseconds until a question that failed about a pod that is there is asked again. */
const AGAIN_MS = 1000;

export type PathState =
  | { state: 'loading' }
  | { state: 'ready'; path: PathAnswer }
  | { state: 'failed'; problem: Problem; last?: PathAnswer };

const failed: Problem = { code: 'internal' };

/** `pod` is `namespace/name`; undefined asks for nothing. The last answer is kept while the next is on its way. */
export function usePath(pod: string | undefined, context: string | undefined): PathState & { retry: () => void } {
  const [state, setState] = useState<PathState>({ state: 'loading' });
  const [asked, ask] = useState(0);
  const item = useItem('pods', pod ?? '');
  const events = useSection('events');
  const shown = useRef<string | undefined>(undefined);
  const [namespace, name] = pod?.split('/') ?? [];
  const newest = events?.find(
    (event) => event.object.kind === 'Pod' && event.object.namespace === namespace && event.object.name === name,
  );
  const mark = `${newest?.uid ?? ''} ${newest?.count ?? ''}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: item, mark and asked are what makes it ask again
  useEffect(() => {
    if (!namespace || !name) return;
    const controller = new AbortController();
    const isNew = shown.current !== pod;
    if (isNew) setState({ state: 'loading' });
    shown.current = pod;
    const query = context ? `?context=${encodeURIComponent(context)}` : '';
    const url = `/api/paths/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}${query}`;
    let again: ReturnType<typeof setTimeout> | undefined;
    const timer = setTimeout(
      async () => {
        try {
          const response = await fetch(url, { signal: controller.signal });
          const body: unknown = await response.json();
          if (response.ok) setState({ state: 'ready', path: body as PathAnswer });
          else {
            setState((before) => ({ state: 'failed', problem: body as Problem, ...lastOf(before) }));
            // The page may know of a pod a moment before the question about it can be answered.
            if (item) again = setTimeout(() => ask((count) => count + 1), AGAIN_MS);
          }
        } catch {
          if (!controller.signal.aborted)
            setState((before) => ({ state: 'failed', problem: failed, ...lastOf(before) }));
        }
      },
      isNew ? 0 : GATHER_MS,
    );
    return () => {
      clearTimeout(timer);
      clearTimeout(again);
      controller.abort();
    };
  }, [pod, namespace, name, context, item, mark, asked]);

  return { ...state, retry: () => ask((count) => count + 1) };
}

function lastOf(state: PathState): { last?: PathAnswer } {
  if (state.state === 'ready') return { last: state.path };
  return state.state === 'failed' && state.last ? { last: state.last } : {};
}
