/** What k3s and RKE2 were told to go without: not hidden in their process, but not there. */
import type { ComponentId } from '../cluster';
import { memoByObject } from '../memo';
import { type ServerArg, serverArgs } from '../node/server-args';
import { because } from '../reason';
import type { ComponentContext, Conclusion } from './context';

const OFF: ReadonlyMap<ComponentId, { flag: string; values: readonly string[] }> = new Map([
  ['kube-proxy', { flag: 'disable-kube-proxy', values: ['true'] }],
  ['cloud-controller-manager', { flag: 'disable-cloud-controller', values: ['true'] }],
  ['coredns', { flag: 'disable', values: ['coredns', 'rke2-coredns'] }],
]);

const argsOf = memoByObject((context: ComponentContext): readonly ServerArg[] =>
  context.nodes.flatMap(({ object }) => serverArgs(object)),
);
const hasOne = (context: ComponentContext, flag: string, values: readonly string[]): ServerArg | undefined =>
  argsOf(context).find((arg) => arg.flag === flag && arg.value.split(',').some((value) => values.includes(value)));

/** Flannel runs inside k3s unless it is told to have none. */
export const isWithoutFlannel = (context: ComponentContext): boolean =>
  hasOne(context, 'flannel-backend', ['none']) !== undefined;

/** What is said of a component that was switched off, unless it was seen all the same: then somebody brought their own. */
export function orSwitchedOff(context: ComponentContext, id: ComponentId, conclusion: Conclusion): Conclusion {
  const off = OFF.get(id);
  const arg = off && conclusion.evidenceLevel !== 'observed' ? hasOne(context, off.flag, off.values) : undefined;
  if (!arg) return conclusion;
  const reason = because('switched-off', { flag: arg.evidence.value });
  return { evidenceLevel: 'absent', reason, health: 'unknown', instances: [], evidence: [arg.evidence] };
}
