'use client';
/** "What is it?": the words one has to know to read the rest, each in a sentence of the class. */
import { useTranslations } from 'use-intl';
import { Section } from '@/components/parts/section';
import { SelectionLink } from '@/components/parts/selection-link';
import type { TermId } from '@/lib/model/terms';

export function TermSection({ terms }: { terms: readonly TermId[] }) {
  const t = useTranslations('terms');
  const title = useTranslations('inspector.section')('term');
  if (!terms.length) return null;
  return (
    <Section title={title}>
      <dl className="space-y-2">
        {terms.map((id) => (
          <div key={id}>
            <dt>
              <SelectionLink to={{ type: 'term', id }}>{t(`${id}.name`)}</SelectionLink>
            </dt>
            <dd>{t(`${id}.what`)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
