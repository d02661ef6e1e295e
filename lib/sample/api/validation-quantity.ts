const SUFFIX: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The number a quantity stands for: `100m` is 0.1, `1Ki` is 1024; NaN when it is none. */
export function quantityValue(text: string): number {
  const found = /^([+-]?[0-9.]+(?:[eE][+-]?\d+)?)([A-Za-z]*)$/.exec(text);
  return Number(found?.[1] ?? Number.NaN) * (found?.[2] ? (SUFFIX[found[2]] ?? Number.NaN) : 1);
}
