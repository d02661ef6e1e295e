import 'server-only';
import type { PodSpec } from './types';

const SUFFIXES: Record<string, number> = {
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

/** A Kubernetes quantity as a number of its unit (cores, bytes). 0 when it is none. */
export function quantity(text: string | number | undefined): number {
  const match = /^([0-9.]+(?:[eE][0-9]+)?)([a-zA-Z]*)$/.exec(String(text ?? '').trim());
  return match === null ? 0 : Number(match[1]) * (SUFFIXES[match[2] ?? ''] ?? 0);
}

/** Amounts by resource name: cores, bytes, pieces. */
export type Amounts = Record<string, number>;

/** What a pod asks of its node: the larger of its containers together and its init containers one by one, plus overhead. */
export function podRequests(spec: PodSpec): Amounts {
  const total: Amounts = {};
  for (const container of spec.containers) add(total, container.resources?.requests);
  const sidecars: Amounts = {};
  const peak: Amounts = {};
  for (const container of spec.initContainers ?? []) {
    const needs: Amounts = { ...sidecars };
    add(needs, container.resources?.requests);
    if (container.restartPolicy === 'Always') add(sidecars, container.resources?.requests);
    for (const [name, amount] of Object.entries(needs)) peak[name] = Math.max(peak[name] ?? 0, amount);
  }
  for (const [name, amount] of Object.entries(sidecars)) total[name] = (total[name] ?? 0) + amount;
  for (const [name, amount] of Object.entries(peak)) total[name] = Math.max(total[name] ?? 0, amount);
  add(total, spec.overhead);
  return total;
}

/** Adds a map of quantities to amounts. */
export function add(total: Amounts, more: Record<string, string> | undefined): void {
  for (const [name, text] of Object.entries(more ?? {})) total[name] = (total[name] ?? 0) + quantity(text);
}

/** Guaranteed, Burstable or BestEffort, from requests and limits of cpu and memory. */
export function qosClass(spec: PodSpec): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const containers = [...spec.containers, ...(spec.initContainers ?? [])];
  const some = containers.some((container) =>
    ['cpu', 'memory'].some(
      (name) =>
        quantity(container.resources?.requests?.[name]) > 0 || quantity(container.resources?.limits?.[name]) > 0,
    ),
  );
  if (!some) return 'BestEffort';
  const all = containers.every((container) =>
    ['cpu', 'memory'].every((name) => {
      const limit = quantity(container.resources?.limits?.[name]);
      return (
        limit > 0 && quantity(container.resources?.requests?.[name] ?? container.resources?.limits?.[name]) === limit
      );
    }),
  );
  return all ? 'Guaranteed' : 'Burstable';
}
