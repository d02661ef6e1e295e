'use client';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { CommandLine } from '@/components/ui/command-line';
import { Icon } from '@/components/ui/icon';
import type { SampleAct } from '@/lib/contract/sample';
import { useSample } from '@/lib/store/use-sample';
import { PendingAct } from './pending-act';
import { SwitchList } from './switch-list';
import { TimeControls } from './time-controls';
import { WorkForm } from './work-form';

/** Beside the plan, never over the whole of it: one breaks something here and watches it there. */
export function SamplePanel({ onClose }: { onClose: () => void }) {
  const t = useTranslations('sample');
  const { state, refused, act } = useSample();
  const [pending, prepare] = useState<SampleAct>();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  const done = () => {
    prepare(undefined);
    panel.current?.focus();
  };
  const command = state === undefined ? '' : `export KUBECONFIG=${state.kubeconfig}`;
  return (
    <aside
      ref={panel}
      id="sample-controls"
      tabIndex={-1}
      aria-label={t('title')}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') onClose();
      }}
      className="rule flex w-[min(27em,100vw)] flex-col border-r bg-sheet text-ink outline-none max-lg:fixed max-lg:top-[4em] max-lg:bottom-0 max-lg:left-0 max-lg:z-30"
    >
      <header className="flex items-center justify-between px-[1.2em] pt-[0.9em]">
        <h2 className="font-semibold text-[1.15em]">{t('title')}</h2>
        <Button look="quiet" square aria-label={t('close')} onClick={onClose}>
          <Icon name="close" />
        </Button>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-[1.2em] overflow-y-auto px-[1.2em] pt-[0.4em] pb-[1.2em]">
        <p className="text-soft">{t('intro')}</p>
        {state !== undefined && (
          <>
            <TimeControls state={state} act={act} />
            <section aria-label={t('breakIt')}>
              <SwitchList switches={state.switches} prepare={prepare} />
            </section>
            <section aria-label={t('work.label')} className="flex flex-col gap-[0.4em]">
              <h3 className="heading">{t('work.label')}</h3>
              <WorkForm prepare={prepare} />
            </section>
            <section aria-label={t('terminal')} className="flex flex-col gap-[0.4em]">
              <h3 className="heading">{t('terminal')}</h3>
              <CommandLine command={command} />
            </section>
            <p className="text-soft">{t('limits')}</p>
          </>
        )}
      </div>
      <div aria-live="polite" className="px-[1.2em] empty:hidden">
        {refused !== undefined && <p className="pb-[0.8em] text-bad">{t('refused', { message: refused })}</p>}
        {pending !== undefined && state !== undefined && (
          <div className="pb-[1.2em]">
            <PendingAct
              act={pending}
              switches={state.switches}
              onCancel={done}
              onDo={() => {
                act(pending);
                done();
              }}
            />
          </div>
        )}
      </div>
    </aside>
  );
}
