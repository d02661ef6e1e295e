'use client';
import type { SampleAct } from '@kubeplano/sample-cluster/controls';
import { kubectlOf } from '@kubeplano/sample-cluster/controls';
import { useFormatter, useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { CommandLine } from '@/components/ui/command-line';
import { useItem } from '@/lib/hooks/use-cluster';
import { absentFor, isReplaced } from './absent-for';
import { PanelTalk } from './panel-talk';
import { realCommand } from './real-command';
import { useSampleControls, useSamplePanel } from './use-sample-panel';

/** Of which others go on with the work, where there are several control planes. */
const REPLACED = ['kube-scheduler', 'kube-controller-manager', 'kube-apiserver'] as const;

/** The command of an act and what will follow, before it is done; here or in a terminal. */
export function PendingAct({ act }: { act: SampleAct }) {
  const t = useTranslations('sample.pending');
  const { settle } = useSamplePanel();
  const controls = useSampleControls();
  return (
    <PanelTalk about={act} label={t('label')} onLeave={settle} className="gap-[0.6em] border-accent">
      <CommandLine command={kubectlOf(act) ?? ''} />
      <OnRealMachine act={act} />
      <Consequence act={act} />
      <div className="flex gap-[0.6em]">
        <Button
          look="primary"
          onClick={() => {
            controls.act(act);
            settle();
          }}
        >
          {t('do')}
        </Button>
        <Button onClick={settle}>{t('cancel')}</Button>
      </div>
    </PanelTalk>
  );
}

/** A switch exists in the sample only: what one does elsewhere stands beside it. */
function OnRealMachine({ act }: { act: SampleAct }) {
  const t = useTranslations('sample.pending');
  const { state } = useSampleControls();
  const thrown = act.do === 'switch' ? state?.switches.find(({ name }) => name === act.name) : undefined;
  if (act.do !== 'switch' || thrown === undefined) return null;
  const command = realCommand(thrown, act.on);
  return (
    <div className="flex flex-col gap-[0.3em]">
      <p className="text-soft">{t('sampleOnly')}</p>
      {command === undefined ? null : (
        <>
          <p className="text-soft">
            {thrown.node && !command.startsWith('kubectl') ? t('reallyOn', { node: thrown.node }) : t('really')}
          </p>
          <CommandLine command={command} />
        </>
      )}
    </div>
  );
}

function Consequence({ act }: { act: SampleAct }) {
  return (
    <p>
      <Follows act={act} />
      <Absent act={act} />
    </p>
  );
}

function Follows({ act }: { act: SampleAct }) {
  const t = useTranslations('sample');
  const { state } = useSampleControls();
  const switches = state?.switches ?? [];
  switch (act.do) {
    case 'all-on': {
      const onlyHere = switches.some((one) => act.names.includes(one.name) && one.onlyHere);
      return `${t('pending.allBack', { count: act.names.length })}${onlyHere ? ` ${t('pending.backOnlyHere')}` : ''}`;
    }
    case 'reset':
      return t('follows.reset');
    case 'create':
    case 'scale':
      return t(`follows.${act.do}`, { replicas: act.replicas });
    case 'delete':
      return t(`follows.${act.kind}`);
    case 'switch': {
      const thrown = switches.find((one) => one.name === act.name);
      if (thrown === undefined) return null;
      const ends = { node: thrown.node ?? '', peer: thrown.peer ?? '' };
      const replaced = isReplaced(thrown, switches) && REPLACED.find((one) => one === thrown.component);
      const off = replaced ? t(`replaced.${replaced}`, ends) : t(`consequences.${thrown.component}`, ends);
      const onlyHere = thrown.onlyHere ? ` ${t(act.on ? 'pending.backOnlyHere' : 'pending.onlyHere')}` : '';
      return `${act.on ? t('pending.back') : off}${onlyHere}`;
    }
    default:
      return null;
  }
}

/** What of it will not come about, for who would do it is off. */
function Absent({ act }: { act: SampleAct }) {
  const format = useFormatter();
  const t = useTranslations('sample');
  const { state } = useSampleControls();
  const pod = useItem('pods', act.do === 'delete' ? `${act.namespace}/${act.name}` : '');
  const absent = absentFor(act, state?.switches ?? [], pod?.node);
  if (absent.length === 0) return null;
  const names = absent.map(({ component, node }) =>
    node === undefined ? component : t(`components.${component}`, { node, peer: '' }),
  );
  return ` ${t('follows.without', { count: names.length, names: format.list(names) })}`;
}
