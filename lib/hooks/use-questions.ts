'use client';
/** What is asked of the whole cluster: answered from what is here, or of a large cluster by the server. */
import { useMemo } from 'react';
import type { MatchesAnswer, SearchAnswers } from '@/lib/contract/answers';
import { buildSearchIndex, type SearchAnswer, search } from '@/lib/model/search';
import { countShown } from '@/lib/store/facets';
import { type Filters, isFiltered } from '@/lib/store/filters';
import { useClusterStore, useCollection, useSection } from './use-cluster';
import { inContext, useResource } from './use-resource';
import { useView } from './use-view';

/** How often counts are asked for anew while the cluster changes, milliseconds. */
const AGAIN_AFTER_MS = 2_000;
const NOTHING: SearchAnswer[] = [];

/** Whether all of the cluster is here; of a large one only what is looked at. */
export const useIsWhole = (): boolean => useSection('fleet')?.whole ?? true;

/** What has these words in it; `isPending` while the server looks. */
export function useSearch(
  question: string,
  each: number,
): { answers: SearchAnswer[]; isPending: boolean; failed: boolean } {
  const store = useClusterStore();
  const revision = useSection('revision');
  const isWhole = useIsWhole();
  const [{ context }] = useView();
  const words = question.trim();
  // The revision stands for the whole store: the index is of what it holds now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const index = useMemo(() => (isWhole ? buildSearchIndex(store) : []), [store, revision, isWhole]);
  const here = useMemo(() => search(index, question, each), [index, question, each]);
  const query = new URLSearchParams({ q: words.slice(0, 200), each: String(each) });
  const url = isWhole || !words ? undefined : inContext(`/api/search?${query}`, context);
  const found = useResource<SearchAnswers>(url);
  if (isWhole || !words) return { answers: here, isPending: false, failed: false };
  const answers = found.state === 'ready' ? found.value.groups : NOTHING;
  return { answers, isPending: found.state === 'loading' || found.state === 'idle', failed: found.state === 'failed' };
}

/** How many pods of the whole cluster the filters let through; undefined while that is not known. */
export function useMatches(
  filters: Filters,
): { shown: number; total: number; nodes?: MatchesAnswer['nodes'] } | undefined {
  const pods = useCollection('pods');
  const fleet = useSection('fleet');
  const revision = useSection('revision');
  const [{ context }] = useView();
  const isWhole = fleet?.whole ?? true;
  const here = useMemo(() => (isWhole ? countShown(pods, filters) : undefined), [isWhole, pods, filters]);
  const { namespaces, nodes, states, text } = filters;
  const query = new URLSearchParams({
    namespaces: namespaces.join(),
    nodes: nodes.join(),
    states: states.join(),
    text: text.trim().slice(0, 200),
  });
  const isAsked = !isWhole && isFiltered(filters);
  const url = isAsked ? inContext(`/api/matches?${query}`, context) : undefined;
  const told = useResource<MatchesAnswer>(url, { version: isAsked ? revision : undefined, everyMs: AGAIN_AFTER_MS });
  if (here) return here;
  const total = fleet?.totals.pods ?? 0;
  if (!isAsked) return { shown: total, total };
  return told.state === 'ready' ? told.value : undefined;
}
