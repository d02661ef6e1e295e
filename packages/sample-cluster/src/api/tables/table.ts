/** What the rows of a Table are made of. Source: kubernetes pkg/printers/internalversion/printers.go (1.36). */
import type { LabelSelector } from '../../labels.ts';
import type { ObjectOf, Resource } from '../kinds.ts';
import { modelOf } from '../schema.ts';

export interface Column {
  name: string;
  type: 'string' | 'integer' | 'boolean' | 'date' | 'number';
  format: '' | 'name';
  description: string;
  /** 0 always shown, 1 only with `-o wide`. */
  priority: 0 | 1;
}
export type Cell = string | number | boolean;
export interface TableKind<R extends Resource> {
  columns: readonly Column[];
  row(object: ObjectOf<R>, now: Date): Cell[];
}

const descriptionOf = (model: string, field: string): string => modelOf(model).fields.get(field)?.description ?? '';

/** A column; its description is that of the field it shows, or a text. */
export function column(
  name: string,
  about: [model: string, field: string] | string = '',
  options: { type?: Column['type']; wide?: boolean } = {},
): Column {
  const description = typeof about === 'string' ? about : descriptionOf(...about);
  return { name, type: options.type ?? 'string', format: '', description, priority: options.wide ? 1 : 0 };
}

export const NAME: Column = { ...column('Name', ['V1ObjectMeta', 'name']), format: 'name' };
export const AGE: Column = column('Age', ['V1ObjectMeta', 'creationTimestamp']);
export const CONTAINERS: Column = column('Containers', 'Names of each container in the template.', { wide: true });
export const IMAGES: Column = column('Images', 'Images referenced by each container in the template.', { wide: true });

/** A duration as kubectl shows ages: `5s`, `3m12s`, `2d4h`, `<invalid>` when it is negative. In milliseconds. */
export function humanDuration(ms: number): string {
  const seconds = Math.trunc(ms / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.trunc(seconds / 60);
  if (minutes < 10) return seconds % 60 === 0 ? `${minutes}m` : `${minutes}m${seconds % 60}s`;
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.trunc(minutes / 60);
  if (hours < 8) return minutes % 60 === 0 ? `${hours}h` : `${hours}h${minutes % 60}m`;
  if (hours < 48) return `${hours}h`;
  const days = Math.trunc(hours / 24);
  if (hours < 192) return hours % 24 === 0 ? `${days}d` : `${days}d${hours % 24}h`;
  if (hours < 24 * 365 * 2) return `${days}d`;
  const years = Math.trunc(hours / 24 / 365);
  if (hours < 24 * 365 * 8 && days % 365 > 0) return `${years}y${days % 365}d`;
  return `${years}y`;
}

/** Time since a timestamp, as ages are shown; `<unknown>` when there is none. */
export const since = (time: string | null | undefined, now: Date): string =>
  time ? humanDuration(now.getTime() - Date.parse(time)) : '<unknown>';

interface Template {
  spec?: { containers?: { name: string; image?: string }[] };
}
/** Container names and images of a template, as `-o wide` lists them. */
export function containersOf(template: Template | undefined): [string, string] {
  const containers = template?.spec?.containers ?? [];
  return [containers.map(({ name }) => name).join(','), containers.map(({ image }) => image ?? '').join(',')];
}

/** `app=web,tier in (a,b)`; `<none>` for an empty selector. */
export function selectorText(selector: LabelSelector | undefined): string {
  const words = [
    ...Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`),
    ...(selector?.matchExpressions ?? []).map(({ key, operator, values = [] }) => {
      if (operator === 'Exists') return key;
      if (operator === 'DoesNotExist') return `!${key}`;
      return `${key} ${operator === 'In' ? 'in' : 'notin'} (${[...values].sort().join(',')})`;
    }),
  ];
  return words.sort().join(',') || '<none>';
}

/** `a=b,c=d`; `<none>` when there are none. */
export const labelsText = (labels: Record<string, string> | undefined): string =>
  Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',') || '<none>';
