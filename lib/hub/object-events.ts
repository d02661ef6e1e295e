import 'server-only';
import { KINDS } from '@/lib/kubernetes/kinds/registry';
import type { ObjectName } from '@/lib/kubernetes/object-reader';
import type { EventView } from '@/lib/model/cluster';
import { newestFirst } from '@/lib/model/event-time';
import { eventView } from '@/lib/model/event-view';
import type { EventObject } from '@/lib/model/objects';

/** Events of one object that are answered; beyond it the oldest are left out. */
export const MOST_EVENTS = 50;

/** Annotations by which a mirror pod names the uid that its kubelet's events carry. */
const OTHER_UIDS = ['kubernetes.io/config.mirror', 'kubernetes.io/config.hash'];

const groupOf = (apiVersion: string) => (apiVersion.includes('/') ? apiVersion.split('/')[0] : '');

function textIn(object: unknown, ...path: string[]): string | undefined {
  let value = object;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.getOwnPropertyDescriptor(value, key)?.value;
  }
  return typeof value === 'string' ? value : undefined;
}

/** The uids an event of an object may carry: its own; of a node its name, as kubelets write; of a static pod its file's. */
function uidsOf(object: unknown, name: ObjectName): ReadonlySet<string> {
  const others = OTHER_UIDS.map((one) => textIn(object, 'metadata', 'annotations', one));
  const uids = [textIn(object, 'metadata', 'uid'), ...others, ...(name.kind === 'nodes' ? [name.name] : [])];
  return new Set(uids.filter((uid) => uid !== undefined));
}

/**
 * The newest events about an object, newest first, of all that are held: those that `kubectl describe` shows.
 * An event of an earlier object of the same name is of another.
 */
export function eventsAbout(events: Iterable<EventObject>, name: ObjectName, object: unknown): EventView[] {
  const { kinds, groupVersionResources } = KINDS[name.kind];
  const groups = new Set(groupVersionResources.map(({ apiVersion }) => groupOf(apiVersion)));
  const uids = uidsOf(object, name);
  const its = [...events].filter(({ involvedObject: about }) => {
    if (about.name !== name.name || !kinds.includes(about.kind ?? '')) return false;
    if (name.namespace !== undefined && about.namespace !== name.namespace) return false;
    if (about.apiVersion !== undefined && !groups.has(groupOf(about.apiVersion))) return false;
    return !about.uid || uids.size === 0 || uids.has(about.uid);
  });
  return its.toSorted(newestFirst).slice(0, MOST_EVENTS).map(eventView);
}
