'use client';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { canShare } from '@/lib/hooks/shared-line';
import { useSection } from '@/lib/hooks/use-cluster';
import { visibleName } from '@/lib/model/visible-text';
import { ContextList } from './context-list';
import { UnreadKinds } from './unread-kinds';

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-soft">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

/** The title block of the diagram, at length: what the cluster is, how that is known, and the contexts to go to. */
export function ClusterCard({ state, onDone }: { state: string; onDone: () => void }) {
  const t = useTranslations('shell.cluster');
  const format = useFormatter();
  const source = useSection('source');
  const server = useSection('server');
  const identity = useSection('identity');
  const distribution = useSection('distribution');
  return (
    <>
      <dl className="grid grid-cols-[7.5em_1fr] gap-y-[0.35em]">
        <Fact name={t('state')}>{state}</Fact>
        {source ? <Fact name={t('context')}>{visibleName(source.context)}</Fact> : null}
        {source?.server ? (
          <Fact name={t('server')}>
            <span className="break-all font-mono">{source.server}</span>
          </Fact>
        ) : null}
        {source?.recordedAt ? (
          <Fact name={t('recordedAt')}>
            {format.dateTime(new Date(source.recordedAt), { dateStyle: 'long', timeStyle: 'short' })}
          </Fact>
        ) : null}
        {source?.namespaces?.length ? <Fact name={t('namespaces')}>{source.namespaces.join(', ')}</Fact> : null}
        {server?.version ? (
          <Fact name={t('version')}>
            <span className="font-mono">{server.version}</span>
            {server.platform ? <span className="text-soft"> · {server.platform}</span> : null}
          </Fact>
        ) : null}
        {identity ? (
          <Fact name={t('user')}>
            <span className="break-all font-mono">{visibleName(identity.username)}</span>
          </Fact>
        ) : null}
        {distribution ? <Fact name={t('distribution')}>{distribution.name}</Fact> : null}
      </dl>
      {distribution?.evidence.length ? (
        <section className="mt-[1em]">
          <h3 className="heading mb-[0.4em]">{t('why')}</h3>
          <ul className="space-y-[0.3em] font-mono text-xs">
            {distribution.evidence.slice(0, 4).map((proof) => (
              <li key={`${proof.object} ${proof.field}`} className="break-words border-hair border-t pt-[0.3em]">
                {proof.object} <span className="text-soft">{proof.field}</span> = {proof.value}
              </li>
            ))}
          </ul>
          {distribution.others?.length ? (
            <p className="mt-[0.5em] text-soft">
              {t('others')}: {distribution.others.map((other) => other.id).join(', ')}
            </p>
          ) : null}
        </section>
      ) : null}
      <UnreadKinds />
      {canShare() ? null : <p className="mt-[1em] text-soft">{t('ownStream')}</p>}
      {source && source.kind !== 'cluster' ? null : (
        <section className="mt-[1em] border-hair border-t pt-[0.8em]">
          <h3 className="heading mb-[0.4em]">{t('contexts')}</h3>
          <ContextList onDone={onDone} />
        </section>
      )}
    </>
  );
}
