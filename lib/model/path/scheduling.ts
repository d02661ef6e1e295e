/**
 * FailedScheduling in words: the scheduler's message broken into nodes × reasons, and the constraints that can be recomputed.
 * Source of the messages: kubernetes pkg/scheduler/framework/types.go (FitError) and the plugins' reasons, 1.20 to 1.36.
 */
import type { NodeObject, PodObject, Taint, Toleration } from '../objects';
import { own } from '../own';
import { affinityAgainst } from './node-affinity';

export interface SchedulingReason {
  /** How many nodes were refused for it. */
  nodes: number;
  /** Verbatim, without the count. */
  text: string;
  kind:
    | 'taint'
    | 'resource'
    | 'unschedulable'
    | 'affinity'
    | 'anti-affinity'
    | 'spread'
    | 'port'
    | 'volume'
    | 'name'
    | 'other';
  taint?: { key: string; value?: string };
  /** `cpu`, `memory`, `nvidia.com/gpu`; `pods` for "Too many pods". */
  resource?: string;
}
export interface SchedulingFailure {
  available: number;
  total: number;
  reasons: SchedulingReason[];
  /** What the scheduler says of making room, verbatim. */
  preemption?: string;
}

const KINDS: [RegExp, SchedulingReason['kind']][] = [
  [/taint/, 'taint'],
  [/^Insufficient|^Too many pods/, 'resource'],
  [/unschedulable/, 'unschedulable'],
  [/anti-affinity/, 'anti-affinity'],
  [/volume|PersistentVolume/i, 'volume'],
  [/affinity|selector/, 'affinity'],
  [/topology spread/, 'spread'],
  [/free ports/, 'port'],
  [/requested node name|requested hostname/, 'name'],
];

/** A reason without a count is one for all nodes: the pod itself is not ready to be placed. */
function reasonOf(text: string, total: number): SchedulingReason {
  const [, count, rest] = /^(\d+) (.*)$/s.exec(text) ?? [undefined, String(total), text];
  const body = (rest ?? text).replace(/^node\(s\) /, '');
  const kind = KINDS.find(([pattern]) => pattern.test(body))?.[1] ?? 'other';
  const taint = /taint \{([^:}]+): ?([^}]*)\}/.exec(body);
  const resource = /^Insufficient (\S+)/.exec(body)?.[1] ?? (/^Too many pods/.test(body) ? 'pods' : undefined);
  return {
    nodes: Number(count),
    text: body,
    kind,
    ...(taint?.[1] ? { taint: { key: taint[1], ...(taint[2] ? { value: taint[2] } : {}) } } : {}),
    ...(resource ? { resource } : {}),
  };
}

/** Splits on commas that separate reasons, not on those inside braces. */
function splitReasons(text: string): string[] {
  return text
    .split(/, (?=\d+ )/)
    .map((part) => part.trim())
    .filter(Boolean);
}

/** Reads the message of FailedScheduling; undefined when it is not of the form "a/b nodes are available: …". */
export function parseFailedScheduling(message: string): SchedulingFailure | undefined {
  if (/^no nodes available to schedule pods/.test(message)) return { available: 0, total: 0, reasons: [] };
  const [, available, total, rest] = /^(\d+)\/(\d+) nodes are available: (.*)$/s.exec(message) ?? [];
  if (available === undefined || total === undefined || rest === undefined) return undefined;
  // With dynamic resource allocation a word about claims comes between.
  const [body = '', preemption] = rest.split(/(?:\.|,) (?:[^.]*, )?preemption: /);
  const reasons = splitReasons(body.replace(/\.\s*$/, '')).map((one) => reasonOf(one, Number(total)));
  return {
    available: Number(available),
    total: Number(total),
    reasons,
    ...(preemption ? { preemption: preemption.trim() } : {}),
  };
}

/** Whether a toleration covers a taint. Source: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
export function tolerates(tolerations: readonly Toleration[], taint: Taint): boolean {
  return tolerations.some(
    (one) =>
      (!one.effect || one.effect === taint.effect) &&
      (one.operator === 'Exists'
        ? !one.key || one.key === taint.key
        : one.key === taint.key && (one.value ?? '') === (taint.value ?? '')),
  );
}

/** What a cordoned node is tainted with; daemon sets tolerate it. */
const CORDON: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

export interface NodeVerdict {
  node: string;
  /** Why this node would be refused, as far as it can be recomputed; empty: nothing found against it. */
  against: (
    | { kind: 'unschedulable' }
    | { kind: 'taint'; taint: Taint }
    | { kind: 'selector'; label: string; wanted: string; has?: string }
    | { kind: 'affinity'; wanted: string; has?: string }
    | { kind: 'resource'; resource: string; requested: number; free: number }
  )[];
}

/** Taints that keep the pod away; that of a cordon is told as the cordon. */
const taintsAgainst = (node: NodeObject, tolerations: readonly Toleration[]) =>
  (node.spec?.taints ?? []).filter(
    (taint) =>
      taint.effect !== 'PreferNoSchedule' &&
      !(taint.key === CORDON.key && node.spec?.unschedulable) &&
      !tolerates(tolerations, taint),
  );

/**
 * Recomputes, node by node, the constraints the API lets us see: cordon, taints, nodeSelector, required node affinity and
 * requests against what is free. *Likely*, never certain: affinity between pods, spreading, volumes and the scheduler's scores are not recomputed.
 * `freeOn` gives what is left of each resource on each node (cpu in millicores, memory in bytes, others in units);
 * `requests` what the pod asks for, in the same units.
 */
export function nodeVerdicts(
  pod: PodObject,
  nodes: readonly NodeObject[],
  requests: Readonly<Record<string, number>>,
  freeOn: (node: string) => Readonly<Record<string, number>>,
): NodeVerdict[] {
  const tolerations = pod.spec.tolerations ?? [];
  return nodes.map((node) => {
    const name = node.metadata.name;
    const against: NodeVerdict['against'] = [];
    if (node.spec?.unschedulable && !tolerates(tolerations, CORDON)) against.push({ kind: 'unschedulable' });
    for (const taint of taintsAgainst(node, tolerations)) against.push({ kind: 'taint', taint });
    for (const [label, wanted] of Object.entries(pod.spec.nodeSelector ?? {})) {
      const has = own(node.metadata.labels, label);
      if (has !== wanted) against.push({ kind: 'selector', label, wanted, ...(has === undefined ? {} : { has }) });
    }
    for (const refusal of affinityAgainst(pod, node)) against.push({ kind: 'affinity', ...refusal });
    const left = freeOn(name);
    for (const [resource, requested] of Object.entries(requests)) {
      const free = own(left, resource) ?? 0;
      if (requested > 0 && requested > free) against.push({ kind: 'resource', resource, requested, free });
    }
    return { node: name, against };
  });
}
