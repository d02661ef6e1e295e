/** The schema of what `GET /api/paths/{namespace}/{pod}` answers: the shape of `path.ts`, held equal by the compiler in its test. */
import { z } from 'zod';
import { HOP_IDS } from '@/lib/model/path/types';
import { chainLink, componentId, evidence, evidenceLevel, reason } from './cluster-schema';

const text = z.string();
const maybeText = z.string().exactOptional();
const count = z.number();
const maybeCount = z.number().exactOptional();

const hop = z
  .object({
    id: z.enum(HOP_IDS),
    actor: componentId,
    manager: maybeText,
    node: maybeText,
    container: maybeText,
    containerKind: z.enum(['init', 'sidecar', 'app']).exactOptional(),
    attempt: maybeCount,
    startedAt: maybeText,
    endedAt: maybeText,
    clock: z.enum(['api', 'seen', 'none']),
    precisionMs: maybeCount,
    skewed: z.literal(true).exactOptional(),
    waitedMs: maybeCount,
    reportedMs: maybeCount,
    bytes: maybeCount,
    evidenceLevel,
    reason: reason.exactOptional(),
    evidence: z.array(evidence),
    failure: z.object({ reason: text, message: text, count: maybeCount, lasting: z.boolean() }).exactOptional(),
    steps: z.array(z.object({ kind: text, name: text, createdAt: maybeText })).exactOptional(),
    exit: z.object({ code: count, signal: maybeCount, reason: maybeText }).exactOptional(),
  })
  .meta({ id: 'Hop', description: 'One step of the path: who, where, when by whose clock, and how it is known' });

const verdict = z.object({
  node: text,
  against: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('unschedulable') }),
      z.object({
        kind: z.literal('taint'),
        taint: z.object({ key: text, value: maybeText, effect: text, timeAdded: maybeText }),
      }),
      z.object({ kind: z.literal('selector'), label: text, wanted: text, has: maybeText }),
      z.object({ kind: z.literal('affinity'), wanted: text, has: maybeText }),
      z.object({ kind: z.literal('resource'), resource: text, requested: count, free: count }),
    ]),
  ),
});
const schedulingFailure = z.object({
  available: count,
  total: count,
  reasons: z.array(
    z.object({
      nodes: count,
      text,
      kind: z.enum([
        'taint',
        'resource',
        'unschedulable',
        'affinity',
        'anti-affinity',
        'spread',
        'port',
        'volume',
        'name',
        'other',
      ]),
      taint: z.object({ key: text, value: maybeText }).exactOptional(),
      resource: maybeText,
    }),
  ),
  preemption: maybeText,
});

/** A path by itself: what is left of a pod's when nobody adds to it. */
export const podPath = z.object({
  pod: z.object({ namespace: text, name: text, uid: maybeText }),
  complete: z.boolean(),
  origin: z.enum(['static', 'direct', 'controller']),
  node: maybeText,
  chain: z.array(chainLink),
  totalMs: maybeCount,
  nodeClockAheadMs: maybeCount,
  objectiveMs: maybeCount,
  objectivePrecisionMs: maybeCount,
  totalPrecisionMs: maybeCount,
  totalTo: z.enum(['ready', 'finished']).exactOptional(),
  hops: z.array(hop),
});

export const pathAnswer = podPath
  .extend({
    admission: z.array(
      z.object({
        plugin: z.enum(['ServiceAccount', 'DefaultTolerationSeconds', 'Priority', 'LimitRanger', 'RuntimeClass']),
        evidence,
      }),
    ),
    placement: z.object({ verdicts: z.array(verdict), failure: schedulingFailure.exactOptional() }).exactOptional(),
  })
  .meta({ id: 'PathAnswer', description: 'The path of a pod, hop by hop, with its proof' });
