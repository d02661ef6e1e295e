import { durationMs } from './statistics';
import type { Hop, PodPath } from './types';

export interface WaterfallBar {
  hop: Hop;
  /** Milliseconds from the origin of the axis; absent when the hop has no time. */
  fromMs?: number;
  toMs?: number;
  /** Where the work begins, after waiting, milliseconds from the origin. */
  workFromMs?: number;
}
export interface Waterfall {
  /** RFC 3339: where the axis begins. */
  origin?: string;
  /** Milliseconds the axis spans; at least 1. */
  lengthMs: number;
  bars: WaterfallBar[];
}

/** A path on a time axis, one bar a hop, in the order of the path. Restarts and the way out are left to the caller to cut. */
export function waterfall(path: PodPath, hops: readonly Hop[] = path.hops): Waterfall {
  const times = hops.flatMap((hop) => [hop.startedAt, hop.endedAt]).filter((at) => at !== undefined);
  const zero = Math.min(...times.map((at) => Date.parse(at)));
  const last = Math.max(...times.map((at) => Date.parse(at)));
  if (!times.length) return { lengthMs: 1, bars: hops.map((hop) => ({ hop })) };
  const bars = hops.map((hop): WaterfallBar => {
    const end = hop.endedAt ?? hop.startedAt;
    const start = hop.startedAt ?? hop.endedAt;
    if (start === undefined || end === undefined) return { hop };
    const fromMs = Date.parse(start) - zero;
    const toMs = Date.parse(end) - zero;
    const work = durationMs(hop) === undefined ? 0 : Math.max(0, toMs - fromMs - (hop.waitedMs ?? 0));
    return { hop, fromMs, toMs, ...(hop.waitedMs ? { workFromMs: toMs - work } : {}) };
  });
  return { origin: new Date(zero).toISOString(), lengthMs: Math.max(1, last - zero), bars };
}

const safe = (text: string) => text.replace(/[^\p{L}\p{N} .,()\-/→]/gu, ' ').trim();

/** The path as a Mermaid sequence diagram. `say` gives the sentence of a hop in the person's language. */
export function mermaidSequence(path: PodPath, say: (hop: Hop) => string): string {
  const from: Partial<Record<Hop['id'], string>> = {
    client: 'kubectl',
    controllers: 'kube-controller-manager',
    scheduler: 'kube-scheduler',
  };
  const lines = ['sequenceDiagram'];
  for (const hop of path.hops) {
    if (hop.degree === 'absent') continue;
    const actor = from[hop.id] ?? hop.actor;
    const to = hop.id === 'client' || hop.id === 'controllers' || hop.id === 'scheduler' ? 'kube-apiserver' : hop.actor;
    lines.push(`    ${actor}->>${to}: ${safe(say(hop))}`);
  }
  return `${lines.join('\n')}\n`;
}
