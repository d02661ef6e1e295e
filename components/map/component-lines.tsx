'use client';
/** The few words under the name of a component: where it runs, who leads, what proves it is alive. */
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/state-mark';
import type { Component, ComponentInstance } from '@/lib/model/cluster';
import { useSection } from '@/lib/store/use-cluster';
import { BeatAge } from './beat';

interface Lines {
  component: Component;
  here: readonly ComponentInstance[];
  inside: boolean;
}
/** Leaders renew every 2 s for 15 s. */
const LEADER_LEASE = 15;

export function ComponentLines({ component, here, inside }: Lines) {
  const t = useTranslations('map');
  const distribution = useSection('distribution')?.name ?? '';
  if (component.id === 'kubeadm' || component.id === 'minikube') return <p>{t('component.built')}</p>;
  const process = component.reason?.code === 'embedded-in-one-process' ? component.reason.values?.process : undefined;
  if (process !== undefined) return <p className="kp-wrap">{t('component.embedded', { process })}</p>;
  if (component.degree === 'hidden') return <p className="kp-wrap">{t('component.hidden', { distribution })}</p>;
  if (component.degree === 'absent') return <p>{t('component.absent')}</p>;
  if (component.degree === 'forbidden') return <p className="kp-wrap">{t('component.forbidden')}</p>;
  if (component.id === 'kubectl') return <Kubectl component={component} />;
  if (component.id === 'kubeplano') return <Kubeplano />;
  return <Program component={component} here={here} inside={inside} />;
}

function Program({ component, here, inside }: Lines) {
  const t = useTranslations('map');
  const live = useSection('connection')?.state !== 'recording';
  const { leader, checks } = component;
  const version = component.version ?? here[0]?.version;
  const where = here.length > 1 ? t('component.copies', { count: here.length }) : here[0]?.node;
  const good = checks?.filter((check) => check.ok).length ?? 0;
  const first =
    leader?.node && !inside
      ? t('component.leader', { node: leader.node })
      : [inside ? undefined : where, version].filter(Boolean).join(' · ');
  const leads = leader && (!inside || here.some((each) => each.leader || each.node === leader.node));
  return (
    <>
      {leader && here.length > 1 ? null : (
        <p>{first || (component.degree === 'inferred' ? t('component.inferred') : '')}</p>
      )}
      {leads && leader.renewedAt && live ? (
        <p>
          <BeatAge id={component.id} at={leader.renewedAt} limit={LEADER_LEASE} />
        </p>
      ) : null}
      {checks?.length && !inside ? <p>{t('component.checks', { good, count: checks.length })}</p> : null}
      {component.id === 'etcd' && !inside && here.length && !checks?.length ? (
        <p>{t('component.members', { count: here.length })}</p>
      ) : null}
      {here.length > 1
        ? here.map((each) => (
            <p key={`${each.node}${each.name}`} className="kp-copy">
              <StateMark health={each.health ?? 'unknown'} decorative /> {each.node ?? each.name}
              {each.leader ? ` · ${t('component.leads')}` : ''}
            </p>
          ))
        : null}
    </>
  );
}

function Kubectl({ component }: { component: Component }) {
  const t = useTranslations('map');
  const identity = useSection('identity');
  return (
    <>
      <p>{[component.version, identity?.username].filter(Boolean).join(' · ')}</p>
      <p>{t('component.orders')}</p>
    </>
  );
}

function Kubeplano() {
  const t = useTranslations('map');
  const kinds = useSection('kinds') ?? [];
  const watches = kinds.filter((kind) => kind.state === 'live').length;
  return (
    <>
      <p>{t('component.reads')}</p>
      {watches ? <p>{t('component.watches', { count: watches })}</p> : null}
    </>
  );
}
