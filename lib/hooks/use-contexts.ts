'use client';
/** The contexts of the kubeconfig, asked for when they are shown. */
import { useEffect, useState } from 'react';
import { clock } from './use-now';

export interface ContextChoice {
  name: string;
  cluster?: string;
  user?: string;
  namespace?: string;
  current: boolean;
}
export type Contexts = { state: 'loading' } | { state: 'failed' } | { state: 'known'; contexts: ContextChoice[] };

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined);

/** Reads the answer of `GET /api/contexts`; what has no name is left out. */
export function contextsOf(body: unknown): ContextChoice[] {
  const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
  if (!isObject(body) || !Array.isArray(body.contexts)) return [];
  const current = text(body.current);
  return body.contexts.filter(isObject).flatMap((item) => {
    const name = text(item.name);
    if (!name) return [];
    const [cluster, user, namespace] = [text(item.cluster), text(item.user), text(item.namespace)];
    return [
      {
        name,
        current: item.current === true || name === current,
        ...(cluster ? { cluster } : {}),
        ...(user ? { user } : {}),
        ...(namespace ? { namespace } : {}),
      },
    ];
  });
}

/** Asks once each time the component that shows them appears. */
export function useContexts(): Contexts {
  const [answer, setAnswer] = useState<Contexts>({ state: 'loading' });
  useEffect(() => {
    const abort = new AbortController();
    const ask = async () => {
      const response = await fetch('/api/contexts', { signal: abort.signal, cache: 'no-store' });
      const date = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(date)) clock.correct(date);
      if (!response.ok) throw new Error(`/api/contexts answered ${response.status}`);
      setAnswer({ state: 'known', contexts: contextsOf(await response.json()) });
    };
    ask().catch(() => {
      if (!abort.signal.aborted) setAnswer({ state: 'failed' });
    });
    return () => abort.abort();
  }, []);
  return answer;
}
