import { type Requirement, satisfies } from './requirement.ts';

type Labels = Readonly<Record<string, string>> | undefined;

/** What a map holds under a key of its own: a key may be called `constructor`. */
export const heldAt = (map: Labels, key: string): string | undefined =>
  map && Object.hasOwn(map, key) ? map[key] : undefined;

/** A selector of labels, as manifests write it. */
export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: readonly Requirement[];
}

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
  return Object.entries(wanted ?? {}).every(([key, value]) => heldAt(labels, key) === value);
}

/** One requirement of a label selector or of a node selector term. */
export const matchesExpression = (expression: Requirement, labels: Labels): boolean =>
  satisfies(expression, heldAt(labels, expression.key));
