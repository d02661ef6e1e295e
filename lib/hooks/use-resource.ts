'use client';
/**
 * What is read from the server on demand, one way for all of it: loading, ready or failed; the last answer is kept while
 * the next is on its way; read again when what it is about changes. The cluster itself comes over the stream instead.
 */
import { QueryClient, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { type ReadFailure, type ReadProblem, readResource } from '@/lib/store/read-resource';

/** `failed` keeps the last answer, where there was one. */
export type Resource<T> =
  | { state: 'idle' }
  | { state: 'loading' }
  | { state: 'ready'; value: T }
  | { state: 'failed'; problem: ReadProblem; last?: T };

/** An answer read as text: logs. */
export const asText = (response: Response): Promise<string> => response.text();

interface Options<T> {
  /** Anything that changes when the object does: then it is read again. Undefined when it is gone, or never changes. */
  version?: unknown;
  /** Least milliseconds between two readings because of a new version. */
  everyMs?: number;
  /** Milliseconds after which a failed reading is tried again by itself; never when undefined. */
  retryMs?: number | undefined;
  /** What is made of a successful answer; its JSON by default. */
  read?: (response: Response) => Promise<T>;
}

/** The server is on this machine or beside it: being "offline" says nothing of it, and the stream tells of its absence. */
export const createResourceClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        gcTime: 60_000,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });

/** Reads `url`; undefined reads nothing. `again` reads it now. */
export function useResource<T>(url: string | undefined, options: Options<T> = {}): Resource<T> & { again: () => void } {
  const { version, everyMs = 0, retryMs, read } = options;
  const { data, error, isFetching, refetch } = useQuery<T, ReadFailure>({
    queryKey: [url],
    enabled: url !== undefined,
    queryFn: ({ signal }) => readResource(url ?? '', signal, read),
    refetchInterval: ({ state }) => (state.status === 'error' && retryMs !== undefined ? retryMs : false),
  });
  const asked = useRef<{ url: string | undefined; version: unknown; at: number }>(undefined);
  useEffect(() => {
    const last = asked.current;
    if (!last || last.url !== url) {
      asked.current = { url, version, at: performance.now() };
      return;
    }
    // A reading on its way is left to arrive: what changes all the time would otherwise never be read.
    // What has no version any more is gone: it is not asked for again.
    if (isFetching || url === undefined || version === undefined || Object.is(last.version, version)) return;
    const timer = setTimeout(
      () => {
        asked.current = { url, version, at: performance.now() };
        void refetch();
      },
      Math.max(0, last.at + everyMs - performance.now()),
    );
    return () => clearTimeout(timer);
  }, [url, version, everyMs, isFetching, refetch]);
  const again = () => void refetch();
  if (url === undefined) return { state: 'idle', again };
  if (error) return { state: 'failed', problem: error.problem, ...(data === undefined ? {} : { last: data }), again };
  return data === undefined ? { state: 'loading', again } : { state: 'ready', value: data, again };
}

/** The last good answer, of one that is ready or that failed after it. */
export const lastOf = <T>(resource: Resource<T>): T | undefined =>
  resource.state === 'ready' ? resource.value : resource.state === 'failed' ? resource.last : undefined;

/** An address of the API with the context that is looked at; the server's own choice when undefined. */
export const inContext = (address: string, context: string | undefined): string =>
  context ? `${address}${address.includes('?') ? '&' : '?'}context=${encodeURIComponent(context)}` : address;
