/** One object as it is shown: managed fields folded, values of the environment gone, as YAML and as JSON. */
import { stringify } from 'yaml';

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

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const HIDDEN = '(not shown)';

/** Environment entries keep their name and where the value comes from; a literal value may be a password. */
function withoutEnvValues(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutEnvValues);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, Json] => {
    if (key !== 'env' || !Array.isArray(inner)) return [key, withoutEnvValues(inner)];
    return [key, inner.map((entry) => (isRecord(entry) && 'value' in entry ? { ...entry, value: HIDDEN } : entry))];
  });
  return Object.fromEntries(entries);
}

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
  const clean = withoutEnvValues(raw);
  if (!isRecord(clean)) return { object: {}, yaml: '', managers: [] };
  const metadata = isRecord(clean.metadata) ? clean.metadata : {};
  const { managedFields: _, annotations, ...rest } = metadata;
  const kept = isRecord(annotations) ? Object.entries(annotations).filter(([key]) => key !== LAST_APPLIED) : [];
  const shown = {
    ...clean,
    metadata: { ...rest, ...(kept.length > 0 ? { annotations: Object.fromEntries(kept) } : {}) },
  };
  // Secrets are refused before they are asked for; should one come all the same, its values stay here.
  const object = clean.kind === 'Secret' ? { kind: 'Secret', metadata: shown.metadata } : shown;
  return {
    object,
    yaml: stringify(object, { lineWidth: 0, aliasDuplicateObjects: false }),
    managers: managersOf(metadata),
  };
}
