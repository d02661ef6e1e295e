import 'server-only';
import type { LabelSelector } from './types';

type Labels = Record<string, string> | undefined;

/** Whether labels satisfy a selector. An absent selector selects nothing, an empty one everything. */
export function selects(selector: LabelSelector | undefined, labels: Labels): boolean {
  if (selector === undefined) return false;
  return (
    matchesLabels(selector.matchLabels, labels) &&
    (selector.matchExpressions ?? []).every((one) => matchesExpression(one, labels))
  );
}

/** Whether labels hold each of the wanted pairs. */
export function matchesLabels(wanted: Labels, labels: Labels): boolean {
  return Object.entries(wanted ?? {}).every(([key, value]) => labels?.[key] === value);
}

/** One requirement of a label selector or of a node selector term. */
export function matchesExpression(
  expression: { key: string; operator: string; values?: string[] },
  labels: Labels,
): boolean {
  const value = labels?.[expression.key];
  const values = expression.values ?? [];
  switch (expression.operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return value !== undefined && Number(value) > Number(values[0]);
    case 'Lt':
      return value !== undefined && Number(value) < Number(values[0]);
    default:
      return false;
  }
}
