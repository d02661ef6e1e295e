'use client';
/** What the server knew when it rendered the page, so that the first render of the browser is the same as the server's. */
import { createContext, type ReactNode, use } from 'react';

export interface ServerStart {
  /** Query string of the request, with its `?`. */
  query: string;
  /** Milliseconds since the epoch, by the server's clock. */
  now: number;
}

const ServerStartContext = createContext<ServerStart>({ query: '', now: 0 });

export function ServerStartProvider({ start, children }: { start: ServerStart; children: ReactNode }) {
  return <ServerStartContext value={start}>{children}</ServerStartContext>;
}

/** The start of this page; an empty query where there is no provider (tests of single components). */
export function useServerStart(): ServerStart {
  return use(ServerStartContext);
}
