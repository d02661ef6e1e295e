'use client';
import type { SampleAct, SampleSwitch } from '@kubeplano/sample-cluster/controls';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { SwitchTable } from './switch-table';
import { isWell, SwitchToggle } from './switch-toggle';
import { useSwitchName } from './use-switch-name';

const CONTROL = ['kube-scheduler', 'kube-controller-manager', 'kube-apiserver', 'etcd'] as const;
const ADDONS = ['kube-proxy', 'coredns'] as const;
const NETWORK = ['network'] as const;
/** What each machine has: the whole of it, then what runs on its host. */
const OF_MACHINE = ['machine', 'kubelet', 'containerd'] as const;

interface Props {
  switches: readonly SampleSwitch[];
  ask: (act: SampleAct) => void;
}

/** Every switch, by what it breaks. Throwing one is only asked for here: the command is shown first. */
export function SwitchList(props: Props) {
  const { switches } = props;
  const find = (component: string, node: string) =>
    switches.find((one) => one.component === component && one.node === node);
  const nodesWith = (component: string) =>
    switches.flatMap((one) => (one.component === component ? (one.node ?? []) : []));
  const masters = nodesWith('kube-apiserver');
  const machines = nodesWith('machine');
  return (
    <div className="flex flex-col gap-[0.8em]">
      {masters.length > 1 ? (
        <SwitchTable
          title="control"
          rows={CONTROL}
          columns={masters}
          cell={(program, node) => find(program, node)}
          {...props}
        />
      ) : (
        <SwitchGroup title="control" components={CONTROL} {...props} />
      )}
      <SwitchTable
        title="machines"
        rows={machines}
        columns={OF_MACHINE}
        cell={(node, what) => find(what, node)}
        {...props}
      />
      <SwitchGroup title="addons" components={ADDONS} {...props} />
      <SwitchGroup title="network" components={NETWORK} {...props} />
    </div>
  );
}

function SwitchGroup({
  title,
  components,
  switches,
  ask,
}: Props & { title: 'control' | 'addons' | 'network'; components: readonly string[] }) {
  const t = useTranslations('sample');
  const nameOf = useSwitchName(switches);
  const heading = useId();
  const shown = components.flatMap((component) => switches.filter((one) => one.component === component));
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className="heading pb-[0.2em]">
        {t(`groups.${title}`)}
      </h3>
      <ul>
        {shown.map((one) => (
          <li key={one.name} className="flex items-center gap-[0.6em] border-hair border-t">
            <span className="min-w-0 flex-1 break-words">{nameOf(one)}</span>
            <span id={`phase-${one.name}`} className="font-semibold text-bad text-xs">
              {isWell(one) ? '' : t(`phases.${one.phase}`)}
            </span>
            <SwitchToggle one={one} name={nameOf(one, true)} ask={ask} />
          </li>
        ))}
      </ul>
    </section>
  );
}
