import type { ManagedField } from '../objects';

/** Whether a write set the pod's node: the scheduler's binding leaves no entry, so this one created it with its node. */
export function setsNodeName(field: ManagedField): boolean {
  const fields: unknown = 'fieldsV1' in field ? field.fieldsV1 : undefined;
  const spec = typeof fields === 'object' && fields && 'f:spec' in fields ? fields['f:spec'] : undefined;
  return typeof spec === 'object' && spec !== null && 'f:nodeName' in spec;
}
