'use client';
/** Where does start-up time go in this cluster? Each hop over all pods seen, against Kubernetes' own objective. */
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Segmented } from '@/components/ui/segmented';
import type { StartupAnswer } from '@/lib/contract/startup';
import { inContext, lastOf, useResource } from '@/lib/hooks/use-resource';
import { useView } from '@/lib/hooks/use-view';
import { formatDuration } from '@/lib/i18n/duration';
import { StartupTable, useHonestTime } from './startup-table';

const GROUPINGS = ['byAll', 'byNode', 'byImage'] as const;
type Grouping = (typeof GROUPINGS)[number];
const ROWS = { byAll: 'all', byNode: 'byNode', byImage: 'byImage' } as const;

function Slowest({ figures }: { figures: StartupAnswer }) {
  const t = useTranslations('path.statistics');
  const locale = useLocale();
  const [, setView] = useView();
  const honest = useHonestTime();
  if (!figures.slowest.length) return null;
  return (
    <section>
      <h3 className="mt-[1.6em] mb-[0.4em] font-semibold">{t('slowest')}</h3>
      <table className="w-full border-collapse tabular-nums">
        <thead>
          <tr className="text-soft">
            <th scope="col" className="text-left font-normal">
              {t('pod')}
            </th>
            <th scope="col" className="pr-[1em] text-right font-normal">
              {t('counted')}
            </th>
            <th scope="col" className="text-right font-normal">
              {t('total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.slowest.map((one) => (
            <tr key={one.pod} className="border-hair border-t">
              <td className="py-[0.4em] pr-[1em]">
                <button
                  type="button"
                  className="text-left font-mono text-accent underline underline-offset-4 [overflow-wrap:anywhere]"
                  onClick={() => setView({ path: one.pod, hop: undefined, beside: undefined })}
                >
                  {one.pod}
                </button>
                {one.node ? <span className="text-soft"> · {one.node}</span> : null}
              </td>
              <td
                className="whitespace-nowrap py-[0.4em] pr-[1em] text-right"
                title={one.objectiveMs === undefined ? t('notCounted') : undefined}
              >
                {one.objectiveMs === undefined ? '—' : honest(one.objectiveMs, one.precisionMs)}
              </td>
              <td className="whitespace-nowrap py-[0.4em] text-right">
                {formatDuration(one.totalMs, locale, one.precisionMs)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Figures({ figures }: { figures: StartupAnswer }) {
  const t = useTranslations('path.statistics');
  const [grouping, group] = useState<Grouping>('byAll');
  const { objective, omitted } = figures;
  const rows = figures[ROWS[grouping]];
  if (!figures.all.length) return <p className="mt-[1em] text-soft">{t('none')}</p>;
  return (
    <>
      <p className="mt-[0.2em]">
        {objective.measured ? (
          <b>{t('within', { within: objective.within, total: objective.measured })}</b>
        ) : (
          t('unmeasured')
        )}{' '}
        <span className="text-soft">{t('objective')}</span>
      </p>
      {omitted ? <p className="text-soft">{t('omitted', { count: omitted })}</p> : null}
      <div className="mt-[1em] mb-[0.6em] flex flex-wrap items-center gap-x-[1.4em] gap-y-[0.5em]">
        <Segmented
          label={t('by')}
          value={grouping}
          segments={GROUPINGS.map((value) => ({ value, label: t(value) }))}
          onChange={group}
        />
        <span className="text-soft max-md:hidden">{t('key')}</span>
      </div>
      <StartupTable rows={rows} caption={t('title')} />
      <p className="mt-[0.6em] text-soft">{t('honest')}</p>
      <Slowest figures={figures} />
    </>
  );
}

export function StartupPanel() {
  const t = useTranslations('path.statistics');
  const [{ context }, setView] = useView();
  const state = useResource<StartupAnswer>(inContext('/api/paths', context));
  // They must not move while they are read: asked for once, and again when the person says so.
  const figures = lastOf(state);
  const close = () => setView({ startup: false });
  return (
    <section id="startup" aria-label={t('title')} className="max-w-[100em] px-[1.8em] py-[1.2em]">
      <div className="flex flex-wrap items-start gap-[0.8em]">
        <h2 className="min-w-0 flex-1 font-semibold text-xl">
          {t('title')}{' '}
          {figures ? (
            <span className="font-normal text-base text-soft">{t('pods', { count: figures.pods })}</span>
          ) : null}
        </h2>
        <Button onClick={state.again}>
          <Icon name="retry" />
          {t('refresh')}
        </Button>
        <Button square aria-label={t('close')} title={t('close')} onClick={close}>
          <Icon name="close" />
        </Button>
      </div>
      {figures ? (
        <Figures figures={figures} />
      ) : (
        <p role="status" className="mt-[1em] text-soft">
          {t(state.state === 'failed' ? 'failed' : 'loading')}
        </p>
      )}
    </section>
  );
}
