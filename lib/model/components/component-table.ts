/** Every component of the architecture. Adding one: an entry here, its words in `messages/(es|en)/components.json`, a test. */
import { COMPONENT_IDS, type Component } from '../cluster';
import { CLIENTS } from './clients';
import type { ComponentContext, ComponentRule } from './context';
import { CONTROL_PLANE } from './control-plane';
import { INSTALLERS } from './installers';
import { NETWORK_COMPONENTS } from './network';
import { NODE_PROGRAMS } from './node-programs';
import { orSwitchedOff } from './switched-off';

const RULES: ReadonlyMap<string, ComponentRule> = new Map(
  [...CLIENTS, ...CONTROL_PLANE, ...NODE_PROGRAMS, ...NETWORK_COMPONENTS, ...INSTALLERS].map((rule) => [rule.id, rule]),
);

/** What is known of each component, in the order of {@link COMPONENT_IDS}. */
export function deriveComponents(context: ComponentContext): Component[] {
  return COMPONENT_IDS.flatMap((id) => {
    const rule = RULES.get(id);
    return rule ? [{ id, ...orSwitchedOff(context, id, rule.derive(context)) }] : [];
  });
}
