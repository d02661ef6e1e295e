'use client';
/** «Últimos cambios»: events of one object, newest first, the first few and the rest on demand. */
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { Mono, Section } from '@/components/parts/section';
import { Clock } from '@/components/parts/time';
import { useSection } from '@/lib/hooks/use-cluster';
import type { EventView, KindState } from '@/lib/model/cluster';
import type { ObjectState } from '../use-object';

const FIRST = 6;

function EventRow({ event }: { event: EventView }) {
  const t = useTranslations('inspector.events');
  const warning = event.type === 'Warning';
  return (
    <li className="grid grid-cols-[minmax(0,5em)_minmax(0,1fr)] gap-x-3 py-1">
      <span className="text-soft">{event.at ? <Clock at={event.at} /> : null}</span>
      <div className="[overflow-wrap:anywhere]">
        {warning ? (
          <span className="mr-1.5">
            <StateMark health="not-ready" decorative />
            <span className="sr-only">{t('warning')}</span>
          </span>
        ) : null}
        <span className="font-mono font-semibold text-[0.95em]">{event.reason}</span>
        {event.container ? <Mono className="text-soft"> · {event.container}</Mono> : null}
        {event.count > 1 ? <span className="text-soft"> · {t('times', { count: event.count })}</span> : null}
        <div>{event.message}</div>
        {event.source ? <div className="text-[0.88em] text-soft">{t('by', { source: event.source })}</div> : null}
      </div>
    </li>
  );
}

/** Nothing to list: there is none, or whether there is any is not known. */
function NoEvents({ state }: { state: ObjectState['state'] }) {
  const t = useTranslations('inspector');
  const kind = useSection('kinds')?.find((one) => one.kind === 'events');
  if (state === 'loading') return <p className="text-soft">{t('load.loading')}</p>;
  const known = state === 'ready' && kind && KNOWN.has(kind.state);
  return <p className="text-soft">{t(known ? 'events.none' : 'events.unread')}</p>;
}
const KNOWN: ReadonlySet<KindState['state']> = new Set(['live', 'polled', 'stale', 'recorded']);

export function EventSection({ events, state }: { events: readonly EventView[]; state: ObjectState['state'] }) {
  const t = useTranslations('inspector');
  const [all, setAll] = useState(false);
  const shown = all ? events : events.slice(0, FIRST);
  const hidden = events.length - shown.length;
  return (
    <Section title={t('section.events')}>
      {events.length ? (
        <ol className="divide-y divide-hair border-hair border-t">
          {shown.map((event) => (
            <EventRow key={event.uid} event={event} />
          ))}
        </ol>
      ) : (
        <NoEvents state={state} />
      )}
      {hidden > 0 ? (
        <button type="button" className="mt-1 text-accent underline underline-offset-2" onClick={() => setAll(true)}>
          {t('events.more', { count: hidden })}
        </button>
      ) : null}
    </Section>
  );
}
