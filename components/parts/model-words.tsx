'use client';
/** What the model says in codes, in the person's language. */
import { useFormatter, useTranslations } from 'use-intl';
import type { ComponentId, EvidenceLevel, Reason } from '@/lib/model/cluster';
import { Section } from './section';
import { useAgo } from './time';

export function ComponentSentence({ id }: { id: ComponentId }) {
  return useTranslations('components')(`${id}.what`);
}

/** How a program is started and what is felt when it stops; of what others run for us, only the second is known. */
export function ComponentLife({ id, evidenceLevel }: { id: ComponentId; evidenceLevel: EvidenceLevel }) {
  const t = useTranslations('components');
  const titles = useTranslations('inspector.section');
  if (evidenceLevel === 'absent' || evidenceLevel === 'unknown') return null;
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

/** A time as the API writes it. */
const isTime = (value: string | number): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);

/** Why something is as it is. Times in it are written as people do; what was last heard of, as how long ago that is. */
export function ReasonText({ reason }: { reason: Reason }) {
  return reason.code === 'last-heard' ? <LastHeard at={String(reason.values?.at)} /> : <Words reason={reason} />;
}

function LastHeard({ at }: { at: string }) {
  return useTranslations('reasons')('last-heard', { ago: useAgo(at) ?? '' });
}

function Words({ reason }: { reason: Reason }) {
  const t = useTranslations('reasons');
  const { code, values = {} } = reason;
  const format = useFormatter();
  const moment = (value: string) => format.dateTime(new Date(value), { dateStyle: 'medium', timeStyle: 'medium' });
  const said = Object.entries(values).map(([name, value]) => [name, isTime(value) ? moment(value) : value]);
  return t(code, Object.fromEntries(said));
}
