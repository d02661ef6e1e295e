'use client';
/** The trace of a pod from the server, kept true: asked for again when the pod or its events change. */
import { useMemo } from 'react';
import type { PathAnswer } from '@/lib/contract/path';
import { useItem, useSection } from '@/lib/hooks/use-cluster';
import { inContext, type Resource, useResource } from '@/lib/hooks/use-resource';

/** Changes come in bursts while a pod is born: at most one question in these milliseconds. */
const EVERY_MS = 200;
/** Milliseconds until a question that failed about a pod that is there is asked again: the page may know of it a moment before. */
const AGAIN_MS = 1000;

/** `pod` is `namespace/name`; undefined asks for nothing. The last answer is kept while the next is on its way. */
export function usePath(
  pod: string | undefined,
  context: string | undefined,
): Resource<PathAnswer> & { again: () => void } {
  const item = useItem('pods', pod ?? '');
  const events = useSection('events');
  const [namespace, name] = pod?.split('/') ?? [];
  const newest = events?.find(
    (event) => event.object.kind === 'Pod' && event.object.namespace === namespace && event.object.name === name,
  );
  const mark = `${newest?.uid ?? ''} ${newest?.count ?? ''}`;
  const version = useMemo(() => ({ item, mark }), [item, mark]);
  const url =
    namespace && name
      ? inContext(`/api/paths/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`, context)
      : undefined;
  return useResource<PathAnswer>(url, {
    version,
    everyMs: EVERY_MS,
    retryMs: item ? AGAIN_MS : undefined,
  });
}
