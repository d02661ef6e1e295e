'use client';
/** One object on demand: read when it is selected, and again after it changes, at most every two seconds. */
import { useEffect, useRef, useState } from 'react';
import type { EventView } from '@/lib/model/cluster';
import { asObjectAnswer, type ObjectAnswer } from './object-answer';
import type { objectPath } from './selection';

export type ObjectState =
  | { state: 'idle' | 'loading' }
  | { state: 'ready'; answer: ObjectAnswer }
  | { state: 'failed'; code: string; detail: string };

const AGAIN_AFTER = 2_000;
const NO_EVENTS: readonly EventView[] = [];

/** Address of the API for an object. */
export function objectUrl(path: NonNullable<ReturnType<typeof objectPath>>, context: string | undefined): string {
  const parts = [path.kind, path.namespace ?? '_', path.name].map(encodeURIComponent).join('/');
  return `/api/objects/${parts}${context ? `?context=${encodeURIComponent(context)}` : ''}`;
}

async function read(url: string, signal: AbortSignal): Promise<ObjectState> {
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } });
  const body: unknown = await response.json();
  if (!response.ok) {
    const problem: { code?: unknown; detail?: unknown } = typeof body === 'object' && body !== null ? body : {};
    return { state: 'failed', code: String(problem.code ?? response.status), detail: String(problem.detail ?? '') };
  }
  const answer = asObjectAnswer(body);
  return answer ? { state: 'ready', answer } : { state: 'failed', code: 'internal', detail: '' };
}

/** `version` is anything that changes when the object does; the last answer stays while the next one is read. */
export function useObject(url: string | undefined, version: unknown): ObjectState {
  const [result, setResult] = useState<{ url: string; value: ObjectState }>();
  const last = useRef({ url: '', at: 0 });
  const abort = useRef<AbortController>(undefined);
  useEffect(() => {
    const controller = new AbortController();
    abort.current = controller;
    return () => controller.abort();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is what makes us read again
  useEffect(() => {
    if (!url) return;
    const signal = abort.current?.signal ?? AbortSignal.abort();
    const wait = last.current.url === url ? Math.max(0, last.current.at + AGAIN_AFTER - Date.now()) : 0;
    // A reading on its way is left to arrive: a diagram node that changes all the time would otherwise never be read.
    const timer = setTimeout(() => {
      last.current = { url, at: Date.now() };
      read(url, signal).then(
        (value) => setResult({ url, value }),
        () => {
          if (!signal.aborted) setResult({ url, value: { state: 'failed', code: 'network', detail: '' } });
        },
      );
    }, wait);
    return () => clearTimeout(timer);
  }, [url, version]);
  if (!url) return { state: 'idle' };
  return result?.url === url ? result.value : { state: 'loading' };
}

/** Events of the object as it was read, joined with those the stream has brought since; newest first, each once. */
export function joinEvents(read: readonly EventView[] | undefined, streamed: readonly EventView[]): EventView[] {
  const byUid = new Map((read ?? NO_EVENTS).map((event) => [event.uid, event]));
  for (const event of streamed) byUid.set(event.uid, event);
  return [...byUid.values()].sort(
    (a, b) => Date.parse(b.at ?? '') - Date.parse(a.at ?? '') || b.uid.localeCompare(a.uid),
  );
}
