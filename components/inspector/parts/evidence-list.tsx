'use client';
/** «Por qué lo sabemos»: each proof with its degree, its object (a link where it is one), its field and its value. */
import { useTranslations } from 'use-intl';
import { DegreeMark } from '@/components/state-mark';
import type { Degree, Evidence } from '@/lib/model/cluster';
import { targetOfEvidence } from '../selection';
import { PieceLink } from './piece-link';
import { Note, Section } from './section';

function EvidenceObject({ object }: { object: string }) {
  const target = targetOfEvidence(object);
  const space = object.indexOf(' ');
  const [kind, name] = space < 0 ? ['', object] : [object.slice(0, space), object.slice(space + 1)];
  const words = (
    <>
      {kind ? `${kind} ` : ''}
      <span className="font-mono text-[0.95em]">{name}</span>
    </>
  );
  return target ? <PieceLink to={target}>{words}</PieceLink> : <span>{words}</span>;
}

export function EvidenceList({ evidence, degree }: { evidence: readonly Evidence[]; degree: Degree }) {
  const t = useTranslations('inspector');
  const keyed = evidence.map((one) => ({ key: `${one.object} ${one.field} ${one.value}`, ...one }));
  return (
    <ul className="divide-y divide-hair border-hair border-t">
      {keyed.map(({ key, object, field, value }) => (
        <li key={key} className="grid grid-cols-[1.2em_minmax(0,1fr)] gap-x-2 py-1.5">
          <DegreeMark degree={degree} className="mt-[0.25em] self-start" />
          <div className="[overflow-wrap:anywhere]">
            <EvidenceObject object={object} />
            <div className="font-mono text-[0.88em] text-soft">
              {field}
              {field && value ? ' = ' : ''}
              <span className="text-ink">{value}</span>
            </div>
          </div>
        </li>
      ))}
      {evidence.length === 0 ? <li className="py-1.5 text-soft">{t('evidence.none')}</li> : null}
    </ul>
  );
}

/** The whole section, with the meaning of the degree in a sentence. */
export function WhySection({ evidence, degree }: { evidence: readonly Evidence[]; degree: Degree }) {
  const t = useTranslations('inspector.section');
  const marks = useTranslations('marks.degreeMeaning');
  return (
    <Section title={t('why')} aside={<DegreeMark degree={degree} word />}>
      <EvidenceList evidence={evidence} degree={degree} />
      {degree === 'observed' ? null : <Note>{marks(degree)}</Note>}
    </Section>
  );
}
