/** Kubernetes quantities written for people; `lib/model/quantity` reads them. Pure. */
import { parseQuantity } from '@/lib/model/quantity';

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** A quantity in base units (cores, bytes, diagramNodes); undefined when the text is none. */
export function baseUnits(text: string | undefined): number | undefined {
  const nano = text ? parseQuantity(text) : undefined;
  return nano === undefined ? undefined : Number(nano) / 1e9;
}

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

/** An amount of a named resource in base units: memory, storage and huge pages as bytes, cpu as cores, the rest as a count. */
export function formatAmount(resource: string, amount: number, locale: string): string {
  if (resource === 'cpu') return formatCores(amount * 1000, locale);
  if (/^(memory|ephemeral-storage|storage|hugepages-.+)$/.test(resource)) return formatBytes(amount, locale);
  return new Intl.NumberFormat(locale).format(amount);
}

/** A quantity of a named resource in words; what is not a quantity stays as it is. */
export function formatResource(resource: string, text: string, locale: string): string {
  const amount = baseUnits(text);
  return amount === undefined ? text : formatAmount(resource, amount, locale);
}
