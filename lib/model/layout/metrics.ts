/** Sizes of the diagram, all in proportion to the type, so that no word outgrows its box. */
export interface Metrics {
  unit: number;
  /** Lines and margins are as near to the type as they can be: fewer words, larger. */
  tight: boolean;
  lane: { head: number; client: number; control: number; tie: number; channel: number };
  component: { line: number; head: number; gap: number; cap: number };
  machine: { head: number; pad: number; host: number; gap: number; row: number };
  pod: { full: number; compact: number; tight: number; gap: number; min: number; minCompact: number; max: number };
  link: { h: number; pad: number; char: number; gap: number; maxGap: number; caption: number };
  tray: { h: number; gap: number; pod: number };
}

/** Metrics for a text size of `13 * unit` pixels; all integers, because browsers measure boxes in whole pixels. */
export function metricsFor(unit: number, tight = false): Metrics {
  const u = (n: number) => Math.round(n * unit);
  if (tight)
    return {
      unit,
      tight,
      lane: { head: u(26), client: u(106), control: u(220), tie: u(55), channel: u(71) },
      component: { line: u(16), head: u(27), gap: u(14), cap: u(9) },
      machine: { head: u(27), pad: u(6), host: u(33), gap: u(11), row: u(18) },
      pod: { full: u(24), compact: u(21), tight: u(21), gap: u(4), min: u(96), minCompact: u(96), max: u(230) },
      link: { h: u(24), pad: u(15), char: 7.85 * unit, gap: u(22), maxGap: u(60), caption: u(112) },
      tray: { h: u(34), gap: u(8), pod: u(230) },
    };
  return {
    unit,
    tight,
    lane: { head: u(50), client: u(158), control: u(236), tie: u(72), channel: u(92) },
    component: { line: u(17.5), head: u(31), gap: u(26), cap: u(12) },
    machine: { head: u(34), pad: u(11), host: u(52), gap: u(16), row: u(18) },
    pod: { full: u(40), compact: u(27), tight: u(27), gap: u(8), min: u(132), minCompact: u(118), max: u(196) },
    link: { h: u(34), pad: u(24), char: 7.85 * unit, gap: u(24), maxGap: u(78), caption: u(112) },
    tray: { h: u(50), gap: u(14), pod: u(270) },
  };
}

/** Width of a link's box for its name. */
export const linkWidth = (m: Metrics, name: string) => Math.round(name.length * m.link.char + m.link.pad);

/** Narrowest inner width that holds a chain of these names and the words beside it. */
export function chainWidth(m: Metrics, names: readonly string[]): number {
  const boxes = names.reduce((sum, name) => sum + linkWidth(m, name), 0);
  return boxes + Math.max(0, names.length - 1) * m.link.gap;
}
