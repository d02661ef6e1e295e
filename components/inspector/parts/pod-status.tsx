'use client';
/** What a pod's STATUS means, what to look at next, and what the cluster itself says. */
import { useTranslations } from 'use-intl';
import { Mono, Section, Verbatim } from '@/components/parts/section';
import { SelectionLink } from '@/components/parts/selection-link';
import { Button } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import { useSection } from '@/lib/hooks/use-cluster';
import type { PodView } from '@/lib/model/cluster';
import { explainStatus } from '../status-words';
import { waitsForNode } from '../waits-for-node';
import { ContainerExit } from './container-exit';
import { SchedulingExplained } from './scheduling';

/** Running with all its containers ready needs no advice; nor does a pod that ended well. */
const needsAdvice = (pod: PodView) => pod.health !== 'ok' && pod.health !== 'done';

/** At first sight: how the processes that failed ended, and the way to what they said. */
function Exits({ pod, showLogs }: { pod: PodView; showLogs: () => void }) {
  const t = useTranslations('inspector.logs');
  const recording = useSection('source')?.kind === 'recording';
  const failed = pod.containers.flatMap(({ name, exit }) => (exit && exit.code !== 0 ? [{ name, exit }] : []));
  if (!failed.length) return null;
  return (
    <div className="mt-2 border-bad border-l-2 pl-3">
      {failed.map(({ name, exit }) => (
        <p key={name}>
          <Mono className="font-semibold">{name}</Mono> <ContainerExit exit={exit} />
          {exit.message ? <Mono className="block whitespace-pre-wrap text-soft">{exit.message}</Mono> : null}
        </p>
      ))}
      {recording ? null : (
        <Button className="mt-1.5" onClick={showLogs}>
          {t('show')} <Kbd>L</Kbd>
        </Button>
      )}
    </div>
  );
}

export function PodStatus({ pod, showLogs }: { pod: PodView; showLogs: () => void }) {
  const t = useTranslations('inspector');
  const { id, values, init } = explainStatus(pod.status);
  const waits = waitsForNode(pod);
  return (
    <>
      <p className="mt-2">
        {t(`status.${id}.means`, values)}
        {init && id !== 'Init' ? ` ${t('status.init')}` : ''}
      </p>
      {pod.health === 'ok' ? null : <Exits pod={pod} showLogs={showLogs} />}
      {pod.component ? (
        <p className="mt-1.5">
          {t.rich('pod.isComponent', {
            component: pod.component,
            link: (name) => (
              <SelectionLink to={{ type: 'component', id: pod.component ?? 'kubelet' }}>{name}</SelectionLink>
            ),
          })}
        </p>
      ) : null}
      {needsAdvice(pod) && !(waits && pod.message) ? (
        <p className="mt-1.5">
          <span className="font-semibold">{t('status.next')}: </span>
          {t(`status.${id}.next`, values)}
        </p>
      ) : null}
      {waits ? (
        <Section title={t('section.scheduling')}>
          <SchedulingExplained message={pod.message} />
        </Section>
      ) : null}
      {!waits && pod.message && pod.health !== 'done' ? (
        <div className="mt-2">
          <p className="text-[0.92em] text-soft">{t('status.verbatim')}</p>
          <Verbatim>{pod.message}</Verbatim>
        </div>
      ) : null}
    </>
  );
}
