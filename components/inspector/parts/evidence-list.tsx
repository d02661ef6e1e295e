'use client';
/** «Por qué lo sabemos»: each proof with its evidence level, its object (a link where it is one), its field and its value. */
import { Fragment } from 'react';
import { useTranslations } from 'use-intl';
import { EvidenceMark } from '@/components/parts/marks';
import { Note, Section } from '@/components/parts/section';
import { SelectionLink } from '@/components/parts/selection-link';
import { useView } from '@/lib/hooks/use-view';
import type { Evidence, EvidenceLevel } from '@/lib/model/cluster';
import { printSelection, targetOfEvidence } from '@/lib/model/selection';

function EvidenceObject({ object }: { object: string }) {
  const [{ selection }] = useView();
  const target = targetOfEvidence(object);
  const space = object.indexOf(' ');
  const [kind, name] = space < 0 ? ['', object] : [object.slice(0, space), object.slice(space + 1)];
  const words = (
    <>
      {kind ? `${kind} ` : ''}
      <span className="font-mono text-[0.95em]">{name}</span>
    </>
  );
  const elsewhere = target && printSelection(target) !== selection;
  return elsewhere ? <SelectionLink to={target}>{words}</SelectionLink> : <span>{words}</span>;
}

/** A path that breaks where its parts meet, as far as there is room for them. */
function FieldPath({ path }: { path: string }) {
  return path.split(/(?<=[.[/])/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name than their place
    <Fragment key={index}>
      {index ? <wbr /> : null}
      {part}
    </Fragment>
  ));
}

/** Proofs of the same object together, in the order they first come. */
export function byObject(evidence: readonly Evidence[]): { object: string; proofs: Evidence[] }[] {
  const found = new Map<string, Evidence[]>();
  for (const one of evidence) found.set(one.object, [...(found.get(one.object) ?? []), one]);
  return [...found].map(([object, proofs]) => ({ object, proofs }));
}

/** Each proof is itself something the API server said, whatever follows from it for the diagram node. */
export function EvidenceList({ evidence }: { evidence: readonly Evidence[] }) {
  const t = useTranslations('inspector');
  return (
    <ul className="divide-y divide-hair border-hair border-t">
      {byObject(evidence).map(({ object, proofs }) => (
        <li key={object} className="grid grid-cols-[1.2em_minmax(0,1fr)] gap-x-2 py-1.5">
          <EvidenceMark evidenceLevel="observed" className="mt-[0.25em] self-start" />
          <div className="[overflow-wrap:anywhere]">
            <EvidenceObject object={object} />
            {proofs.map(({ field, value }) => (
              <div key={`${field} ${value}`} className="font-mono text-[0.88em] text-soft">
                <FieldPath path={field} />
                {field && value ? ' = ' : ''}
                <span className="text-ink">{value}</span>
              </div>
            ))}
          </div>
        </li>
      ))}
      {evidence.length === 0 ? <li className="py-1.5 text-soft">{t('evidence.none')}</li> : null}
    </ul>
  );
}

/** The whole section, with the meaning of the evidence level in a sentence. */
export function WhySection({
  evidence,
  evidenceLevel,
}: {
  evidence: readonly Evidence[];
  evidenceLevel: EvidenceLevel;
}) {
  const t = useTranslations('inspector.section');
  const marks = useTranslations('marks.evidenceLevelMeaning');
  return (
    <Section title={t('why')} aside={<EvidenceMark evidenceLevel={evidenceLevel} word />}>
      <EvidenceList evidence={evidence} />
      {evidenceLevel === 'observed' || evidenceLevel === 'hidden' ? null : <Note>{marks(evidenceLevel)}</Note>}
    </Section>
  );
}
