'use client';
import { useEffect, useRef } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { CommandLine } from '@/components/ui/command-line';
import type { SampleAct } from '@/lib/contract/sample';
import { kubectlOf } from '@/lib/contract/sample-command';
import { useSampleDesk, useSampleHands } from '@/lib/store/sample-desk';
import { componentOf } from './use-switch-name';

/** Programs through which an order becomes pods. */
const CHAIN = ['kube-apiserver', 'etcd', 'kube-controller-manager', 'kube-scheduler'] as const;

/** The command of an act and what will follow, before it is done; here or in a terminal. */
export function PendingAct({ act }: { act: SampleAct }) {
  const t = useTranslations('sample.pending');
  const { settle } = useSampleDesk();
  const hands = useSampleHands();
  const question = useRef<HTMLElement>(null);
  // What was pressed is far from here for who uses the keyboard.
  useEffect(() => {
    if (act) question.current?.focus();
  }, [act]);
  return (
    <section
      ref={question}
      tabIndex={-1}
      aria-label={t('label')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        settle();
      }}
      className="flex flex-col gap-[0.6em] border-accent border-t-2 pt-[0.8em] pb-[1em] outline-none"
    >
      <CommandLine command={kubectlOf(act) ?? ''} />
      <Consequence act={act} />
      <div className="flex gap-[0.6em]">
        <Button
          look="primary"
          onClick={() => {
            hands.act(act);
            settle();
          }}
        >
          {t('do')}
        </Button>
        <Button onClick={settle}>{t('cancel')}</Button>
      </div>
    </section>
  );
}

function Consequence({ act }: { act: SampleAct }) {
  const format = useFormatter();
  const t = useTranslations('sample');
  const { state } = useSampleHands();
  const switches = state?.switches ?? [];
  if (act.do === 'all-on') {
    const onlyHere = switches.some((one) => act.names.includes(one.name) && one.onlyHere);
    return (
      <p>
        {t('pending.allBack', { count: act.names.length })}
        {onlyHere && ` ${t('pending.backOnlyHere')}`}
      </p>
    );
  }
  if (act.do === 'create' || act.do === 'scale' || act.do === 'delete') {
    const missing = CHAIN.filter((program) => switches.every(({ component, on }) => component !== program || !on));
    return (
      <p>
        {act.do === 'delete' ? t(`follows.${act.kind}`) : t(`follows.${act.do}`, { replicas: act.replicas })}
        {missing.length > 0 && ` ${t('follows.without', { count: missing.length, names: format.list(missing) })}`}
      </p>
    );
  }
  if (act.do !== 'switch') return null;
  const thrown = switches.find((one) => one.name === act.name);
  if (thrown === undefined) return null;
  const ends = { node: thrown.node ?? '', peer: thrown.peer ?? '' };
  return (
    <p>
      {act.on ? t('pending.back') : t(`consequences.${componentOf(thrown.component)}`, ends)}
      {thrown.onlyHere && ` ${t(act.on ? 'pending.backOnlyHere' : 'pending.onlyHere')}`}
    </p>
  );
}
