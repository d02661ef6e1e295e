'use client';
/** Logs of a pod, asked for when somebody wants them: never before. */
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Section } from '@/components/parts/section';
import { CopyButton } from '@/components/ui/copy-button';
import { useSection } from '@/lib/hooks/use-cluster';
import { asText, inContext, type Resource, useResource } from '@/lib/hooks/use-resource';
import { useSingleKey } from '@/lib/hooks/use-single-keys';
import { useView } from '@/lib/hooks/use-view';
import type { ContainerView, PodView } from '@/lib/model/cluster';
import { LoadFailure } from './load-state';
import { ScrollText } from './scroll-text';

const TAIL = 200;

/** Address of the API for the logs of one container. */
export function logsUrl(pod: PodView, container: string, previous: boolean, context: string | undefined): string {
  const query = new URLSearchParams({ container, tail: String(TAIL) });
  if (previous) query.set('previous', 'true');
  return inContext(`/api/logs/${encodeURIComponent(pod.namespace)}/${encodeURIComponent(pod.name)}?${query}`, context);
}

/** Its process ended badly, and it is not running again. */
const isCrashing = ({ exit, state }: ContainerView) => exit !== undefined && exit.code !== 0 && state !== 'Running';

type Logs = Resource<string>;

function LogText({ logs }: { logs: Logs }) {
  const t = useTranslations('inspector');
  if (logs.state === 'loading' || logs.state === 'idle') return <p className="mt-1.5 text-soft">{t('load.loading')}</p>;
  if (logs.state === 'failed') return <LoadFailure code={logs.problem.code} detail={logs.problem.detail} />;
  if (!logs.value.trim()) return <p className="mt-1.5 text-soft">{t('logs.empty')}</p>;
  return <ScrollText label={t('section.logs')}>{logs.value}</ScrollText>;
}

function LogReader({ pod, asks }: { pod: PodView; asks: number }) {
  const t = useTranslations('inspector.logs');
  const copyLabel = useTranslations('inspector')('copyNamed', { what: 'logs' });
  const [view] = useView();
  const [chosen, choose] = useState<string>();
  const crashed = pod.containers.find(isCrashing);
  const container =
    pod.containers.find(({ name }) => name === chosen)?.name ??
    crashed?.name ??
    pod.containers.find(({ kind }) => kind === 'app')?.name ??
    '';
  // Of one that waits to start again, what it said is in the run before.
  const [wanted, setPrevious] = useState<boolean>();
  const previous =
    wanted ?? (crashed?.name === container && pod.restarts > 0 && !crashed.state?.startsWith('Terminated'));
  const [asked, setAsked] = useState<string>();
  const logs = useResource(asked, { read: asText });
  const ask = () => {
    const url = logsUrl(pod, container, previous, view.context);
    if (url === asked) logs.again();
    else setAsked(url);
  };
  const top = useRef<HTMLDivElement>(null);
  const show = () => {
    ask();
    top.current?.scrollIntoView({ block: 'start' });
    top.current?.querySelector('button')?.focus({ preventScroll: true });
  };
  const showAsked = useEffectEvent(show);
  useEffect(() => {
    if (asks) showAsked();
  }, [asks]);
  useSingleKey('l', show);
  useSingleKey('L', show);
  return (
    <>
      <div ref={top} className="flex scroll-mt-10 flex-wrap items-center gap-x-3 gap-y-1.5">
        {pod.containers.length > 1 ? (
          <select
            aria-label={t('container')}
            value={container}
            onChange={(event) => choose(event.target.value)}
            className="min-w-0 max-w-full rounded-sm border border-line bg-surface px-1.5 py-1 font-mono text-[0.95em]"
          >
            {pod.containers.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        ) : null}
        {pod.restarts > 0 ? (
          <label className="inline-flex items-center gap-1.5">
            <input type="checkbox" checked={previous} onChange={(event) => setPrevious(event.target.checked)} />
            {t('previous')}
          </label>
        ) : null}
        <button
          type="button"
          onClick={ask}
          aria-keyshortcuts="l"
          className="rounded-sm border border-line px-2.5 py-1 hover:border-accent hover:text-accent"
        >
          {asked ? t('refresh') : t('show')}
        </button>
        {logs.state === 'ready' && logs.value ? <CopyButton text={logs.value} label={copyLabel} /> : null}
      </div>
      {asked ? <LogText logs={logs} /> : null}
      <p className="mt-1.5 text-[0.88em] text-soft">
        {logs.state === 'ready' ? t('tail', { count: TAIL }) : t('route')}
      </p>
    </>
  );
}

/** `asks` counts how often the logs were asked for from elsewhere. */
export function LogSection({ pod, asks }: { pod: PodView; asks: number }) {
  const t = useTranslations('inspector');
  const recording = useSection('source')?.kind === 'recording';
  return (
    <Section title={t('section.logs')}>
      {recording ? (
        <p className="text-soft">{t('logs.recording')}</p>
      ) : (
        <LogReader key={`${pod.namespace}/${pod.name}`} pod={pod} asks={asks} />
      )}
    </Section>
  );
}
