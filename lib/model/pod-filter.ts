/** Which pods the filters of the view let through. The diagram, the outline and the counts all ask here. */
import type { PodView } from './cluster';

/** What a person chose to see; an empty list or text lets everything through. */
export interface Filters {
  namespaces: string[];
  nodes: string[];
  states: string[];
  text: string;
}
/** Everything is seen. */
export const NO_FILTERS: Filters = { namespaces: [], nodes: [], states: [], text: '' };

/** What stands in `nodes` for pods that have no node yet. */
export const WITHOUT_NODE = '-';

/** True when something may be hidden. */
export function isFiltered(filters: Filters): boolean {
  return (
    filters.namespaces.length > 0 || filters.nodes.length > 0 || filters.states.length > 0 || filters.text.trim() !== ''
  );
}

/** Lower case and without accents, so that "produccion" finds "producción". */
export function plainText(text: string): string {
  // Nearly every name: there is nothing to take off.
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase();
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '');
}

function podText(pod: PodView): string {
  const images = pod.containers.map((container) => container.image);
  return plainText(
    [pod.name, pod.namespace, pod.node, pod.ip, pod.status, pod.workload?.name, ...images].filter(Boolean).join(' '),
  );
}

/** A predicate for one set of filters. A state is a word of kubectl's STATUS column or one of our `Health`. */
export function podFilter(filters: Filters): (pod: PodView) => boolean {
  const words = plainText(filters.text).split(/\s+/).filter(Boolean);
  const among = (wanted: string[], ...values: string[]) =>
    wanted.length === 0 || values.some((value) => wanted.includes(value));
  return (pod) => {
    if (!among(filters.namespaces, pod.namespace)) return false;
    if (!among(filters.nodes, pod.node ?? WITHOUT_NODE)) return false;
    if (!among(filters.states, pod.status, pod.health)) return false;
    if (!words.length) return true;
    const text = podText(pod);
    return words.every((word) => text.includes(word));
  };
}
