import { durationMs, endedAfter } from './statistics';
import type { Hop, PodPath } from './types';

export interface WaterfallBar {
  hop: Hop;
  /** It came long after the start and is off the axis. */
  later: boolean;
  /** Milliseconds from the origin of the axis; absent when the hop has no time. */
  fromMs?: number;
  toMs?: number;
  /** Where the work begins, after waiting, milliseconds from the origin. */
  workFromMs?: number;
}
export interface Waterfall {
  /** RFC 3339: where the axis begins. */
  origin?: string;
  /** Milliseconds the axis spans; never less than its coarsest time is known to. */
  lengthMs: number;
  bars: WaterfallBar[];
}

/** Restarts and the way out come long after: on the same axis they would flatten the start to a line. */
function isLater(hop: Hop, path: PodPath): boolean {
  if ((hop.attempt ?? 0) > 0 || hop.id === 'delete' || hop.reason?.code === 'ready-again') return true;
  return hop.id === 'stop' && path.hops.some((one) => one.id === 'delete' && endedAfter(hop, one));
}

/** A path on a time axis, one bar a hop, in the order of the path; what came long after the start has no bar. */
export function waterfall(path: PodPath, hops: readonly Hop[] = path.hops): Waterfall {
  const drawn = hops.map((hop) => ({ hop, later: isLater(hop, path) }));
  const times = drawn
    .flatMap(({ hop, later }) => (later ? [] : [hop.startedAt, hop.endedAt]))
    .filter((at) => at !== undefined)
    .map((at) => Date.parse(at));
  const zero = Math.min(...times);
  if (!times.length) return { lengthMs: 1, bars: drawn };
  const bars = drawn.map(({ hop, later }): WaterfallBar => {
    const end = hop.endedAt ?? hop.startedAt;
    const start = hop.startedAt ?? hop.endedAt;
    if (later || start === undefined || end === undefined) return { hop, later };
    const fromMs = Date.parse(start) - zero;
    const toMs = Date.parse(end) - zero;
    const work = durationMs(hop) === undefined ? 0 : Math.max(0, toMs - fromMs - (hop.waitedMs ?? 0));
    return { hop, later, fromMs, toMs, ...(hop.waitedMs ? { workFromMs: toMs - work } : {}) };
  });
  const precisions = bars.map((bar) => (bar.fromMs === undefined ? 0 : (bar.hop.precisionMs ?? 0)));
  const lengthMs = Math.max(1, ...precisions, Math.max(...times) - zero);
  return { origin: new Date(zero).toISOString(), lengthMs, bars };
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
