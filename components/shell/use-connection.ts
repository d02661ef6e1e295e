'use client';
import { useSection } from '@/lib/hooks/use-cluster';
import { useLink } from '@/lib/hooks/use-session';
import { type ConnectionSummary, summarize } from './connection-words';

/** The connection as the header and the banners say it. */
export function useConnection(): ConnectionSummary {
  const { link } = useLink();
  const connection = useSection('connection');
  const source = useSection('source');
  return summarize(link, connection, source?.kind);
}
