/**
 * The scheduler's words, taken apart: `0/3 nodes are available: 1 node(s) had untolerated taint {…}, 2 Insufficient cpu.`
 * Pure. What is not recognised is kept verbatim: never a guess.
 */
export type SchedulingCause =
  | 'insufficient'
  | 'taint'
  | 'unschedulable'
  | 'affinity'
  | 'pod-affinity'
  | 'anti-affinity'
  | 'ports'
  | 'volume'
  | 'too-many-pods'
  | 'spread'
  | 'name'
  | 'other';

export interface SchedulingReason {
  nodes: number;
  cause: SchedulingCause;
  /** The resource, taint or words the message names. */
  detail: string;
}
export interface FailedScheduling {
  /** Nodes that would do, and nodes looked at. */
  feasible: number;
  total: number;
  reasons: SchedulingReason[];
}

const RULES: readonly [RegExp, SchedulingCause][] = [
  [/^Insufficient (\S+)$/, 'insufficient'],
  [/^Too many pods$/, 'too-many-pods'],
  [
    /^node\(s\) had (?:untolerated )?taints?:? ?(.*?)(?:, that the pod didn't tolerate|that the pod didn't tolerate)?$/,
    'taint',
  ],
  [/^node\(s\) were unschedulable$/, 'unschedulable'],
  [/^node\(s\) (?:didn't|did not) match pod affinity/, 'pod-affinity'],
  [/^node\(s\) (?:didn't|did not) (?:match|satisfy).*anti-affinity/, 'anti-affinity'],
  [/^node\(s\) (?:didn't|did not) match (?:Pod's )?node (?:affinity|selector)/i, 'affinity'],
  [/^node\(s\) didn't have free ports/, 'ports'],
  [/volume/i, 'volume'],
  [/^node\(s\) didn't match pod topology spread/, 'spread'],
  [/^node\(s\) didn't match the requested node name/, 'name'],
];

function reasonOf(text: string): SchedulingReason | undefined {
  const found = /^(\d+) (.+)$/.exec(text);
  if (!found?.[2]) return undefined;
  const words = found[2].trim();
  for (const [rule, cause] of RULES) {
    const match = rule.exec(words);
    if (match) return { nodes: Number(found[1]), cause, detail: match[1] ?? words };
  }
  return { nodes: Number(found[1]), cause: 'other', detail: words };
}

/** Undefined when the message is not the scheduler's count of nodes. */
export function parseFailedScheduling(message: string): FailedScheduling | undefined {
  const found = /(\d+)\/(\d+) nodes are available:? ?(.*)$/s.exec(message);
  if (!found) return undefined;
  // From 1.24 on a second sentence speaks of preemption: it counts the same nodes again.
  const first = (found[3] ?? '').split(/\.(?:\s|$)| preemption: /)[0] ?? '';
  // A comma separates reasons only before a number: taints may hold commas of their own.
  const reasons = first.split(/, (?=\d+ )/).flatMap((part) => reasonOf(part.trim()) ?? []);
  return { feasible: Number(found[1]), total: Number(found[2]), reasons };
}
