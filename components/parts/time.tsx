'use client';
/** Times: how long ago, counted live by the page's one clock, and when, in the person's words. */
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { useNow } from '@/lib/hooks/use-now';
import { formatAge, secondsSince } from '@/lib/i18n/duration';

/** `hace 3 s`, as text for use inside a sentence. */
export function useAgo(since: string | undefined): string | undefined {
  const now = useNow();
  const locale = useLocale();
  const t = useTranslations('inspector');
  const seconds = secondsSince(since, now);
  return seconds === undefined ? undefined : t('ago', { age: formatAge(seconds, locale) });
}

export function Ago({ since }: { since: string | undefined }) {
  const ago = useAgo(since);
  const format = useFormatter();
  if (!since || !ago) return null;
  return (
    <time dateTime={since} title={format.dateTime(new Date(since), { dateStyle: 'full', timeStyle: 'medium' })}>
      {ago}
    </time>
  );
}

/** `9:58:12, hace 1 h 12 min`; with the day when it is not today. */
export function When({ at }: { at: string | undefined }) {
  const now = useNow();
  const ago = useAgo(at);
  const format = useFormatter();
  if (!at || !ago) return null;
  const date = new Date(at);
  const today = date.toDateString() === new Date(now).toDateString();
  const written = today
    ? format.dateTime(date, { timeStyle: 'medium' })
    : format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <time dateTime={at}>
      {written}, {ago}
    </time>
  );
}

/** The hour alone, monospaced: `10:41:07`. */
export function Clock({ at }: { at: string }) {
  const format = useFormatter();
  const date = new Date(at);
  return (
    <time
      dateTime={at}
      title={format.dateTime(date, { dateStyle: 'full', timeStyle: 'medium' })}
      className="font-mono text-[0.95em]"
    >
      {format.dateTime(date, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })}
    </time>
  );
}
