'use client';
/** The few words under the name of a component: where it runs, who leads, what proves it is alive. */
import { useLocale, useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { ReasonText } from '@/components/parts/model-words';
import { useSection } from '@/lib/hooks/use-cluster';
import { useNow } from '@/lib/hooks/use-now';
import { formatShortAge } from '@/lib/i18n/duration';
import type { Component, ComponentInstance } from '@/lib/model/cluster';
import { LEADER_RHYTHM } from '@/lib/model/node/heartbeat';
import { BeatAge } from './beat';
import { useChanges } from './use-changes';

interface Lines {
  component: Component;
  here: readonly ComponentInstance[];
  inside: boolean;
}

export function ComponentLines({ component, here, inside }: Lines) {
  const t = useTranslations('diagram');
  const distribution = useSection('distribution')?.name ?? '';
  if (component.id === 'kubeadm' || component.id === 'minikube') return <Builder component={component} />;
  const process = component.reason?.code === 'embedded-in-one-process' ? component.reason.values?.process : undefined;
  if (process !== undefined) return <p className="kp-wrap">{t('component.embedded', { process })}</p>;
  if (component.evidenceLevel === 'hidden')
    return (
      <p className="kp-wrap">
        {component.reason && component.id === 'kube-apiserver' ? (
          <ReasonText reason={component.reason} />
        ) : (
          t('component.hidden', { distribution })
        )}
      </p>
    );
  if (component.evidenceLevel === 'absent' || component.evidenceLevel === 'unknown') {
    const { id, evidenceLevel } = component;
    return <p>{t(`component.${id === 'kubectl' || id === 'kubeplano' ? id : evidenceLevel}`)}</p>;
  }
  if (component.evidenceLevel === 'forbidden') return <p className="kp-wrap">{t('component.forbidden')}</p>;
  if (component.id === 'kubectl') return <Kubectl component={component} />;
  if (component.id === 'kubeplano') return <Kubeplano />;
  return <Program component={component} here={here} inside={inside} />;
}

function Program({ component, here, inside }: Lines) {
  const t = useTranslations('diagram');
  const live = useSection('connection')?.state !== 'recording';
  const { leader, lastLeader, checks } = component;
  const beat = leader ?? lastLeader;
  const version = component.version ?? here[0]?.version;
  const where = here.length > 1 ? undefined : here[0]?.node;
  const good = checks?.filter((check) => check.ok).length ?? 0;
  const first = lastLeader
    ? t('component.noLeader')
    : leader?.node && !inside
      ? t('component.leader', { node: leader.node })
      : [inside ? undefined : where, version].filter(Boolean).join(' · ');
  const leads = beat && (!inside || !here.length || here.some((each) => each.leader || each.node === beat.node));
  return (
    <>
      <p>{first || (component.evidenceLevel === 'inferred' ? t('component.inferred') : '')}</p>
      {here.length > 1 ? (
        <p className="kp-copies">
          {here.map((each) => (
            <StateMark key={`${each.node}${each.name}`} health={each.health ?? 'unknown'} decorative />
          ))}
          {t('component.copies', { count: here.length })}
        </p>
      ) : null}
      {leads && beat.renewedAt && live ? (
        <p>
          <BeatAge id={component.id} at={beat.renewedAt} rhythm={LEADER_RHYTHM} />
        </p>
      ) : null}
      {checks?.length && !inside ? <p>{t('component.checks', { good, count: checks.length })}</p> : null}
      {component.id === 'etcd' && !inside && here.length === 1 && !checks?.length ? (
        <p>{t('component.members', { count: here.length })}</p>
      ) : null}
      {component.id === 'kube-apiserver' && !inside && live ? <Changes /> : null}
    </>
  );
}

/** What built the cluster, and in which version where that is known. */
function Builder({ component: { version } }: { component: Component }) {
  const t = useTranslations('diagram');
  return (
    <>
      <p>{t('component.built')}</p>
      {version ? <p>{version}</p> : null}
    </>
  );
}

function Kubectl({ component }: { component: Component }) {
  const t = useTranslations('diagram');
  const live = useSection('connection')?.state !== 'recording';
  // Who writes signs as `kubectl-create`, `kubectl-edit`…; as which user, the API does not tell.
  const writer = component.evidence.find(({ field }) => field.endsWith('.manager'))?.value;
  const wrote = component.instances[0]?.startedAt;
  return (
    <>
      <p>{[component.version, writer].filter(Boolean).join(' · ')}</p>
      {wrote && live ? <Wrote at={wrote} /> : <p>{t('component.orders')}</p>}
    </>
  );
}

/** When kubectl last signed an object. */
function Wrote({ at }: { at: string }) {
  const t = useTranslations('diagram');
  const seconds = Math.max(0, Math.round((useNow() - Date.parse(at)) / 1000));
  return <p>{t('component.wrote', { age: formatShortAge(seconds, useLocale()) })}</p>;
}

/** Writes this page saw, over the last minute or since it was opened. */
function Changes() {
  const t = useTranslations('diagram');
  const changes = useChanges();
  return changes ? <p>{t('component.changes', changes)}</p> : null;
}

function Kubeplano() {
  const t = useTranslations('diagram');
  const kinds = useSection('kinds') ?? [];
  const watches = kinds.filter((kind) => kind.state === 'live').length;
  return (
    <>
      <p>{t('component.reads')}</p>
      {watches ? <p>{t('component.watches', { count: watches })}</p> : null}
    </>
  );
}
