'use client';
import type { SampleAct, SampleState } from '@kubeplano/sample-cluster/controls';
/** The sample cluster as it can be handled: asked for again and again while somebody watches it, and after each act. */
import { useCallback, useEffect, useState } from 'react';
import { type RefusedAct, refusedActOf } from './refused-act-of';

/** Milliseconds between two looks: somebody may handle it with kubectl meanwhile. `idly` is for what only marks a button. */
const LOOK_MS = { closely: 2_000, idly: 10_000 } as const;
/** And while a container is being prepared, so that each hop is seen. */
const BUSY_MS = 300;

const isState = (body: unknown): body is SampleState =>
  typeof body === 'object' && body !== null && 'switches' in body && Array.isArray(body.switches);

export interface SampleControls {
  state: SampleState | undefined;
  /** Why the last act was not done. */
  refused: RefusedAct | undefined;
  act(act: SampleAct): void;
  /** The refusal was read. */
  forget(): void;
}

/** Looks at the sample cluster, as often as `watch` says, and acts on it. */
export function useSample(watch: keyof typeof LOOK_MS | 'never' = 'closely'): SampleControls {
  const [state, setState] = useState<SampleState>();
  const [refused, setRefused] = useState<RefusedAct>();
  const everyMs =
    watch === 'never'
      ? undefined
      : state?.docker?.state === 'preparing' && watch === 'closely'
        ? BUSY_MS
        : LOOK_MS[watch];
  const look = useCallback(async (signal: AbortSignal) => {
    const response = await fetch('/api/sample', { cache: 'no-store', signal });
    const body: unknown = await response.json();
    if (isState(body)) setState(body);
  }, []);
  useEffect(() => {
    if (everyMs === undefined) return;
    const abort = new AbortController();
    // A server that does not answer now is shown by the page's own banner.
    const quietly = () => void look(abort.signal).catch(() => undefined);
    quietly();
    const timer = setInterval(quietly, everyMs);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [look, everyMs]);
  const act = (asked: SampleAct) => {
    const send = async () => {
      const response = await fetch('/api/sample', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(asked),
      });
      const body: unknown = await response.json();
      if (isState(body)) setState(body);
      setRefused(response.ok ? undefined : refusedActOf(body));
    };
    void send().catch(() => setRefused({ reason: 'no-answer', message: '' }));
  };
  const forget = useCallback(() => setRefused(undefined), []);
  return { state, refused, act, forget };
}
