'use client';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { CommandLine } from '@/components/ui/command-line';
import type { SampleAct, SampleSwitch } from '@/lib/contract/sample';
import { kubectlOf } from '@/lib/contract/sample-command';
import { componentOf } from './switch-list';

/** The command of an act and what will follow, before it is done; here or in a terminal. */
export function PendingAct({
  act,
  switches,
  onDo,
  onCancel,
}: {
  act: SampleAct;
  switches: SampleSwitch[];
  onDo: () => void;
  onCancel: () => void;
}) {
  const t = useTranslations('sample');
  const question = useRef<HTMLElement>(null);
  // What was pressed is far from here for who uses the keyboard.
  useEffect(() => {
    if (act) question.current?.focus();
  }, [act]);
  const command = kubectlOf(act) ?? '';
  const thrown = act.do === 'switch' ? switches.find((one) => one.name === act.name) : undefined;
  const names = { node: thrown?.node ?? '', peer: thrown?.peer ?? '' };
  return (
    <section
      ref={question}
      tabIndex={-1}
      aria-label={t('pending.label')}
      className="flex flex-col gap-[0.6em] border-accent border-t-2 pt-[0.8em] outline-none"
    >
      <CommandLine command={command} />
      {thrown !== undefined && act.do === 'switch' && (
        <p>
          {act.on ? t('pending.back') : t(`consequences.${componentOf(thrown.component)}`, names)}
          {thrown.onlyHere && ` ${t(act.on ? 'pending.backOnlyHere' : 'pending.onlyHere')}`}
        </p>
      )}
      <div className="flex gap-[0.6em]">
        <Button look="primary" onClick={onDo}>
          {t('pending.do')}
        </Button>
        <Button onClick={onCancel}>{t('pending.cancel')}</Button>
      </div>
    </section>
  );
}
