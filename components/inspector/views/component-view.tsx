'use client';
/** A program of the architecture: what it does, how we know, where it runs; or why we cannot see it. */
import { useTranslations } from 'use-intl';
import { EvidenceMark, StateMark } from '@/components/parts/marks';
import { ComponentLife, ComponentSentence, ReasonText } from '@/components/parts/model-words';
import { Mono, Note, Section } from '@/components/parts/section';
import { NameLink, SelectionLink } from '@/components/parts/selection-link';
import { Ago, When } from '@/components/parts/time';
import { useItem, useSection } from '@/lib/hooks/use-cluster';
import type { Component, ComponentInstance, NodeView } from '@/lib/model/cluster';
import { holderHost } from '@/lib/model/lease-holder';
import type { Target } from '@/lib/model/selection';
import { termsOfComponent } from '@/lib/model/terms';
import { componentOnNode } from '../component-on-node';
import { ChainSection } from '../parts/chain';
import { ComponentChecks } from '../parts/component-checks';
import { ComponentInstances } from '../parts/component-instances';
import { WhySection } from '../parts/evidence-list';
import { Fact, Facts } from '../parts/facts';
import { InspectorHeader } from '../parts/header';
import { HeartbeatSection } from '../parts/heartbeat';
import { TermSection } from '../parts/term-section';
import { TerminalSection } from '../parts/terminal-section';
import { AskForPermission } from './kind-view';

type ComponentTarget = Extract<Target, { type: 'component' }>;

/** Hidden, absent or denied: what that means, so that nobody takes it for broken. */
function Unseen({ component }: { component: Component }) {
  const t = useTranslations('inspector.component');
  const kinds = useSection('kinds') ?? [];
  const denied = kinds.filter(({ state }) => state === 'forbidden');
  // Hidden also says "not in this recording" or "not read yet": the reason above is then all there is to say.
  if (component.evidenceLevel === 'hidden' && component.reason?.code === 'managed-control-plane') {
    return (
      <div className="mt-3 border border-line bg-[repeating-linear-gradient(-45deg,var(--hair)_0_2px,transparent_2px_7px)] p-3">
        <div className="bg-surface px-2 py-1.5">
          <p className="font-semibold">{t('hiddenTitle')}</p>
          <p>{t('hidden')}</p>
        </div>
      </div>
    );
  }
  if (component.evidenceLevel === 'forbidden') {
    return (
      <>
        <p className="mt-2">
          {t('forbidden')} {t('otherMinds')}
        </p>
        {denied.length ? <AskForPermission kinds={denied} /> : null}
      </>
    );
  }
  return component.evidenceLevel === 'absent' ? <p className="mt-2">{t('absent')}</p> : null;
}

/** Facts of the one copy there is. */
function InstanceFacts({ instance }: { instance: ComponentInstance }) {
  const t = useTranslations('inspector.fact');
  const [namespace, pod] = instance.pod?.split('/') ?? [];
  return (
    <>
      <Fact term={t('machine')}>
        {instance.node ? <NameLink to={{ type: 'node', name: instance.node }} name={instance.node} /> : null}
      </Fact>
      <Fact term="Pod">
        {namespace && pod ? <NameLink to={{ type: 'pod', namespace, name: pod }} name={pod} /> : null}
      </Fact>
      <Fact term={t('image')} mono>
        {instance.image}
      </Fact>
      <Fact term={t('started')}>{instance.startedAt ? <When at={instance.startedAt} /> : null}</Fact>
      <Fact term={t('restarts')}>{instance.restarts}</Fact>
      <Fact term={t('startedBy')}>{instance.static ? t('startedByFile') : null}</Fact>
    </>
  );
}

function ComponentFacts({ component, instances }: { component: Component; instances: readonly ComponentInstance[] }) {
  const t = useTranslations('inspector');
  const only = instances.length === 1 ? instances[0] : undefined;
  const { leader } = component;
  const version = only?.version ?? component.version;
  if (!only && !leader && !version) return null;
  return (
    <Section title={t('section.facts')}>
      <Facts>
        <Fact term={t('fact.version')} mono>
          {version}
        </Fact>
        {only ? <InstanceFacts instance={only} /> : null}
        <Fact term={t('fact.leader')}>
          {leader ? (
            <>
              <Mono>{leader.node ?? holderHost(leader.identity)}</Mono>
              {leader.renewedAt ? (
                <>
                  , {t('fact.renewed').toLowerCase()} <Ago since={leader.renewedAt} />
                </>
              ) : null}
            </>
          ) : null}
        </Fact>
        <Fact term={t('fact.transitions')}>{leader?.transitions}</Fact>
      </Facts>
    </Section>
  );
}

/** What belongs to the program on one machine: its place in the chain, and its heartbeat when it is the kubelet. */
function OnNode({ id, node }: { id: Component['id']; node: NodeView }) {
  return (
    <>
      {id === 'kubelet' ? <HeartbeatSection node={node} /> : null}
      {node.chain.some((link) => link.id === id) ? <ChainSection node={node} /> : null}
    </>
  );
}

interface Props {
  component: Component;
  target: ComponentTarget;
  selection: string;
}

export function ComponentView({ component, target, selection }: Props) {
  const t = useTranslations('inspector');
  const names = useTranslations('components');
  const node = useItem('nodes', target.node ?? '');
  const shown = componentOnNode(component, target.node, node);
  const { evidenceLevel, evidence, instances, health, reason } = shown;
  const running = evidenceLevel === 'observed' || evidenceLevel === 'inferred';
  const moment = component.id === 'runc';
  return (
    <>
      <InspectorHeader
        title={shown.linkName ?? names(`${component.id}.name`)}
        selection={selection}
        line={
          <>
            {running && !moment && health !== 'unknown' ? <StateMark health={health} word /> : null}
            {running && !target.node && instances.length ? (
              <span>{t('component.instances', { count: instances.length })}</span>
            ) : null}
            {target.node ? (
              <span>
                {t.rich('component.onNodeLink', {
                  node: target.node,
                  link: (name) => <SelectionLink to={{ type: 'node', name: target.node ?? '' }}>{name}</SelectionLink>,
                })}
              </span>
            ) : null}
            <EvidenceMark evidenceLevel={evidenceLevel} word />
          </>
        }
      />
      <p className="mt-2">
        <ComponentSentence id={component.id} />
      </p>
      {moment ? <Note>{t('chain.runc')}</Note> : null}
      {reason ? (
        <p className="mt-1.5">
          <ReasonText reason={reason} />
        </p>
      ) : null}
      <Unseen component={shown} />
      <WhySection evidence={evidence} evidenceLevel={evidenceLevel} />
      <ComponentFacts component={shown} instances={instances} />
      {shown.checks?.length ? <ComponentChecks checks={shown.checks} /> : null}
      {node ? <OnNode id={component.id} node={node} /> : null}
      {instances.length > 1 ? <ComponentInstances instances={instances} id={component.id} /> : null}
      <ComponentLife id={component.id} evidenceLevel={evidenceLevel} />
      <TerminalSection target={target} />
      <TermSection terms={termsOfComponent(component.id)} />
    </>
  );
}
