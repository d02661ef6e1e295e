'use client';
/** Why no node would do: nodes × reasons, what the pod asks beside what each node has. The scheduler's words first, the rest as likely. */
import { useTranslations } from 'use-intl';
import { EvidenceMark } from '@/components/parts/marks';
import { ScrollRegion } from '@/components/ui/scroll-region';
import type { PathAnswer } from '@/lib/contract/path';
import type { NodeVerdict, SchedulingReason } from '@/lib/model/path/scheduling';
import { useAmount } from './use-amount';

/** Nodes listed one by one; beyond these only counted. */
const MOST = 30;

type Against = NodeVerdict['against'][number];

/** Column of a constraint: taints and cordons, labels, or the resource by its name. */
const columnOf = (one: Against): string =>
  one.kind === 'resource' ? one.resource : one.kind === 'selector' || one.kind === 'affinity' ? 'labels' : 'taints';

/** Column a reason of the scheduler is told in; undefined for those that are not recomputed. */
function columnOfReason({ kind, resource }: SchedulingReason): string | undefined {
  if (kind === 'taint' || kind === 'unschedulable') return 'taints';
  if (kind === 'affinity' || kind === 'name') return 'labels';
  return kind === 'resource' ? resource : undefined;
}

function useCellWords() {
  const t = useTranslations('path.placement.cells');
  const amount = useAmount();
  return (one: Against): string => {
    switch (one.kind) {
      case 'unschedulable':
        return t('cordoned');
      case 'taint':
        return t('taint', { taint: `${one.taint.key}:${one.taint.effect}` });
      case 'selector':
        return t(one.has === undefined ? 'lacks' : 'has', { wanted: `${one.label}=${one.wanted}`, has: one.has ?? '' });
      case 'affinity':
        return t(one.has === undefined ? 'lacks' : 'has', { wanted: one.wanted, has: one.has ?? '' });
      case 'resource':
        return t('resource', {
          requested: amount(one.resource, one.requested),
          free: amount(one.resource, one.free),
        });
    }
  };
}

const Said = ({ reason }: { reason: SchedulingReason }) => (
  <span className="block font-mono font-normal text-[0.92em] text-soft">
    <b className="text-ink">{reason.nodes}</b> × {reason.text}
  </span>
);

export function PlacementTable({ path }: { path: PathAnswer }) {
  const t = useTranslations('path.placement');
  const say = useCellWords();
  const { placement, node } = path;
  const failure = placement?.failure;
  if (!placement || !failure) return null;
  const { verdicts } = placement;
  // What stood against the nodes then cannot be recomputed now that one would do.
  const shown = node ? [] : verdicts;
  const columns = [
    ...new Set([
      ...failure.reasons.map(columnOfReason).filter((one) => one !== undefined),
      ...shown.flatMap(({ against }) => against.map(columnOf)),
    ]),
  ];
  const others = failure.reasons.filter((reason) => columnOfReason(reason) === undefined);
  const isHelpless = failure.preemption && /not helpful|No preemption victims/.test(failure.preemption);
  return (
    <section aria-label={t(node ? 'waitedTitle' : 'failedTitle')} className="min-w-0">
      <h3 className="font-semibold">{t(node ? 'waitedTitle' : 'failedTitle')}</h3>
      <p className="text-soft">
        {t('available', { available: failure.available, total: failure.total })}{' '}
        {shown.length ? (
          <>
            <EvidenceMark evidenceLevel="inferred" /> {t('recomputed')}
          </>
        ) : null}
      </p>
      <ScrollRegion label={t('table')} className="mt-[0.5em] overflow-x-auto">
        <table className="w-full min-w-[36em] border-collapse text-left">
          <thead>
            <tr className="align-bottom">
              <th scope="col" className="py-[0.3em] pr-[1.2em] font-normal text-soft">
                {t('node')}
              </th>
              {columns.map((column) => (
                <th key={column} scope="col" className="py-[0.3em] pr-[1.2em] font-semibold">
                  {column === 'taints' || column === 'labels' ? t(`columns.${column}`) : column}
                  {failure.reasons
                    .filter((reason) => columnOfReason(reason) === column)
                    .map((reason) => (
                      <Said key={reason.text} reason={reason} />
                    ))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, MOST).map((verdict) => (
              <tr key={verdict.node} className="border-hair border-t align-top">
                <th scope="row" className="py-[0.4em] pr-[1.2em] font-mono font-normal">
                  {verdict.node}
                </th>
                {columns.map((column) => {
                  const against = verdict.against.filter((one) => columnOf(one) === column);
                  return (
                    <td key={column} className="py-[0.4em] pr-[1.2em]">
                      {against.length ? (
                        against.map((one) => (
                          <span key={say(one)} className="block">
                            <span aria-hidden="true" className="text-bad">
                              ✕
                            </span>{' '}
                            {say(one)}
                          </span>
                        ))
                      ) : (
                        <span className="text-soft">
                          <span aria-hidden="true">✓</span> {t('cells.ok')}
                        </span>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {shown.length > MOST ? <p className="text-soft">{t('more', { count: shown.length - MOST })}</p> : null}
      {others.length ? (
        <p className="mt-[0.5em] text-soft">
          {t('alsoSaid')}{' '}
          {others.map((reason) => (
            <Said key={reason.text} reason={reason} />
          ))}
        </p>
      ) : null}
      {failure.preemption ? (
        <p className="mt-[0.5em] text-soft">
          {t(isHelpless ? 'noPreemption' : 'preemption')} <span className="font-mono">{failure.preemption}</span>
        </p>
      ) : null}
    </section>
  );
}
