'use client';
/** What needs looking at: one row for all nodes in one trouble, one for all pods of a workload in one; each opens its places. */
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { useSection } from '@/lib/hooks/use-cluster';
import type { Health } from '@/lib/model/cluster';
import { podsIn } from '@/lib/model/fleet/group';
import type { AttentionReason, AttentionRow } from '@/lib/model/fleet/types';
import { visibleName } from '@/lib/model/visible-text';

const MARK: Record<AttentionReason, Health> = {
  'node-silent': 'failing',
  'node-not-ready': 'not-ready',
  'node-pressure': 'not-ready',
  'node-cordoned': 'stopping',
  'crash-loop': 'failing',
  image: 'failing',
  failing: 'failing',
  unschedulable: 'not-ready',
  'not-ready': 'not-ready',
};

/** What a selection id is of. */
const nameOf = (place: string) => place.slice(place.indexOf(':') + 1);

function Row({ row, most, open }: { row: AttentionRow; most: number; open: (selection: string) => void }) {
  const t = useTranslations('fleet.attention');
  const [isOpen, setOpen] = useState(false);
  const [only] = row.places;
  const first = only === undefined ? '' : nameOf(only);
  const name = row.workload?.name ?? (row.count === 1 ? first : (row.detail ?? t(`reason.${row.reason}`)));
  return (
    <li>
      <button
        type="button"
        aria-expanded={row.count > 1 ? isOpen : undefined}
        onClick={() => (row.count === 1 && only !== undefined ? open(only) : setOpen(!isOpen))}
        className="relative flex w-full items-baseline gap-[0.5em] py-[0.25em] text-left hover:text-accent"
      >
        <StateMark health={MARK[row.reason]} decorative className="self-center" />
        <span className="min-w-0 truncate">
          {name ? <b className="font-mono font-semibold">{visibleName(name)}</b> : null}{' '}
          <span className="text-soft text-xs">{row.workload?.namespace}</span>
          {row.workload && row.detail ? <span className="block truncate text-soft text-xs">{row.detail}</span> : null}
        </span>
        <b className="ml-auto shrink-0">{row.count}</b>
        <span
          aria-hidden="true"
          className="absolute bottom-0 left-0 h-[2px] bg-line"
          style={{ width: `${Math.max(2, (row.count / most) * 100)}%` }}
        />
      </button>
      {isOpen ? (
        <div className="pb-[0.4em] pl-[1.4em]">
          <p className="text-soft text-xs">{t('places', { shown: row.places.length, count: row.count })}</p>
          <ul>
            {row.places.map((place) => (
              <li key={place}>
                <button
                  type="button"
                  className="max-w-full truncate font-mono text-sm hover:text-accent"
                  onClick={() => open(place)}
                >
                  {visibleName(nameOf(place))}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </li>
  );
}

export function Attention({ open }: { open: (selection: string) => void }) {
  const t = useTranslations('fleet.attention');
  const words = useTranslations('fleet');
  const rows = useSection('attention') ?? [];
  const fleet = useSection('fleet');
  const groups = Map.groupBy(rows, ({ reason }) => reason);
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <aside
      id="attention"
      aria-label={t('title')}
      className="w-[19em] shrink-0 overflow-y-auto border-line border-l-(length:--stroke) bg-surface px-[1.1em] py-[0.9em] max-lg:hidden max-2xl:[body:has(#inspector)_&]:hidden"
    >
      <h2 className="pb-[0.4em] font-semibold text-lg">{t('title')}</h2>
      {rows.length === 0 ? <p className="text-soft">{t('nothing')}</p> : null}
      {[...groups].map(([reason, its]) => (
        <section key={reason} aria-label={t(`reason.${reason}`)} className="pb-[0.7em]">
          <h3 className="heading flex justify-between border-hair border-b">
            <span>{t(`reason.${reason}`)}</span>
            <span>{its.reduce((sum, { count }) => sum + count, 0)}</span>
          </h3>
          <ul>
            {its.map((row) => (
              <Row key={row.id} row={row} most={most} open={open} />
            ))}
          </ul>
        </section>
      ))}
      {fleet ? (
        <section aria-label={t('left')}>
          <h3 className="heading border-hair border-b">{t('left')}</h3>
          <p className="flex justify-between">
            <span>{words('totals', { nodes: fleet.totals.nodes, pods: fleet.totals.pods })}</span>
          </p>
          <p className="flex justify-between text-soft">
            <span>{t('unscheduled')}</span>
            <span>{podsIn(fleet.unscheduled)}</span>
          </p>
        </section>
      ) : null}
    </aside>
  );
}
