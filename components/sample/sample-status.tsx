'use client';
import type { SampleState } from '@kubeplano/sample-cluster/controls';
import { useLocale, useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { Button } from '@/components/ui/button';
import { formatAge } from '@/lib/i18n/duration';
import { useSamplePanel } from './use-sample-panel';
import { useSwitchName } from './use-switch-name';

const offOf = (state: SampleState) => state.switches.filter((one) => !one.on);

/** What is switched off, and since when by the cluster's clock; the room of both lines is kept while there is nothing. */
export function SampleStatus({ state }: { state: SampleState }) {
  const t = useTranslations('sample.status');
  const locale = useLocale();
  const nameOf = useSwitchName(state.switches);
  const off = offOf(state);
  const starting = state.switches.filter((one) => one.phase === 'Starting');
  const shown = off.length > 0 ? off : starting;
  const many = shown.length > 1;
  const name = shown[0] ? nameOf(shown[0]) : '';
  const health = off.length > 0 ? 'failing' : starting.length > 0 ? 'starting' : 'ok';
  const first = Math.min(...off.flatMap(({ offSince }) => (offSince ? Date.parse(offSince) : [])));
  const age = formatAge((Date.parse(state.now) - first) / 1_000, locale);
  const words =
    health === 'ok'
      ? t('allOn')
      : health === 'starting'
        ? t('starting', { count: starting.length, name })
        : many
          ? t('off', { count: off.length })
          : name;
  const more = [
    ...(off.length > 0 ? [t(many ? 'sinceFirst' : 'since', { age })] : []),
    ...(state.paused ? [t('paused')] : []),
  ];
  return (
    <div className="flex min-h-[2.6em] min-w-0 flex-col leading-tight max-md:justify-center">
      <p role="status" className="flex min-w-0 items-baseline gap-[0.5em] font-semibold">
        <StateMark health={health} decorative />
        <span className="truncate">
          {off.length === 1 && <span className="sr-only">{t('off', { count: 1 })}: </span>}
          {words}
        </span>
      </p>
      {more.length > 0 && <p className="truncate pl-[1.3em] text-soft">{more.join(' · ')}</p>}
    </div>
  );
}

/** It goes when all is on: the focus then stays in the panel. */
const keepFocus = (button: HTMLButtonElement) => () => {
  if (document.activeElement === button) document.getElementById('sample-controls')?.focus();
};

/** The way back, while something is off. */
export function AllOnAgain({ state, className }: { state: SampleState; className: string }) {
  const t = useTranslations('sample.status');
  const { ask } = useSamplePanel();
  const names = offOf(state).map(({ name }) => name);
  if (names.length === 0) return null;
  return (
    <Button ref={keepFocus} className={className} onClick={() => ask({ do: 'all-on', names })}>
      {t('allOnAgain')}
    </Button>
  );
}
