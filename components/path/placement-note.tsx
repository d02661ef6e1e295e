'use client';
import { useTranslations } from 'use-intl';
import type { PathAnswer } from '@/lib/contract/path';
import type { NodeVerdict } from '@/lib/model/path/scheduling';
import { useAmount } from './use-amount';

/** Nodes listed one by one; beyond these only counted. */
const MOST = 8;

function useVerdictWords() {
  const t = useTranslations('path.placement');
  const amount = useAmount();
  const say = (node: string, one: NodeVerdict['against'][number]): string => {
    switch (one.kind) {
      case 'unschedulable':
        return t('unschedulable', { node });
      case 'taint':
        return t('taint', { node, taint: `${one.taint.key}:${one.taint.effect}` });
      case 'selector':
        return t('selector', { node, label: one.label, wanted: one.wanted });
      case 'affinity':
        return t('affinity', { node, wanted: one.wanted });
      case 'resource': {
        const { resource, requested, free } = one;
        return t('resource', { node, resource, requested: amount(resource, requested), free: amount(resource, free) });
      }
    }
  };
  return ({ node, against }: NodeVerdict): string[] => against.map((one) => say(node, one));
}

/** Why this node: what can be recomputed, marked as likely. Why none is told by a table of its own. */
export function PlacementNote({ path }: { path: PathAnswer }) {
  const t = useTranslations('path.placement');
  const say = useVerdictWords();
  const { placement, node } = path;
  if (!placement || !node || path.origin === 'static') return null;
  const others = placement.verdicts.filter((verdict) => verdict.node !== node);
  const free = others.filter((verdict) => verdict.against.length === 0);
  const listed = others.filter((verdict) => verdict.against.length);
  return (
    <section className="min-w-0">
      <h3 className="font-semibold">{t('title', { node })}</h3>
      <p className="text-soft">
        {t('unknown')} {t('likely')} {free.length ? t('several', { count: free.length }) : t('alone')}
      </p>
      <ul className="text-soft">
        {listed.slice(0, MOST).flatMap((verdict) => say(verdict).map((line) => <li key={line}>{line}</li>))}
        {listed.length > MOST ? <li>… +{listed.length - MOST}</li> : null}
      </ul>
    </section>
  );
}
