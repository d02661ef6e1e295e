'use client';
/** The sample cluster as it can be handled: asked for while the panel is open, and after each act. */
import { useCallback, useEffect, useState } from 'react';
import type { SampleAct, SampleState } from '@/lib/contract/sample';

/** Milliseconds between two looks: somebody may handle it with kubectl meanwhile. */
const LOOK_MS = 2_000;
/** And while a container is being prepared, so that each hop is seen. */
const BUSY_MS = 300;

const isState = (body: unknown): body is SampleState =>
  typeof body === 'object' && body !== null && 'switches' in body && Array.isArray(body.switches);

const detailOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'detail' in body && typeof body.detail === 'string' ? body.detail : '';

export interface SampleHands {
  state: SampleState | undefined;
  /** Why the last act was refused, in the API server's words; empty when it has given none. */
  refused: string | undefined;
  act(act: SampleAct): void;
}

/** Looks at the sample cluster, and acts on it. */
export function useSample(): SampleHands {
  const [state, setState] = useState<SampleState>();
  const [refused, setRefused] = useState<string>();
  const everyMs = state?.docker?.state === 'preparing' ? BUSY_MS : LOOK_MS;
  const look = useCallback(async (signal?: AbortSignal) => {
    const response = await fetch('/api/sample', { cache: 'no-store', ...(signal ? { signal } : {}) });
    const body: unknown = await response.json();
    if (isState(body)) setState(body);
  }, []);
  useEffect(() => {
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
      setRefused(response.ok ? undefined : detailOf(body));
    };
    void send().catch(() => setRefused(''));
  };
  return { state, refused, act };
}
