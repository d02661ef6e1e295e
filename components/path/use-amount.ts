'use client';
import { useLocale } from 'use-intl';

const MI = 2 ** 20;

/** An amount of a resource as people write it in the page's language: `1,25` (cpu), `512 Mi`, `1,9 Gi`, `3`. Cpu comes in millicores, memory in bytes. */
export function useAmount(): (resource: string, value: number) => string {
  const locale = useLocale();
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  return (resource, value) => {
    if (resource === 'cpu') return number(value / 1000, 3);
    if (resource !== 'memory') return number(value, 0);
    return value >= 1024 * MI ? `${number(value / MI / 1024, 1)} Gi` : `${number(value / MI, 0)} Mi`;
  };
}
