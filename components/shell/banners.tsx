'use client';
import { type ReactNode, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { useSampleControls } from '@/components/sample/use-sample-panel';
import { Disclosure } from '@/components/ui/disclosure';
import { Icon } from '@/components/ui/icon';
import type { SampleAnswer } from '@/lib/contract/sample-answer';
import { useSection } from '@/lib/hooks/use-cluster';
import { useRemembered } from '@/lib/hooks/use-remembered';
import { useLink } from '@/lib/hooks/use-session';
import { useView } from '@/lib/hooks/use-view';
import type { Health } from '@/lib/model/cluster';
import { visibleName } from '@/lib/model/visible-text';
import type { ConnectionWord } from './connection-words';
import { LeftOutList } from './left-out';
import { useConnection } from './use-connection';

function Banner({
  health,
  children,
  action,
  onHide,
  live,
}: {
  health: Health;
  /** Spoken when it appears. */
  live?: boolean;
  children: ReactNode;
  action?: ReactNode;
  onHide?: () => void;
}) {
  const t = useTranslations('shell.banners');
  return (
    <div className="flex items-baseline gap-[0.7em] border-hair border-b bg-surface px-[1.4em] py-[0.5em]">
      <StateMark health={health} decorative />
      <div className="min-w-0" role={live ? 'status' : undefined}>
        {children}
      </div>
      {action}
      {onHide ? (
        <button
          type="button"
          className="ml-auto shrink-0 self-center text-soft hover:text-accent"
          aria-label={t('hide')}
          title={t('hide')}
          onClick={onHide}
        >
          <Icon name="close" />
        </button>
      ) : null}
    </div>
  );
}

const SAID: Partial<Record<ConnectionWord, 'link' | 'denied' | 'partly'>> = {
  reconnecting: 'link',
  denied: 'denied',
  partly: 'partly',
};

/** The picture is not of now. Laid over the diagram: it comes and goes by itself, and the diagram must not move for it. */
export function StaleBanner() {
  const t = useTranslations('shell.banners');
  const format = useFormatter();
  const { link, retry } = useLink();
  const { stale, since, word, health } = useConnection();
  const connection = useSection('connection');
  if (!stale) return null;
  const time = format.dateTime(since, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
  const said = SAID[word] ?? 'stale';
  const list = format.list(connection?.kinds ?? []);
  const detail = word === 'reconnecting' ? link.problem?.detail : connection?.message;
  const action =
    word === 'reconnecting' ? (
      <button type="button" className="shrink-0 text-accent underline underline-offset-2" onClick={retry}>
        {t('retry')}
      </button>
    ) : null;
  return (
    <Banner health={health} action={action} live>
      {t(said, { time, list })} {detail ? <span className="font-mono text-soft text-xs">{detail}</span> : null}
    </Banner>
  );
}

function SourceBanner() {
  const t = useTranslations('shell.banners');
  const format = useFormatter();
  const source = useSection('source');
  const [hidden, hide] = useState(false);
  // What the sample is need be read once; that this is a recording, each time.
  const [known, setKnown] = useRemembered('sample-banner', false);
  if (!source) return null;
  if (source.kind === 'recording') {
    if (hidden) return null;
    const onHide = () => hide(true);
    const date =
      source.recordedAt && format.dateTime(new Date(source.recordedAt), { dateStyle: 'long', timeStyle: 'short' });
    return (
      <Banner health="done" onHide={onHide}>
        {date ? t('recording', { name: source.context, date }) : t('recordingUndated', { name: source.context })}
      </Banner>
    );
  }
  if (source.kind !== 'sample' || known) return null;
  return (
    <Banner health="done" onHide={setKnown}>
      {t('sample')}{' '}
      <span className="max-sm:sr-only [[data-theme=projector]_&]:sr-only [@media(max-height:480px)]:sr-only">
        {t('sampleMore')}
      </span>
    </Banner>
  );
}

function ConfinedBanner() {
  const t = useTranslations('shell.banners');
  const format = useFormatter();
  const source = useSection('source');
  const [hidden, hide] = useState(false);
  const namespaces = source?.namespaces ?? [];
  if (hidden || !namespaces.length) return null;
  return (
    <Banner health="unknown" onHide={() => hide(true)}>
      {t('confined', { count: namespaces.length, list: format.list(namespaces) })}
    </Banner>
  );
}

/** Somebody ran `kubectl config use-context`: what is shown is no longer what kubectl speaks to. */
function ElsewhereBanner() {
  const t = useTranslations('shell.banners');
  const source = useSection('source');
  const [, setView] = useView();
  const [hidden, hide] = useState<string>();
  const name = source?.currentContext;
  if (!name || hidden === name) return null;
  const open = () => setView({ context: name, selection: undefined, namespaces: [], nodes: [] });
  const action = (
    <button type="button" className="shrink-0 text-accent underline underline-offset-2" onClick={open}>
      {t('openContext', { name: visibleName(name) })}
    </button>
  );
  return (
    <Banner health="unknown" action={action} onHide={() => hide(name)} live>
      {t('elsewhere', { name: visibleName(name), shown: visibleName(source.context) })}
    </Banner>
  );
}

function SampleEndBanner() {
  const { state, ended, act } = useSampleControls();
  return <SampleEnd ended={ended} again={state?.startedAgain} start={() => act({ do: 'reset' })} />;
}

/** The sample cluster is not the one that was there: its process ended, and another took its place, or none. */
export function SampleEnd({
  ended,
  again,
  start,
}: {
  ended: string | undefined;
  again: SampleAnswer['startedAgain'];
  start: () => void;
}) {
  const t = useTranslations('shell.banners');
  const format = useFormatter();
  const [read, setRead] = useState<string>();
  if (ended !== undefined) {
    const action = (
      <button type="button" className="shrink-0 text-accent underline underline-offset-2" onClick={start}>
        {t('sampleStart')}
      </button>
    );
    return (
      <Banner health="failing" action={action} live>
        {t('sampleEnded', { how: ended })}
      </Banner>
    );
  }
  if (!again || again.at === read) return null;
  const time = format.dateTime(new Date(again.at), { hour: 'numeric', minute: '2-digit', second: '2-digit' });
  return (
    <Banner health="unknown" onHide={() => setRead(again.at)} live>
      {t('sampleStartedAgain', { how: again.how, time })}
    </Banner>
  );
}

/** Few parts are named at once; many wait to be asked for. */
const NAMED_AT_ONCE = 2;

function LeftOutBanner() {
  const t = useTranslations('recording');
  const { leftOut = [], leftOutMore = 0 } = useSection('source') ?? {};
  const [hidden, hide] = useState(false);
  const count = leftOut.length + leftOutMore;
  if (hidden || count === 0) return null;
  return (
    <Banner health="not-ready" onHide={() => hide(true)}>
      <Disclosure summary={t('part', { count })} open={count <= NAMED_AT_ONCE}>
        {() => <LeftOutList leftOut={leftOut} more={leftOutMore} />}
      </Disclosure>
    </Banner>
  );
}

/** What must be known of the picture before it is believed. */
export function SourceBanners() {
  const t = useTranslations('shell.banners');
  return (
    <section aria-label={t('label')}>
      <SourceBanner />
      <LeftOutBanner />
      <ConfinedBanner />
      <ElsewhereBanner />
      <SampleEndBanner />
    </section>
  );
}
