'use client';
import { useTranslations } from 'use-intl';
import type { SampleSwitch } from '@/lib/contract/sample';

const COMPONENTS = [
  'kube-scheduler',
  'kube-controller-manager',
  'etcd',
  'kube-apiserver',
  'kubelet',
  'containerd',
  'kube-proxy',
  'coredns',
  'machine',
  'network',
] as const;
/** The component as the words know it. */
export const componentOf = (component: string): (typeof COMPONENTS)[number] =>
  COMPONENTS.find((one) => one === component) ?? 'machine';

/** How a switch is called: with its machine, and, where there is one of its kind, without. */
export function useSwitchName(switches: readonly SampleSwitch[]): (one: SampleSwitch, whole?: boolean) => string {
  const t = useTranslations('sample.components');
  return (one, whole = false) => {
    const component = componentOf(one.component);
    const alone = switches.filter((other) => other.component === one.component).length === 1;
    if (alone && !whole && one.node !== undefined && component !== 'machine' && component !== 'network')
      return one.component;
    return t(component, { node: one.node ?? '', peer: one.peer ?? '' });
  };
}
