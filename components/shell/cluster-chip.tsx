'use client';
import { Popover } from 'radix-ui';
import { useFormatter, useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { Icon } from '@/components/ui/icon';
import { useSection } from '@/lib/hooks/use-cluster';
import { useView } from '@/lib/hooks/use-view';
import type { Health } from '@/lib/model/cluster';
import { visibleName } from '@/lib/model/visible-text';
import { ClusterCard } from './cluster-card';
import { usePanel } from './panel';
import { useConnection } from './use-connection';

const TONE: Partial<Record<Health, string>> = { ok: 'text-ok', 'not-ready': 'text-warn', failing: 'text-bad' };
const toneOf = (health: Health) => TONE[health] ?? 'text-soft';

/** Which cluster this is and whether it is true now; opens its facts and the other contexts. */
export function ClusterChip() {
  const t = useTranslations('shell');
  const format = useFormatter();
  const [open, onOpenChange] = usePanel('cluster');
  const [{ context }] = useView();
  const source = useSection('source');
  const server = useSection('server');
  const distribution = useSection('distribution');
  const { word, health, since, stale } = useConnection();
  const name = visibleName(source?.context || context || t('cluster.none'));
  const time = format.dateTime(since, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
  const state = stale ? `${t(`connection.${word}`)} ${t('since', { time })}` : t(`connection.${word}`);
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Trigger className="flex h-[2.3em] min-w-0 items-center gap-[0.7em] whitespace-nowrap rounded-[4px] border border-hair bg-surface px-[0.75em] hover:border-accent data-[state=open]:border-accent">
        <StateMark health={health} decorative />
        <span className="sr-only">{t('cluster.title')}</span>
        <span className="min-w-[3em] max-w-[14em] truncate font-semibold">{name}</span>
        {/* Whole words or none: what does not fit wraps to a line that is not seen. */}
        <span className="flex h-[1.4em] min-w-0 shrink-[99] flex-wrap gap-x-[0.7em] overflow-hidden @max-[100em]:hidden">
          {server?.version ? <span className="font-mono">{server.version}</span> : null}
          {distribution ? <span className="@max-[106em]:hidden">{distribution.name}</span> : null}
        </span>
        <span className={`shrink-0 ${toneOf(health)} max-sm:sr-only`}>{state}</span>
        <Icon name="down" className="@max-[28em]:hidden shrink-0 text-soft" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={t('cluster.title')}
          className="rule z-50 max-h-[80dvh] w-[min(30em,calc(100vw-16px))] overflow-y-auto rounded-[4px] border bg-surface p-[1.2em]"
        >
          <ClusterCard state={state} onDone={() => onOpenChange(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
