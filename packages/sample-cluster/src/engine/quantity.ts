import { parseQuantity } from '../quantity.ts';
import type { PodSpec } from './types.ts';

/** A Kubernetes quantity as a number of its unit (cores, bytes). 0 when it is none. */
export const quantity = (text: string | number | undefined): number =>
  Number(parseQuantity(String(text ?? '')) ?? 0n) / 1e9;

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
