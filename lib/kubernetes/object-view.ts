/** One object as it is shown: managed fields folded, credentials gone, as YAML and as JSON. */
import { stringify } from 'yaml';
import { cleanObject } from './clean-object';

/** A JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
/** Who wrote an object, folded from managedFields. */
export interface ManagerView {
  manager: string;
  operation?: string;
  subresource?: string;
  time?: string;
}

const isRecord = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: Json | undefined) => (typeof value === 'string' ? value : undefined);

function managersOf(metadata: { [key: string]: Json }): ManagerView[] {
  const fields = metadata.managedFields;
  if (!Array.isArray(fields)) return [];
  return fields.filter(isRecord).map((field) => {
    const [operation, subresource, time] = [text(field.operation), text(field.subresource), text(field.time)];
    return {
      manager: text(field.manager) ?? '',
      ...(operation ? { operation } : {}),
      ...(subresource ? { subresource } : {}),
      ...(time ? { time } : {}),
    };
  });
}

/** The object as it may be shown, its YAML, and who wrote it. */
export function viewOfObject(raw: Json): { object: { [key: string]: Json }; yaml: string; managers: ManagerView[] } {
  // Of JSON nothing but JSON is made.
  const clean = cleanObject(raw) as Json;
  if (!isRecord(clean)) return { object: {}, yaml: '', managers: [] };
  const metadata = isRecord(clean.metadata) ? clean.metadata : {};
  const { managedFields: _, ...rest } = metadata;
  const object = { ...clean, metadata: rest };
  return {
    object,
    yaml: stringify(object, { lineWidth: 0, aliasDuplicateObjects: false }),
    managers: managersOf(metadata),
  };
}
