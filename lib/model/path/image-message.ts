/** What the message of an event Pulled says. Source: kubelet pkg/kubelet/images/image_manager.go, 1.13 to 1.36. */
export interface PulledMessage {
  image?: string;
  /** The image was on the machine: nothing was pulled. */
  present: boolean;
  /** Time of the pull itself, milliseconds. */
  pullMs?: number;
  /** Time waiting for other pulls, milliseconds. */
  waitedMs?: number;
  bytes?: number;
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
  ['us', 1e-3],
  ['µs', 1e-3],
  ['ns', 1e-6],
]);

/** A Go duration (`1m2.5s`, `310ms`) in milliseconds; undefined when it is none. */
export function goDurationMs(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(h|ms|m|us|µs|ns|s))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, value, unit] of text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|us|µs|ns|s)/g)) {
    total += Number(value) * (UNITS.get(unit ?? '') ?? 0);
  }
  return total;
}

/** Reads the message of an event Pulled; what it does not say is left out. */
export function parsePulled(message: string): PulledMessage {
  const image = /image "([^"]*)"/.exec(message)?.[1];
  const present = /already present on machine/.test(message);
  const pull = goDurationMs(/ in ([0-9.a-zµ]+)/.exec(message)?.[1] ?? '');
  const including = goDurationMs(/\(([0-9.a-zµ]+) including waiting\)/.exec(message)?.[1] ?? '');
  const bytes = /Image size: (\d+) bytes/.exec(message)?.[1];
  return {
    ...(image ? { image } : {}),
    present,
    ...(pull === undefined ? {} : { pullMs: pull }),
    ...(pull === undefined || including === undefined ? {} : { waitedMs: Math.max(0, including - pull) }),
    ...(bytes ? { bytes: Number(bytes) } : {}),
  };
}
