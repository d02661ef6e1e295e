/**
 * What the person is looking at: all of it is in the URL, so that every view is a link.
 * Pure: parse and print; `use-view` joins it to the address bar.
 */
export interface ViewState {
  /** Context of the kubeconfig; undefined means the server's default. */
  context?: string | undefined;
  arrangement: 'role' | 'machine';
  reading: 'story' | 'calls';
  /** Selected diagramNode: `pod:ns/name`, `node:name`, `component:kube-apiserver`, `component:kubelet@node`, `namespace:x`, `workload:Deployment/ns/name`, `service:ns/name`. */
  selection?: string | undefined;
  /** Filters; empty means all. */
  namespaces: string[];
  nodes: string[];
  states: string[];
  text: string;
  /** Outline instead of the diagram. */
  outline: boolean;
  /** Where start-up time goes, over all pods; the outline, when asked for, comes before it. */
  startup: boolean;
  /** Pod whose path is told, `namespace/name`; `next` waits for the next pod that is born. */
  path?: string | undefined;
  /** Pod whose path is laid beside it. */
  beside?: string | undefined;
  /** Label by which the nodes of a large cluster are grouped; undefined: the one that is chosen by itself. */
  group?: string | undefined;
  /** Hop the telling stands at, from 1; undefined before it began. */
  hop?: number | undefined;
}

export const DEFAULT_VIEW: ViewState = {
  arrangement: 'role',
  reading: 'story',
  namespaces: [],
  nodes: [],
  states: [],
  text: '',
  outline: false,
  startup: false,
};

/** Arms the telling of the next pod that is born. */
export const NEXT_POD_VIEW = { path: 'next', hop: undefined, beside: undefined } as const;

/** No path is told. */
export const CLOSED_PATH = { path: undefined, hop: undefined, beside: undefined } as const;

/** Shows where start-up time goes. */
export const STARTUP_VIEW = {
  startup: true,
  outline: false,
  path: undefined,
  hop: undefined,
  beside: undefined,
} as const;

/** Key `namespace/name` of the selected pod; undefined when no pod is selected. */
export const podOf = (selection: string | undefined): string | undefined =>
  selection?.startsWith('pod:') ? selection.slice(4) : undefined;

/** What may stand for a selection in the diagram, best first: a container is shown by its pod, a copy by its component. */
export function diagramIdsOf(selection: string | undefined): string[] {
  if (selection === undefined) return [];
  const container = /^container:([^/]+\/[^/]+)\//.exec(selection);
  if (container) return [`pod:${container[1]}`];
  const copy = /^(component:[^@]+)@/.exec(selection);
  return copy?.[1] ? [selection, copy[1]] : [selection];
}

/** The query parameters that are ours; others (`lang`, `theme`) are kept as they are. */
export const VIEW_PARAMETERS = [
  'context',
  'by',
  'arrows',
  'view',
  'ns',
  'node',
  'state',
  'q',
  'sel',
  'path',
  'beside',
  'hop',
  'group',
] as const;

const list = (value: string | null) => (value ? value.split(',').filter(Boolean) : []);

/** Reads a query string; what is unknown or malformed falls back to the default. */
export function parseView(query: string): ViewState {
  const params = new URLSearchParams(query);
  const context = params.get('context');
  const selection = params.get('sel');
  const path = params.get('path');
  const beside = params.get('beside');
  const hop = params.get('hop');
  const group = params.get('group');
  return {
    ...(context ? { context } : {}),
    arrangement: params.get('by') === 'machine' ? 'machine' : 'role',
    reading: params.get('arrows') === 'calls' ? 'calls' : 'story',
    ...(selection ? { selection } : {}),
    namespaces: list(params.get('ns')),
    nodes: list(params.get('node')),
    states: list(params.get('state')),
    text: params.get('q') ?? '',
    outline: params.get('view') === 'outline',
    startup: params.get('view') === 'startup',
    ...(path ? { path } : {}),
    ...(beside ? { beside } : {}),
    ...(group ? { group } : {}),
    ...(hop && /^[1-9]\d{0,2}$/.test(hop) ? { hop: Number(hop) } : {}),
  };
}

/** Prints the query string without what is default; `parseView(printView(v))` equals `v`. */
export function printView(view: ViewState): string {
  const params = new URLSearchParams();
  if (view.context) params.set('context', view.context);
  if (view.arrangement !== 'role') params.set('by', view.arrangement);
  if (view.reading !== 'story') params.set('arrows', view.reading);
  if (view.outline) params.set('view', 'outline');
  else if (view.startup) params.set('view', 'startup');
  if (view.namespaces.length) params.set('ns', view.namespaces.join(','));
  if (view.nodes.length) params.set('node', view.nodes.join(','));
  if (view.states.length) params.set('state', view.states.join(','));
  if (view.text) params.set('q', view.text);
  if (view.selection) params.set('sel', view.selection);
  if (view.path) params.set('path', view.path);
  if (view.beside) params.set('beside', view.beside);
  if (view.hop) params.set('hop', String(view.hop));
  if (view.group) params.set('group', view.group);
  const text = params.toString();
  return text ? `?${text}` : '';
}
