'use client';
/** A pod: what its STATUS means, where it comes from, what is inside. */
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { StateMark } from '@/components/parts/marks';
import { Mono, Section } from '@/components/parts/section';
import { NameLink } from '@/components/parts/selection-link';
import { Ago, When } from '@/components/parts/time';
import { Button } from '@/components/ui/button';
import { useView } from '@/lib/hooks/use-view';
import { type Health, keyOf, type PodView as Pod } from '@/lib/model/cluster';
import type { Condition, PodObject } from '@/lib/model/objects';
import type { Target } from '@/lib/model/selection';
import { nextCommands } from '../command';
import { isPodObject } from '../object-answer';
import { ConditionSection, type ShownCondition } from '../parts/conditions';
import { ContainerSection } from '../parts/container-section';
import { WhySection } from '../parts/evidence-list';
import { Fact, Facts } from '../parts/facts';
import { InspectorHeader } from '../parts/header';
import { LogSection } from '../parts/log-section';
import { ObjectTail, useEventsOf, useWholeObject } from '../parts/object-tail';
import { PodBelongings } from '../parts/pod-belongings';
import { PodOrigin } from '../parts/pod-origin';
import { PodStatus } from '../parts/pod-status';
import { TermSection } from '../parts/term-section';
import { podEvidence } from '../pod-evidence';
import type { ObjectState } from '../use-object';

/** The object of an answer when it is a pod. */
function podObject(object: ObjectState): PodObject | undefined {
  return object.state === 'ready' && isPodObject(object.value.object) ? object.value.object : undefined;
}

const finished = (pod: Pod) => pod.health === 'done';

function conditionHealth(condition: Condition, pod: Pod): Health {
  if (condition.status === 'True') return 'ok';
  if (finished(pod)) return 'done';
  return condition.type === 'PodScheduled' ? 'starting' : 'not-ready';
}

function shownConditions(pod: Pod, whole: PodObject | undefined): ShownCondition[] {
  return (whole?.status?.conditions ?? []).map((condition) => ({
    type: condition.type,
    status: condition.status,
    reason: condition.reason,
    message: condition.message,
    since: condition.lastTransitionTime,
    health: conditionHealth(condition, pod),
  }));
}

function PodFacts({ pod, whole }: { pod: Pod; whole: PodObject | undefined }) {
  const t = useTranslations('inspector');
  const policy = whole?.spec.restartPolicy;
  const known = policy === 'Always' || policy === 'OnFailure' || policy === 'Never' ? policy : undefined;
  return (
    <Section title={t('section.facts')}>
      <Facts>
        <Fact term={t('fact.namespace')}>
          <NameLink to={{ type: 'namespace', name: pod.namespace }} name={pod.namespace} />
        </Fact>
        <Fact term={t('fact.node')}>
          {pod.node ? (
            <NameLink to={{ type: 'node', name: pod.node }} name={pod.node} />
          ) : (
            <span className="text-soft">{t('pod.noNode')}</span>
          )}
        </Fact>
        <Fact term={t('fact.podIp')} mono>
          {pod.ip}
        </Fact>
        <Fact term={t('fact.hostNetwork')}>{pod.hostNetwork ? t('fact.hostNetworkValue') : null}</Fact>
        <Fact term={t('fact.created')}>{pod.createdAt ? <When at={pod.createdAt} /> : null}</Fact>
        <Fact term={t('fact.deleting')}>{pod.deletionAt ? <When at={pod.deletionAt} /> : null}</Fact>
        <Fact term={t('fact.restarts')}>
          {pod.restarts > 0 && pod.restartedAt ? (
            <>
              {pod.restarts} · <Ago since={pod.restartedAt} />
            </>
          ) : (
            pod.restarts
          )}
        </Fact>
        <Fact term={t('fact.restartPolicy')}>{known ? t(`restartPolicyValue.${known}`) : policy}</Fact>
        <Fact term={t('fact.serviceAccount')} mono>
          {whole?.spec.serviceAccountName}
        </Fact>
        <Fact term={t('fact.runtimeClass')} mono>
          {pod.runtimeClass}
        </Fact>
        <Fact term={t('fact.qos')} mono>
          {pod.qos}
        </Fact>
        <Fact term={t('fact.priority')}>{pod.priority ? <Mono>{pod.priority}</Mono> : null}</Fact>
      </Facts>
    </Section>
  );
}

export function PodView({ pod, target, selection }: { pod: Pod; target: Target; selection: string }) {
  const t = useTranslations('inspector');
  const [, setView] = useView();
  const [asks, askLogs] = useState(0);
  const object = useWholeObject(target, pod);
  const whole = podObject(object);
  const events = useEventsOf(object, { kind: 'Pod', namespace: pod.namespace, name: pod.name });
  const open = target.type === 'pod' ? target.container : undefined;
  return (
    <>
      <InspectorHeader
        title={pod.name}
        kind="Pod"
        selection={selection}
        line={
          <>
            <StateMark health={pod.health} word />
            <Mono>
              {pod.status} · {pod.ready}
            </Mono>
          </>
        }
      />
      <PodStatus pod={pod} showLogs={() => askLogs((before) => before + 1)} />
      <WhySection evidence={podEvidence(pod, whole)} evidenceLevel="observed" />
      <PodFacts pod={pod} whole={whole} />
      <Section title={t('section.origin')}>
        <PodOrigin pod={pod} />
        <div className="mt-2">
          <Button onClick={() => setView({ path: keyOf.pods(pod), hop: undefined, beside: undefined })}>
            {t('pod.path')}
          </Button>
        </div>
      </Section>
      <ContainerSection key={`${pod.namespace}/${pod.name}`} pod={pod} whole={whole} open={open} />
      <PodBelongings pod={pod} />
      <ConditionSection conditions={shownConditions(pod, whole)} />
      <ObjectTail target={target} object={object} events={events} next={nextCommands(pod)} />
      <LogSection pod={pod} asks={asks} />
      <TermSection terms={[pod.static ? 'static-pod' : 'pod', 'container', 'image', 'registry']} />
    </>
  );
}
