'use client';
import type { SampleAct } from '@kubeplano/sample-cluster/controls';
/** The sample cluster as it can be controlled: asked for again and again while somebody watches it, and after each act. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { SampleAnswer } from '@/lib/contract/sample-answer';
import { type ReadFailure, readResource } from '@/lib/store/read-resource';
import { type RefusedAct, refusedActOf } from './refused-act-of';

/** Milliseconds between two looks: somebody may control it with kubectl meanwhile. `idly` is for what only marks a button. */
const LOOK_MS = { closely: 2_000, idly: 10_000 } as const;
/** And while a container is being prepared, so that each hop is seen. */
const BUSY_MS = 300;

const URL = '/api/sample';
const KEY = [URL];

const isState = (body: unknown): body is SampleAnswer =>
  typeof body === 'object' && body !== null && 'switches' in body && Array.isArray(body.switches);

export interface SampleControls {
  state: SampleAnswer | undefined;
  /** Its process ended, in this way, and no other takes its place. */
  ended: string | undefined;
  /** Why the last act was not done. */
  refused: RefusedAct | undefined;
  act(act: SampleAct): void;
  /** The refusal was read. */
  forget(): void;
}

/** An act, and what came of it: the state after it, or why it was refused. */
async function send(act: SampleAct): Promise<{ state?: SampleAnswer; refused?: RefusedAct }> {
  try {
    const response = await fetch(URL, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(act),
    });
    const body: unknown = await response.json();
    return { ...(isState(body) ? { state: body } : {}), ...(response.ok ? {} : { refused: refusedActOf(body) }) };
  } catch {
    return { refused: { reason: 'no-answer', message: '' } };
  }
}

/** Looks at the sample cluster, as often as `watch` says, and acts on it. All who look share one question. */
export function useSample(watch: keyof typeof LOOK_MS | 'never' = 'closely'): SampleControls {
  const client = useQueryClient();
  // A server that does not answer now is shown by the page's own banner.
  const { data, error } = useQuery<SampleAnswer, ReadFailure>({
    queryKey: KEY,
    enabled: watch !== 'never',
    queryFn: ({ signal }) => readResource<SampleAnswer>(URL, signal),
    refetchInterval: ({ state }) =>
      watch === 'never'
        ? false
        : state.data?.docker?.state === 'preparing' && watch === 'closely'
          ? BUSY_MS
          : LOOK_MS[watch],
  });
  const {
    mutate,
    reset,
    data: done,
  } = useMutation({
    mutationFn: send,
    onSuccess: async ({ state }) => {
      if (!state) return;
      // What was asked before the act must not arrive after it.
      await client.cancelQueries({ queryKey: KEY });
      client.setQueryData(KEY, state);
    },
  });
  const act = useCallback((asked: SampleAct) => mutate(asked), [mutate]);
  const forget = useCallback(() => reset(), [reset]);
  return { state: data, ended: endOf(error), refused: done?.refused, act, forget };
}

function endOf(error: ReadFailure | null): string | undefined {
  if (error?.problem.code !== 'sample-ended') return undefined;
  const { how, again } = error.problem.values ?? {};
  return again === 'false' ? how : undefined;
}
