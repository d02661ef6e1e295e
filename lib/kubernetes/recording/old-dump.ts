/**
 * Dumps of kubectl ≤ 1.13 (`kubectl cluster-info dump`): the API server's own Go structs, of which only the metadata has
 * the names of JSON. `{ "Items": [{ "name": …, "Spec": { "NodeName": … } }] }`.
 */

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields whose keys are words of the cluster, not names of fields. */
const WORDS = new Set(['NodeSelector', 'Capacity', 'Allocatable', 'Limits', 'Requests', 'Selector', 'MatchLabels']);
/** Fields that JSON calls by another name. */
const RENAMED = new Map([
  ['LastTerminationState', 'lastState'],
  ['ReportingController', 'reportingComponent'],
]);
/** `QOSClass` → `qosClass`, `PodIP` → `podIP`, `UID` → `uid`. */
const inJson = (field: string) =>
  RENAMED.get(field) ?? field.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+$|^[A-Z]/, (head) => head.toLowerCase());

function converted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(converted);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [inJson(field), WORDS.has(field) ? inner : converted(inner)]),
  );
}

/** The fields of an object as the API writes them today. */
function convertedObject(item: unknown): unknown {
  if (!isFields(item)) return item;
  const isStruct = (field: string) => /^[A-Z]/.test(field);
  const metadata = Object.fromEntries(Object.entries(item).filter(([field]) => !isStruct(field)));
  const rest = converted(Object.fromEntries(Object.entries(item).filter(([field]) => isStruct(field))));
  if (!isFields(rest)) return item;
  // What the pod shares with its node stood in its security context.
  const { spec } = rest;
  const shared = isFields(spec) && isFields(spec.securityContext) ? spec.securityContext.hostNetwork : undefined;
  return { metadata, ...rest, ...(shared === true && isFields(spec) ? { spec: { ...spec, hostNetwork: true } } : {}) };
}

/** A list of such a dump as a list of today; anything else as it is. */
export function withoutGoNames(value: unknown): unknown {
  if (!isFields(value) || !('Items' in value)) return value;
  const { Items: items, ...metadata } = value;
  return { metadata, items: Array.isArray(items) ? items.map(convertedObject) : [] };
}
