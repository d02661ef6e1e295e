'use client';
/** A machine: its heartbeat, what it has and what is reserved, what keeps pods away, the chain down to runC. */
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { Mono, Section } from '@/components/parts/section';
import { When } from '@/components/parts/time';
import { Disclosure } from '@/components/ui/disclosure';
import { useCollection } from '@/lib/hooks/use-cluster';
import type { Evidence, Health, NodeView as Node, NodeCondition } from '@/lib/model/cluster';
import { isControlPlane } from '@/lib/model/node/roles';
import type { Target } from '@/lib/model/selection';
import { ChainSection } from '../parts/chain';
import { ConditionSection } from '../parts/conditions';
import { WhySection } from '../parts/evidence-list';
import { Fact, Facts } from '../parts/facts';
import { InspectorHeader } from '../parts/header';
import { HeartbeatSection } from '../parts/heartbeat';
import { NodeResources } from '../parts/node-resources';
import { ObjectTail, useEventsOf, useWholeObject } from '../parts/object-tail';
import { PodList } from '../parts/pod-list';
import { TermSection } from '../parts/term-section';

const KNOWN_STATUS = ['Ready', 'NotReady', 'Unknown', 'SchedulingDisabled'] as const;
const KNOWN_CONDITIONS = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure', 'NetworkUnavailable'] as const;
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] as const;

/** Where each thing we say of a node is written. */
export function nodeEvidence(node: Node): Evidence[] {
  const object = `Node ${node.name}`;
  const ready = node.conditions.find(({ type }) => type === 'Ready');
  return [
    ...(ready ? [{ object, field: 'status.conditions[Ready].status', value: ready.status }] : []),
    ...(node.heartbeatAt
      ? [{ object: `Lease kube-node-lease/${node.name}`, field: 'spec.renewTime', value: node.heartbeatAt }]
      : []),
    { object, field: 'status.nodeInfo.kubeletVersion', value: node.kubeletVersion },
    { object, field: 'status.nodeInfo.containerRuntimeVersion', value: node.runtime },
  ].filter(({ value }) => value);
}

function conditionHealth({ type, status }: NodeCondition): Health {
  if (status === 'Unknown') return 'unknown';
  return (type === 'Ready') === (status === 'True') ? 'ok' : 'not-ready';
}

function useWhat(node: Node): string {
  const t = useTranslations('inspector.node');
  const control = isControlPlane(node.roles);
  const repelled = node.taints.some(
    ({ key, effect }) => effect !== 'PreferNoSchedule' && isControlPlane([key.split('/')[1] ?? '']),
  );
  return control ? (repelled ? t('whatControlPlane') : t('whatBoth')) : t('what');
}

function NodeFacts({ node }: { node: Node }) {
  const t = useTranslations('inspector.fact');
  const title = useTranslations('inspector.section')('facts');
  const roles = node.roles.join(', ') || t('roleWorker');
  return (
    <Section title={title}>
      <Facts>
        <Fact term={t('role')}>{roles}</Fact>
        <Fact term={t('cordoned')}>{node.unschedulable ? t('cordonedValue') : null}</Fact>
        <Fact term={t('internalIp')} mono>
          {node.internalIP}
        </Fact>
        <Fact term={t('externalIp')} mono>
          {node.externalIP}
        </Fact>
        <Fact term={t('podCidr')} mono>
          {node.podCIDRs?.join(', ')}
        </Fact>
        <Fact term={t('os')}>{node.osImage}</Fact>
        <Fact term={t('kernel')} mono>
          {node.kernel}
        </Fact>
        <Fact term={t('architecture')} mono>
          {[node.os, node.architecture].filter(Boolean).join('/')}
        </Fact>
        <Fact term={t('kubelet')} mono>
          {node.kubeletVersion}
        </Fact>
        <Fact term={t('runtime')} mono>
          {node.runtime}
        </Fact>
        <Fact term={t('provider')} mono>
          {node.providerID}
        </Fact>
        <Fact term={t('created')}>{node.createdAt ? <When at={node.createdAt} /> : null}</Fact>
      </Facts>
    </Section>
  );
}

function Taints({ node }: { node: Node }) {
  const t = useTranslations('inspector');
  return (
    <Section title={t('section.taints')}>
      {node.taints.length === 0 ? <p className="text-soft">{t('node.taintsNone')}</p> : null}
      <ul>
        {node.taints.map(({ key, value, effect }) => (
          <li key={`${key}${effect}`} className="py-0.5">
            <Mono>
              {key}
              {value ? `=${value}` : ''}:{effect}
            </Mono>
            <div className="text-soft">{t(`node.taint.${EFFECTS.find((known) => known === effect) ?? 'other'}`)}</div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function PodsHere({ node }: { node: Node }) {
  const t = useTranslations('inspector');
  const pods = useCollection('pods');
  const here = useMemo(() => [...pods.values()].filter((pod) => pod.node === node.name), [pods, node.name]);
  return (
    <Section title={t('section.pods')}>
      {here.length ? (
        <Disclosure summary={t('node.podsHere', { count: here.length })}>
          {() => <PodList pods={here} where="namespace" />}
        </Disclosure>
      ) : (
        <p className="text-soft">{t('node.podsHere', { count: 0 })}</p>
      )}
    </Section>
  );
}

export function NodeView({ node, target, selection }: { node: Node; target: Target; selection: string }) {
  const t = useTranslations('inspector.node');
  const what = useWhat(node);
  const object = useWholeObject(target, node.conditions);
  const events = useEventsOf(object, { kind: 'Node', name: node.name });
  const words = node.status.split(',').flatMap((word) => KNOWN_STATUS.find((known) => known === word) ?? []);
  const readyFirst = node.conditions.toSorted((a, b) => Number(b.type === 'Ready') - Number(a.type === 'Ready'));
  const conditions = readyFirst.map((condition) => ({
    ...condition,
    since: condition.lastTransitionTime,
    meaning: t(`condition.${KNOWN_CONDITIONS.find((known) => known === condition.type) ?? 'other'}`),
    health: conditionHealth(condition),
  }));
  return (
    <>
      <InspectorHeader
        title={node.name}
        kind="Node"
        selection={selection}
        line={
          <>
            <StateMark health={node.health} word />
            <Mono>{node.status}</Mono>
          </>
        }
      />
      <p className="mt-2">{what}</p>
      {words.map((word) => (
        <p key={word}>{t(`status.${word}`)}</p>
      ))}
      <HeartbeatSection node={node} />
      <WhySection evidence={nodeEvidence(node)} evidenceLevel="observed" />
      <NodeFacts node={node} />
      <NodeResources node={node} />
      <Taints node={node} />
      <ChainSection node={node} />
      <PodsHere node={node} />
      <ConditionSection conditions={conditions} />
      <ObjectTail target={target} object={object} events={events} />
      <TermSection terms={['container-runtime', 'host']} />
    </>
  );
}
