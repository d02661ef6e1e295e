'use client';
/** What is selected: what it is, why we know it, what happened to it, and the command that shows it in a terminal. */
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useItem, useSection } from '@/lib/hooks/use-cluster';
import { useView } from '@/lib/hooks/use-view';
import { parseSelection, type Target } from '@/lib/model/selection';
import { Gone } from './parts/gone';
import { InspectorHeader } from './parts/header';
import { useWholeObject } from './parts/object-tail';
import { useLastKnown } from './use-last-known';
import { ComponentView } from './views/component-view';
import { KindView } from './views/kind-view';
import { NamespaceView } from './views/namespace-view';
import { NodeView } from './views/node-view';
import { ObjectView } from './views/object-view';
import { PodView } from './views/pod-view';
import { ServiceView } from './views/service-view';
import { TermView } from './views/term-view';
import { UnscheduledView } from './views/unscheduled-view';
import { WorkloadView } from './views/workload-view';

interface ViewProps<T extends Target['type']> {
  target: Extract<Target, { type: T }>;
  selection: string;
}

function Absent({ target, name, selection }: { target: Target; name: string; selection: string }) {
  const t = useTranslations('inspector.notHere');
  return (
    <>
      <InspectorHeader title={t('title', { name })} selection={selection} />
      <p className="mt-2">{t('text', { kind: target.type })}</p>
      <p className="mt-1.5 text-soft">{t('searchHint')}</p>
    </>
  );
}

/** Not among what has come of a large cluster: looked for in the cluster itself, before it is said not to be there. */
function LookedFor({ target, name, selection }: { target: Target; name: string; selection: string }) {
  const t = useTranslations('inspector.lookedFor');
  const found = useWholeObject(target, undefined);
  if (found.state === 'failed' && found.problem.code === 'object-not-found')
    return <Absent target={target} name={name} selection={selection} />;
  return (
    <>
      <InspectorHeader title={name} selection={selection} />
      <p className="mt-2 text-soft">{t(found.state === 'failed' ? 'unknown' : 'reading', { name })}</p>
    </>
  );
}

/** The item, or what was last known of it, or that it is not here. */
function Known<T>(props: {
  item: T | undefined;
  name: string;
  target: Target;
  selection: string;
  children: (item: T) => ReactNode;
}) {
  const { name, target, selection, children } = props;
  const { item, goneAt } = useLastKnown(selection, props.item);
  const isWhole = useSection('fleet')?.whole ?? true;
  if (item === undefined && !isWhole) return <LookedFor target={target} name={name} selection={selection} />;
  if (item === undefined) return <Absent target={target} name={name} selection={selection} />;
  return (
    <>
      {goneAt ? <Gone name={name} at={goneAt} /> : null}
      {children(item)}
    </>
  );
}

function SelectedPod({ target, selection }: ViewProps<'pod'>) {
  const pod = useItem('pods', `${target.namespace}/${target.name}`);
  return (
    <Known item={pod} name={target.name} target={target} selection={selection}>
      {(item) => <PodView pod={item} target={target} selection={selection} />}
    </Known>
  );
}

function SelectedNode({ target, selection }: ViewProps<'node'>) {
  const node = useItem('nodes', target.name);
  return (
    <Known item={node} name={target.name} target={target} selection={selection}>
      {(item) => <NodeView node={item} target={target} selection={selection} />}
    </Known>
  );
}

function SelectedNamespace({ target, selection }: ViewProps<'namespace'>) {
  const namespace = useItem('namespaces', target.name);
  return (
    <Known item={namespace} name={target.name} target={target} selection={selection}>
      {(item) => <NamespaceView namespace={item} target={target} selection={selection} />}
    </Known>
  );
}

function SelectedWorkload({ target, selection }: ViewProps<'workload'>) {
  const workload = useItem('workloads', `${target.kind}/${target.namespace}/${target.name}`);
  return (
    <Known item={workload} name={target.name} target={target} selection={selection}>
      {(item) => <WorkloadView workload={item} target={target} selection={selection} />}
    </Known>
  );
}

function SelectedService({ target, selection }: ViewProps<'service'>) {
  const service = useItem('services', `${target.namespace}/${target.name}`);
  return (
    <Known item={service} name={target.name} target={target} selection={selection}>
      {(item) => <ServiceView service={item} target={target} selection={selection} />}
    </Known>
  );
}

function SelectedComponent({ target, selection }: ViewProps<'component'>) {
  const component = useSection('components')?.find(({ id }) => id === target.id);
  return (
    <Known item={component} name={target.id} target={target} selection={selection}>
      {(item) => <ComponentView component={item} target={target} selection={selection} />}
    </Known>
  );
}

function Selected({ selection }: { selection: string }) {
  const t = useTranslations('inspector.unknownSelection');
  const target = parseSelection(selection);
  switch (target?.type) {
    case 'pod':
      return <SelectedPod target={target} selection={selection} />;
    case 'node':
      return <SelectedNode target={target} selection={selection} />;
    case 'namespace':
      return <SelectedNamespace target={target} selection={selection} />;
    case 'workload':
      return <SelectedWorkload target={target} selection={selection} />;
    case 'service':
      return <SelectedService target={target} selection={selection} />;
    case 'component':
      return <SelectedComponent target={target} selection={selection} />;
    case 'unscheduled':
      return <UnscheduledView selection={selection} />;
    case 'term':
      return <TermView id={target.id} selection={selection} />;
    case 'kind':
      return <KindView kind={target.kind} selection={selection} />;
    case 'object':
      return <ObjectView target={target} selection={selection} />;
    case undefined:
      return (
        <>
          <InspectorHeader title={t('title', { selection })} selection={selection} />
          <p className="mt-2">{t('text')}</p>
        </>
      );
  }
}

export function Inspector() {
  const [{ selection }] = useView();
  if (!selection) return null;
  return (
    <div className="px-5 pt-4 pb-8">
      <Selected key={selection} selection={selection} />
    </div>
  );
}
