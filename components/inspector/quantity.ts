/**
 * Kubernetes quantities read and written for people. Pure.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
const FACTOR: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
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

/** In base units (cores, bytes, pieces); undefined when the text is not a quantity. */
export function parseQuantity(text: string): number | undefined {
  const found = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/.exec(text);
  if (!found?.[1]) return undefined;
  const factor = FACTOR[found[3] ?? ''];
  return factor === undefined ? undefined : Number(`${found[1]}${found[2] ?? ''}`) * factor;
}

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** Bytes in the largest binary unit that leaves at least 1, three figures at most: `7,7 GiB`. */
export function formatBytes(bytes: number, locale: string): string {
  const power = bytes < 1 ? 0 : Math.min(BINARY.length - 1, Math.floor(Math.log2(bytes) / 10));
  const digits = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }).format(bytes / 1024 ** power);
  return `${digits} ${BINARY[power]}`;
}

/** Cores from millicores, to the millicore: `0,25`, `2`. */
export function formatCores(millicores: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(millicores / 1000);
}

/** A quantity of a named resource, in words: memory, storage and huge pages as bytes, cpu as cores, the rest as a count. */
export function formatResource(resource: string, text: string, locale: string): string {
  const value = parseQuantity(text);
  if (value === undefined) return text;
  if (resource === 'cpu') return formatCores(value * 1000, locale);
  if (/^(memory|ephemeral-storage|storage|hugepages-.+)$/.test(resource)) return formatBytes(value, locale);
  return new Intl.NumberFormat(locale).format(value);
}
