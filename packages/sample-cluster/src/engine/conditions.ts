interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

/** Conditions with `next` put in its place; its transition time stays while the status stays. */
export function withCondition<C extends Condition>(conditions: readonly C[] | undefined, next: C, now: string): C[] {
  const all = conditions ?? [];
  const before = all.find((one) => one.type === next.type);
  const since = before !== undefined && before.status === next.status ? (before.lastTransitionTime ?? now) : now;
  const condition = { ...next, lastTransitionTime: since };
  return before === undefined ? [...all, condition] : all.map((one) => (one === before ? condition : one));
}

/** The status of a condition, when there is one. */
export function conditionStatus(conditions: readonly Condition[] | undefined, type: string): string | undefined {
  return conditions?.find((one) => one.type === type)?.status;
}
