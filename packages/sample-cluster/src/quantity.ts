/**
 * Kubernetes quantities, parsed exactly: `100m`, `1.5`, `128974848`, `129e6`, `129M`, `123Mi`.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
const QUANTITY = /^([+-]?)(\d*)(?:\.(\d*))?(?:(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)|[eE]([+-]?\d+))?$/;
const DECIMAL: ReadonlyMap<string, number> = new Map(
  Object.entries({ n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 }),
);
const BINARY: ReadonlyMap<string, bigint> = new Map(
  Object.entries({ Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n }),
);
const NANO_DIGITS = 9;

/** The quantity in billionths, rounded up as the API server does; undefined when it is not a quantity. */
export function parseQuantity(text: string): bigint | undefined {
  const match = QUANTITY.exec(text.trim());
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', suffix = '', exponent = '0'] = match;
  if (!whole && !fraction) return undefined;
  const power = DECIMAL.get(suffix) ?? Number(exponent);
  if (Math.abs(power) > 64) return undefined;
  const shift = power + NANO_DIGITS - fraction.length;
  const digits = BigInt(whole + fraction) << (BINARY.get(suffix) ?? 0n);
  const nano = shift >= 0 ? digits * 10n ** BigInt(shift) : divideUp(digits, 10n ** BigInt(-shift));
  return sign === '-' ? -nano : nano;
}

function divideUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by;
}
