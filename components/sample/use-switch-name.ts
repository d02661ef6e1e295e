'use client';
import type { SampleSwitch } from '@kubeplano/sample-cluster/controls';
import { useTranslations } from 'use-intl';

/** How a switch is called: with its machine, and, where there is one of its kind, without. */
export function useSwitchName(switches: readonly SampleSwitch[]): (one: SampleSwitch, whole?: boolean) => string {
  const t = useTranslations('sample.components');
  return (one, whole = false) => {
    const { component } = one;
    const alone = switches.filter((other) => other.component === component).length === 1;
    if (alone && !whole && one.node !== undefined && component !== 'machine' && component !== 'network')
      return component;
    return t(component, { node: one.node ?? '', peer: one.peer ?? '' });
  };
}
