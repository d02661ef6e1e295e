/** Where recordings keep the logs of pods. */

/** Which log a file holds. Without `container`: those of all its containers, one after another. */
export interface LogOf {
  namespace: string;
  pod: string;
  container?: string;
  /** Of the container's instance before the current one. */
  previous: boolean;
}

/** Of one container each: `oc adm inspect` and must-gathers; support bundles; sonobuoy. */
const OF_CONTAINER = [
  /(?:^|\/)namespaces\/([^/]+)\/pods\/([^/]+)\/([^/]+)\/\3\/logs\/(?:current|(previous))\.log$/,
  /(?:^|\/)cluster-resources\/pods\/logs\/([^/]+)\/([^/]+)\/([^/]+?)(?:-(previous))?\.log$/,
  /(?:^|\/)podlogs\/([^/]+)\/([^/]+)\/logs\/([^/]+)\.txt$/,
];
/** `<namespace>/<pod>/logs.txt`, as `kubectl cluster-info dump --output-directory` writes them. */
const OF_POD = /(?:^|\/)([^/]+)\/([^/]+)\/logs\.txt$/;

/** The log a file of this name holds; undefined for a file that is none. */
export function logOf(file: string): LogOf | undefined {
  for (const place of OF_CONTAINER) {
    const [all, namespace = '', pod = '', container = '', previous] = place.exec(file) ?? [];
    if (all !== undefined) return { namespace, pod, container, previous: previous !== undefined };
  }
  const [all, namespace = '', pod = ''] = OF_POD.exec(file) ?? [];
  return all === undefined ? undefined : { namespace, pod, previous: false };
}

/** Key of a log among those of a recording. */
export const logKey = ({ namespace, pod, container, previous }: LogOf): string =>
  `${namespace}/${pod}${container ? `/${container}` : ''}${previous ? ' (previous)' : ''}`;

/** The log that answers what is asked for; of a pod whose container is not named, the only one. */
export function findLog<T>(logs: ReadonlyMap<string, T>, asked: LogOf): T | undefined {
  const found = logs.get(logKey(asked));
  if (found !== undefined) return found;
  const { namespace, pod, container, previous } = asked;
  // All containers together hold the one that is asked for; its earlier instance they do not.
  if (container) return previous ? undefined : logs.get(logKey({ namespace, pod, previous }));
  const ofContainers = [...logs.keys()].filter(
    (key) => key.startsWith(`${namespace}/${pod}/`) && key.endsWith(' (previous)') === previous,
  );
  const [only, another] = ofContainers;
  return only !== undefined && another === undefined ? logs.get(only) : undefined;
}
