'use client';
/** What every object ends with: the command that shows it in a terminal, its last changes, and itself as YAML. */
import { useMemo } from 'react';
import { useSection } from '@/lib/hooks/use-cluster';
import { useView } from '@/lib/hooks/use-view';
import type { EventView } from '@/lib/model/cluster';
import { objectPath, type Target } from '@/lib/model/selection';
import { joinEvents, type ObjectState, objectUrl, useObject } from '../use-object';
import { EventSection } from './event-list';
import { ManagerSection } from './manager-section';
import { TerminalSection } from './terminal-section';
import { YamlSection } from './yaml-section';

const NO_EVENTS: readonly EventView[] = [];

/** The whole object of a target, read again when `version` changes. */
export function useWholeObject(target: Target, version: unknown): ObjectState {
  const [{ context }] = useView();
  const path = objectPath(target);
  return useObject(path ? objectUrl(path, context) : undefined, version);
}

/** Events of one object: those read with it and those streamed since. */
export function useEventsOf(
  object: ObjectState,
  wanted: { kind: string; namespace?: string | undefined; name: string },
): EventView[] {
  const streamed = useSection('events') ?? NO_EVENTS;
  const { kind, namespace, name } = wanted;
  return useMemo(() => {
    const its = streamed.filter(
      ({ object: about }) =>
        about.kind === kind && about.name === name && (about.namespace ?? '') === (namespace ?? ''),
    );
    return joinEvents(object.state === 'ready' ? object.value.events : undefined, its);
  }, [streamed, object, kind, namespace, name]);
}

interface Props {
  target: Target;
  object: ObjectState;
  events: readonly EventView[];
  openYaml?: boolean;
  /** Commands one would type next. */
  next?: readonly string[];
}

export function ObjectTail({ target, object, events, openYaml, next }: Props) {
  return (
    <>
      <TerminalSection target={target} next={next ?? []} />
      <EventSection events={events} state={object.state} />
      <ManagerSection object={object} />
      <YamlSection object={object} open={openYaml ?? false} />
    </>
  );
}
