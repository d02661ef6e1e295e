'use client';
/** What the model says in codes, in the person's language. */
import { useFormatter, useMessages, useTranslations } from 'use-intl';
import type { ComponentId, EvidenceLevel, Reason } from '@/lib/model/cluster';
import { Section } from './section';

export function ComponentSentence({ id }: { id: ComponentId }) {
  return useTranslations('components')(`${id}.what`);
}

/** How a program is started and what is felt when it stops; of what others run for us, only the second is known. */
export function ComponentLife({ id, evidenceLevel }: { id: ComponentId; evidenceLevel: EvidenceLevel }) {
  const t = useTranslations('components');
  const titles = useTranslations('inspector.section');
  if (evidenceLevel === 'absent') return null;
  return (
    <>
      {evidenceLevel === 'hidden' ? null : (
        <Section title={titles('started')}>
          <p>{t(`${id}.started`)}</p>
        </Section>
      )}
      <Section title={titles('stops')}>
        <p>{t(`${id}.stops`)}</p>
      </Section>
    </>
  );
}

type Reasons = ReturnType<typeof useMessages>['reasons'];
/** A time as the API writes it. */
const isTime = (value: string | number): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
const isReason = (code: string, reasons: Reasons): code is keyof Reasons => Object.hasOwn(reasons, code);

/** Why a evidence level is what it is; the code itself where nobody wrote its words yet. */
export function ReasonText({ reason }: { reason: Reason }) {
  const t = useTranslations('reasons');
  const { reasons } = useMessages();
  const format = useFormatter();
  const { code, values = {} } = reason;
  if (!isReason(code, reasons)) return code;
  const moment = (value: string) => format.dateTime(new Date(value), { dateStyle: 'medium', timeStyle: 'medium' });
  const said = Object.entries(values).map(([name, value]) => [name, isTime(value) ? moment(value) : value]);
  return t(code, Object.fromEntries(said));
}
