'use client';
import type { SampleState } from '@kubeplano/sample-cluster/controls';
import { kubectlOf } from '@kubeplano/sample-cluster/controls';
import { Tabs } from 'radix-ui';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { CommandLine } from '@/components/ui/command-line';
import { Icon } from '@/components/ui/icon';
import { PendingAct } from './pending-act';
import { RefusedAct } from './refused-act';
import { AllOnAgain, SampleStatus } from './sample-status';
import { SwitchList } from './switch-list';
import { TimeControls } from './time-controls';
import { useSampleControls, useSamplePanel } from './use-sample-panel';
import { WorkForm } from './work-form';

const TABS = ['switches', 'work', 'terminal'] as const;
/** Simulated seconds for each of ours, in the example. */
const FAST = 10;
/** Where fingers point, as large as a finger. */
const FOR_FINGERS =
  'max-md:[&_:is(button,input,select)]:min-h-[44px] max-md:[&_:is(button,input,select)]:min-w-[44px] max-md:[&_:is(input,select)]:text-[16px]';

/**
 * Beside the diagram (under it, on a phone), never over it: one breaks something here and watches it there. What comes and
 * goes has its place kept, so that nothing moves under a hand.
 */
export function SamplePanel() {
  const t = useTranslations('sample');
  const { open, setOpen, pending } = useSamplePanel();
  const { refused } = useSampleControls();
  const panel = useRef<HTMLElement>(null);
  // A question takes the focus by itself.
  const asks = useRef(pending !== undefined);
  asks.current = pending !== undefined;
  useEffect(() => {
    if (open && !asks.current) panel.current?.focus();
  }, [open]);
  if (!open) return null;
  const talking = pending !== undefined || refused !== undefined;
  return (
    <aside
      ref={panel}
      id="sample-controls"
      tabIndex={-1}
      aria-label={t('title')}
      className={`relative flex w-[22.5em] shrink-0 flex-col border-line border-r-(length:--stroke) bg-surface text-ink outline-none max-md:h-[48dvh] max-md:w-full max-md:border-t-(length:--stroke) max-md:border-r-0 ${FOR_FINGERS}`}
    >
      <Body onClose={() => setOpen(false)} talking={talking} />
      <div className="max-h-[60%] shrink-0 overflow-y-auto px-[1em] empty:hidden max-md:max-h-none max-md:flex-1">
        {pending === undefined ? (
          refused !== undefined && <RefusedAct refused={refused} />
        ) : (
          <PendingAct act={pending} />
        )}
      </div>
    </aside>
  );
}

function Body({ onClose, talking }: { onClose: () => void; talking: boolean }) {
  const t = useTranslations('sample');
  const { state } = useSampleControls();
  return (
    <>
      <header className="grid shrink-0 grid-cols-[1fr_auto_auto] items-center gap-x-[0.4em] px-[1em] pt-[0.6em] max-md:py-[0.3em]">
        <h2 className="font-semibold text-[1.1em] leading-none max-md:sr-only">{t('open')}</h2>
        {state !== undefined && <AllOnAgain state={state} className="col-start-2 row-start-1" />}
        <Button
          look="quiet"
          square
          aria-label={t('close')}
          className="col-start-3 row-start-1 -mr-[0.6em]"
          onClick={onClose}
        >
          <Icon name="close" />
        </Button>
        <div className="col-span-3 flex min-w-0 flex-col pt-[0.3em] max-md:col-span-1 max-md:row-start-1 max-md:justify-center max-md:pt-0">
          {state !== undefined && <SampleStatus state={state} />}
        </div>
      </header>
      {/* A question has the whole of a small panel. */}
      {state !== undefined && <Handles state={state} className={talking ? 'max-md:hidden' : ''} />}
    </>
  );
}

function Handles({ state, className }: { state: SampleState; className: string }) {
  const t = useTranslations('sample');
  const { act } = useSampleControls();
  const { ask } = useSamplePanel();
  return (
    <Tabs.Root defaultValue="switches" activationMode="manual" className={`flex min-h-0 flex-1 flex-col ${className}`}>
      <div className="px-[1em] pt-[0.4em]">
        <TimeControls state={state} act={act} />
      </div>
      <Tabs.List aria-label={t('title')} className="mx-[1em] mt-[0.7em] flex border-line border-b max-md:mt-[0.2em]">
        {TABS.map((tab) => (
          <Tabs.Trigger
            key={tab}
            value={tab}
            className="-mb-px border-transparent border-b-2 px-[0.7em] py-[0.35em] text-soft hover:text-accent data-[state=active]:border-accent data-[state=active]:font-semibold data-[state=active]:text-accent"
          >
            {t(`tabs.${tab}`)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tab name="switches">
        <SwitchList switches={state.switches} ask={ask} />
        <Button className="self-start" onClick={() => ask({ do: 'reset' })}>
          {t('reset')}
        </Button>
        <p className="text-soft">{t('intro')}</p>
      </Tab>
      <Tab name="work">
        <WorkForm ask={ask} />
      </Tab>
      <Tab name="terminal">
        <TerminalNotes state={state} />
      </Tab>
    </Tabs.Root>
  );
}

/** Kept while another is looked at: what was typed in it stays. */
function Tab({ name, children }: { name: (typeof TABS)[number]; children: ReactNode }) {
  return (
    <Tabs.Content
      value={name}
      forceMount
      className="flex min-h-0 flex-1 flex-col gap-[0.9em] overflow-y-auto px-[1em] pt-[0.7em] pb-[1em] data-[state=inactive]:hidden"
    >
      {children}
    </Tabs.Content>
  );
}

/** How the same is done from a terminal, and what the simulation has not. */
function TerminalNotes({ state }: { state: SampleState }) {
  const t = useTranslations('sample.terminal');
  const commands = [
    { says: t('connect'), command: `export KUBECONFIG=${state.kubeconfig}` },
    { says: t('list'), command: 'kubectl get switches' },
    { says: t(state.paused ? 'resume' : 'pause'), command: kubectlOf({ do: state.paused ? 'resume' : 'pause' }) },
    { says: t('speed'), command: kubectlOf({ do: 'speed', speed: FAST }) },
    { says: t('reset'), command: kubectlOf({ do: 'reset' }) },
  ];
  return (
    <>
      {commands.map(({ says, command = '' }) => (
        <div key={says} className="flex flex-col gap-[0.3em]">
          <p>{says}</p>
          <CommandLine command={command} />
        </div>
      ))}
      <p className="text-soft">{t('limits')}</p>
    </>
  );
}
