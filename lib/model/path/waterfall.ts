import { API_SECOND_MS } from './instant';
import { durationMs, endedAfter } from './statistics';
import type { Hop, PodPath } from './types';

export interface WaterfallBar {
  hop: Hop;
  /** Which axis it stands on: that of the birth, or that of what came long after. */
  axis: 'birth' | 'after';
  /** Milliseconds from the origin of its axis; absent when the hop has no time. */
  fromMs?: number;
  toMs?: number;
  /** Where the work begins, after waiting, milliseconds from the origin. */
  workFromMs?: number;
  /** Of an end: since when the process had run, milliseconds from the origin. */
  ranFromMs?: number;
}
export interface WaterfallAxis {
  /** RFC 3339: where it begins. */
  origin?: string;
  /** Milliseconds it spans; never less than its coarsest time is known to. */
  lengthMs: number;
}
export interface Waterfall extends WaterfallAxis {
  bars: WaterfallBar[];
  /** Of restarts and of the way out, where there are any. */
  after?: WaterfallAxis;
}

/** Restarts and the way out come long after: on the same axis they would flatten the start to a line. */
function isLater(hop: Hop, path: PodPath): boolean {
  if (
    (hop.attempt ?? 0) > 0 ||
    hop.id === 'delete' ||
    hop.reason?.code === 'ready-again' ||
    hop.reason?.code === 'ready-since'
  )
    return true;
  if (hop.id !== 'stop') return false;
  // The end of an init container, or of a job, is part of the way; that of a process that started again is not.
  const isRestarted = path.hops.some((one) => one.container === hop.container && (one.attempt ?? 0) > 0);
  return isRestarted || path.hops.some((one) => one.id === 'delete' && endedAfter(hop, one));
}

/** When the process that ended had begun: the end of its own start. */
function begunAt(stop: Hop, path: PodPath): string | undefined {
  if (stop.id !== 'stop' || stop.startedAt) return undefined;
  return path.hops.find(
    (hop) => hop.id === 'start' && hop.container === stop.container && (hop.attempt ?? 0) === (stop.attempt ?? 0),
  )?.endedAt;
}

/** Bars of one axis, the times of each no earlier than what came before it as far as their precision allows. */
function barsOn(
  axis: WaterfallBar['axis'],
  hops: readonly Hop[],
  path: PodPath,
): { axis: WaterfallAxis; bars: WaterfallBar[] } {
  const times = hops
    .flatMap((hop) => [hop.startedAt, hop.endedAt])
    .flatMap((at) => (at === undefined ? [] : [Date.parse(at)]));
  if (!times.length) return { axis: { lengthMs: 1 }, bars: hops.map((hop) => ({ hop, axis })) };
  const zero = Math.min(...times);
  let reached = 0;
  const bars = hops.map((hop): WaterfallBar => {
    const precision = hop.precisionMs ?? 0;
    // A stamp cut to the second may lie anywhere in it: not before what had to be over.
    const placed = (at: string) => {
      const ms = Date.parse(at) - zero;
      return precision < API_SECOND_MS ? ms : Math.max(ms, Math.min(reached, ms + precision - 1));
    };
    const start = hop.startedAt ?? hop.endedAt;
    const end = hop.endedAt ?? hop.startedAt;
    if (start === undefined || end === undefined) return { hop, axis };
    const fromMs = placed(start);
    const toMs = Math.max(fromMs, placed(end));
    // A deletion lasts until all is over: what follows comes after its beginning.
    if (hop.endedAt) reached = Math.max(reached, hop.id === 'delete' ? fromMs : toMs);
    const work = durationMs(hop) === undefined ? 0 : Math.max(0, toMs - fromMs - (hop.waitedMs ?? 0));
    const begun = begunAt(hop, path);
    const ranFromMs = begun === undefined ? undefined : Math.max(0, Date.parse(begun) - zero);
    return {
      hop,
      axis,
      fromMs,
      toMs,
      ...(hop.waitedMs ? { workFromMs: toMs - work } : {}),
      ...(ranFromMs !== undefined && ranFromMs < fromMs ? { ranFromMs } : {}),
    };
  });
  const precisions = bars.map((bar) => (bar.fromMs === undefined ? 0 : (bar.hop.precisionMs ?? 0)));
  const last = Math.max(...bars.map((bar) => bar.toMs ?? 0));
  return { axis: { origin: new Date(zero).toISOString(), lengthMs: Math.max(1, ...precisions, last) }, bars };
}

/** A path on its time axes, one bar a hop, in the order of the path: the birth on one, what came long after on another. */
export function waterfall(path: PodPath, hops: readonly Hop[] = path.hops): Waterfall {
  const birth = barsOn(
    'birth',
    hops.filter((hop) => !isLater(hop, path)),
    path,
  );
  const after = barsOn(
    'after',
    hops.filter((hop) => isLater(hop, path)),
    path,
  );
  const bars = new Map([...birth.bars, ...after.bars].map((bar) => [bar.hop, bar]));
  return {
    ...birth.axis,
    bars: hops.flatMap((hop) => bars.get(hop) ?? []),
    ...(after.bars.some((bar) => bar.fromMs !== undefined) ? { after: after.axis } : {}),
  };
}

const safe = (text: string) => text.replace(/[^\p{L}\p{N} .,:()\-/→·≤±]/gu, ' ').trim();

type Participant =
  | 'client'
  | 'kube-apiserver'
  | 'etcd'
  | 'kube-controller-manager'
  | 'kube-scheduler'
  | 'kubelet'
  | 'runtime'
  | 'starter'
  | 'pod';
const ORDER: readonly Participant[] = [
  'client',
  'kube-apiserver',
  'etcd',
  'kube-controller-manager',
  'kube-scheduler',
  'kubelet',
  'runtime',
  'starter',
  'pod',
];

/** Who calls whom in a hop; one end where it happens inside a program. */
function endsOf(hop: Hop, path: PodPath): [Participant, Participant?] {
  switch (hop.id) {
    case 'client':
      return ['client', 'kube-apiserver'];
    case 'apiserver':
      return hop.reason?.code === 'mirror' ? ['kubelet', 'kube-apiserver'] : ['kube-apiserver'];
    case 'etcd':
      return ['kube-apiserver', 'etcd'];
    case 'controllers':
      return ['kube-controller-manager', 'kube-apiserver'];
    case 'scheduler':
      return ['kube-scheduler', 'kube-apiserver'];
    case 'kubelet':
      return path.origin === 'static' ? ['kubelet'] : ['kube-apiserver', 'kubelet'];
    case 'volumes':
      return hop.actor === 'kube-controller-manager' ? ['kube-controller-manager', 'kube-apiserver'] : ['kubelet'];
    case 'sandbox':
    case 'image':
      return ['kubelet', 'runtime'];
    case 'create':
      return ['runtime', 'starter'];
    case 'start':
      return ['starter', 'pod'];
    case 'stop':
      return hop.startedAt ? ['kubelet', 'pod'] : ['pod'];
    case 'ready':
      return ['kubelet', 'kube-apiserver'];
    case 'delete':
      return ['kube-apiserver', 'kubelet'];
  }
}

/**
 * The path as a Mermaid sequence diagram: who calls whom, what nobody did as a note, what fails as a crossed arrow. `say`
 * gives the sentence of a hop in the person's language. Source of the grammar: https://mermaid.js.org/syntax/sequenceDiagram.html
 */
export function mermaidSequence(path: PodPath, say: (hop: Hop) => string): string {
  const runtimes = path.chain.filter((link) => link.id !== 'kubelet').slice(0, -1);
  const names: Record<Participant, string> = {
    client: path.hops.find((hop) => hop.id === 'client')?.manager ?? 'kubectl',
    'kube-apiserver': 'kube-apiserver',
    etcd: 'etcd',
    'kube-controller-manager': 'kube-controller-manager',
    'kube-scheduler': 'kube-scheduler',
    kubelet: path.node ? `kubelet (${path.node})` : 'kubelet',
    runtime: runtimes.map((link) => link.name).join(' → ') || 'containerd',
    starter: path.chain.at(-1)?.name ?? 'runC',
    pod: path.pod.name,
  };
  const idOf = (one: Participant) => `P${ORDER.indexOf(one)}`;
  const met = new Set(path.hops.flatMap((hop) => endsOf(hop, path)));
  const lines = path.hops.map((hop) => {
    const [from, to] = endsOf(hop, path);
    const text = safe(say(hop));
    if (hop.evidenceLevel === 'absent' || to === undefined) return `Note over ${idOf(from)}: ${text}`;
    return `${idOf(from)}${hop.failure?.lasting ? '-x' : '->>'}${idOf(to)}: ${text}`;
  });
  const participants = ORDER.filter((one) => met.has(one)).map(
    (one) => `participant ${idOf(one)} as ${safe(names[one])}`,
  );
  return `${['sequenceDiagram', ...[...participants, ...lines].map((line) => `    ${line}`)].join('\n')}\n`;
}
