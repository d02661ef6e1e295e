'use client';
import { Switch } from 'radix-ui';
import { useTranslations } from 'use-intl';
import type { SampleAct, SampleSwitch } from '@/lib/contract/sample';

const GROUPS = [
  ['control', ['kube-apiserver', 'etcd', 'kube-scheduler', 'kube-controller-manager']],
  ['machines', ['machine', 'kubelet', 'containerd']],
  ['addons', ['kube-proxy', 'coredns']],
  ['network', ['network']],
] as const;

/** Every switch, by what it breaks. Throwing one is only prepared here: the command is shown first. */
export function SwitchList({ switches, prepare }: { switches: SampleSwitch[]; prepare: (act: SampleAct) => void }) {
  const t = useTranslations('sample.groups');
  return (
    <div className="flex flex-col gap-[0.9em]">
      {GROUPS.map(([group, components]) => {
        const some: readonly string[] = components;
        return (
          <section key={group} aria-label={t(group)}>
            <h3 className="heading pb-[0.3em]">{t(group)}</h3>
            <ul className="grid grid-cols-1 gap-x-[1em]">
              {switches
                .filter((one) => some.includes(one.component))
                .map((one) => (
                  <SwitchRow key={one.name} one={one} prepare={prepare} />
                ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function SwitchRow({ one, prepare }: { one: SampleSwitch; prepare: (act: SampleAct) => void }) {
  const t = useTranslations('sample');
  const name = t(`components.${componentOf(one.component)}`, { node: one.node ?? '', peer: one.peer ?? '' });
  return (
    <li className="flex items-center justify-between gap-[0.8em] border-hair border-t py-[0.3em]">
      <span className="min-w-0 break-words" id={`sample-${one.name}`}>
        {name}
      </span>
      <span className="flex shrink-0 items-center gap-[0.5em] text-soft">
        <span aria-live="polite" className={one.phase === 'Running' ? '' : 'font-semibold text-bad'}>
          {t(`phases.${one.phase}`)}
        </span>
        <Switch.Root
          checked={one.on}
          aria-labelledby={`sample-${one.name}`}
          onCheckedChange={(on) => prepare({ do: 'switch', name: one.name, on })}
          className="relative h-[1.3em] w-[2.4em] rounded-full border border-line bg-iron data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft"
        >
          <Switch.Thumb className="block h-[0.8em] w-[0.8em] translate-x-[0.25em] rounded-full bg-soft data-[state=checked]:translate-x-[1.25em] data-[state=checked]:bg-accent" />
        </Switch.Root>
      </span>
    </li>
  );
}

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
