'use client';
import { useTranslations } from 'use-intl';
import type { PathAnswer } from '@/lib/contract/path';
import type { NodeVerdict } from '@/lib/model/path/scheduling';

/** Nodes listed one by one; beyond these only counted. */
const MOST = 8;

function useVerdictWords() {
  const t = useTranslations('path.placement');
  const amount = (resource: string, value: number) =>
    resource === 'cpu'
      ? `${value / 1000}`
      : resource === 'memory'
        ? `${Math.round(value / 2 ** 20)} Mi`
        : String(value);
  return ({ node, against }: NodeVerdict): string[] =>
    against.length
      ? against.map((one) => {
          if (one.kind === 'unschedulable') return t('unschedulable', { node });
          if (one.kind === 'taint') return t('taint', { node, taint: `${one.taint.key}:${one.taint.effect}` });
          if (one.kind === 'selector') return t('selector', { node, label: one.label, wanted: one.wanted });
          const { resource, requested, free } = one;
          return t('resource', {
            node,
            resource,
            requested: amount(resource, requested),
            free: amount(resource, free),
          });
        })
      : [t('ok', { node })];
}

/** Why this node, or why none: the scheduler's words first, then what can be recomputed, marked as likely. */
export function PlacementNote({ path }: { path: PathAnswer }) {
  const t = useTranslations('path.placement');
  const say = useVerdictWords();
  const { placement, node } = path;
  if (!placement || path.origin === 'static') return null;
  const { verdicts, failure } = placement;
  const others = verdicts.filter((verdict) => verdict.node !== node);
  const free = others.filter((verdict) => verdict.against.length === 0);
  const listed = node ? others.filter((verdict) => verdict.against.length) : others;
  return (
    <section className="min-w-0">
      <h3 className="font-semibold">{node ? t('title', { node }) : t('failedTitle')}</h3>
      {failure && !node ? (
        <>
          <p className="text-soft">{t('said')}</p>
          <ul className="text-soft">
            {failure.reasons.map((reason) => (
              <li key={reason.text}>
                <b className="text-ink">{reason.nodes}</b> × <span className="font-mono">{reason.text}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <p className="text-soft">
        {node ? `${t('unknown')} ` : ''}
        {t('likely')} {node && !free.length ? t('alone') : node ? t('several', { count: free.length }) : ''}
      </p>
      <ul className="text-soft">
        {listed.slice(0, MOST).flatMap((verdict) => say(verdict).map((line) => <li key={line}>{line}</li>))}
        {listed.length > MOST ? <li>… +{listed.length - MOST}</li> : null}
      </ul>
    </section>
  );
}
