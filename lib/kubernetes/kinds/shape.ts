/**
 * Objects of a shape that no Kubernetes gives (a list that is a text, a null in a list): whoever reads them further on trusts
 * their types, so what is not of its type is left out here, and told. By the names of fields, which mean the same in all kinds.
 */

type Fields = Readonly<Record<string, unknown>>;
type Expected = 'objects' | 'strings' | 'items' | 'texts' | 'object' | 'string';

const named = (expected: Expected, names: string): [string, Expected][] =>
  names.split(/\s+/).map((name) => [name, expected]);

/** What the fields that the model reads have to be. A Map: the names come from the cluster. */
const EXPECTED = new Map<string, Expected>([
  ...named(
    'objects',
    `ownerReferences managedFields tolerations schedulingGates readinessGates volumes initContainers containers
    ephemeralContainers initContainerStatuses containerStatuses ephemeralContainerStatuses podIPs taints runtimeHandlers
    images ingress endpoints subsets ports volumeMounts env topologySpreadConstraints`,
  ),
  ...named('strings', 'finalizers podCIDRs clusterIPs externalIPs command args names'),
  ...named('items', 'addresses notReadyAddresses'),
  ...named('texts', 'labels annotations nodeSelector capacity allocatable requests limits matchLabels'),
  ...named(
    'object',
    `metadata spec state lastState running waiting terminated nodeInfo involvedObject regarding related series resources
    template jobTemplate loadBalancer startupProbe livenessProbe readinessProbe httpGet tcpSocket exec targetRef selector`,
  ),
  ...named(
    'string',
    `apiVersion kind name namespace uid resourceVersion generateName creationTimestamp deletionTimestamp manager operation
    subresource time type reason message phase image imageID containerID nodeName podIP hostIP ip hostname startTime
    startedAt finishedAt lastTransitionTime key effect operator schedulerName runtimeClassName serviceAccountName
    priorityClassName restartPolicy qosClass nominatedNodeName podCIDR providerID kubeletVersion kubeProxyVersion
    containerRuntimeVersion osImage kernelVersion operatingSystem architecture fieldPath note action reportingComponent
    reportingController reportingInstance component host firstTimestamp lastTimestamp eventTime lastObservedTime
    holderIdentity acquireTime renewTime clusterIP externalName schedule lastScheduleTime handler`,
  ),
]);
/** Messages are taken apart further on: what is longer than any that Kubernetes writes is cut first. Characters. */
const LONGEST_MESSAGE = 10_000;
const MESSAGES = new Set(['message', 'note']);
/** Neither read nor walked through: names of fields, as deep as the object is. */
const SKIPPED = new Set(['fieldsV1', 'affinity', 'securityContext']);
/** Deeper than any field that is read. */
const DEEPEST = 12;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown) => typeof value === 'string' || typeof value === 'number';

function expectedOf(name: string, within: string): Expected | undefined {
  // The status of an object is an object; that of a condition a word. Conditions of an endpoint are no list.
  if (name === 'status') return within === '' ? 'object' : within === 'conditions' ? 'string' : undefined;
  if (name === 'conditions') return within === 'endpoints' ? 'object' : 'objects';
  if (name === 'source') return within === '' ? 'object' : undefined;
  return EXPECTED.get(name);
}

function fits(value: unknown, expected: Expected): boolean {
  if (expected === 'string') return isText(value) || typeof value === 'boolean';
  if (expected === 'object' || expected === 'texts') return isFields(value);
  return Array.isArray(value);
}

/** Whether an item of a list, or a value of a map, is of its type. */
function itemFits(item: unknown, expected: Expected | undefined): boolean {
  if (expected === 'objects') return isFields(item);
  if (expected === 'strings') return typeof item === 'string';
  if (expected === 'texts') return isText(item);
  return expected !== 'items' || isFields(item) || typeof item === 'string';
}

/** Walks one object, and remembers where it left something out. */
function createWalk(left: string[]) {
  const path: (string | number)[] = [];
  const leave = (name: string | number) => {
    left.push([...path, name].reduce<string>((whole, one) => joined(whole, one), ''));
  };
  function within(at: string | number, held: unknown, name: string): unknown {
    if (typeof held !== 'object') return held;
    path.push(at);
    const walked = value(held, name);
    path.pop();
    return walked;
  }

  function list(items: readonly unknown[], name: string) {
    const expected = expectedOf(name, '');
    let copy: unknown[] | undefined;
    items.forEach((item, index) => {
      const isFit = itemFits(item, expected);
      const next = isFit ? within(index, item, name) : undefined;
      if (!isFit) leave(index);
      if (isFit && next === item) copy?.push(item);
      else {
        copy ??= items.slice(0, index);
        if (isFit) copy.push(next);
      }
    });
    return copy ?? items;
  }

  /** The field as it may stay; undefined where it may not. */
  function field(held: unknown, name: string, parent: string, isMap: boolean): unknown {
    if (typeof held === 'string' && held.length > LONGEST_MESSAGE && MESSAGES.has(name) && !isMap)
      return `${held.slice(0, LONGEST_MESSAGE)}…`;
    const expected = isMap ? undefined : expectedOf(name, parent);
    if (isMap ? isText(held) : !expected || fits(held, expected)) return within(name, held, name);
    leave(name);
    return undefined;
  }

  function fields(object: Fields, parent: string): Fields {
    let copy: Record<string, unknown> | undefined;
    const isMap = EXPECTED.get(parent) === 'texts';
    for (const name in object) {
      if (!Object.hasOwn(object, name)) continue;
      const held = object[name];
      // Null is absent, as Go writes it.
      const next = held === null ? held : field(held, name, parent, isMap);
      if (next === held) continue;
      copy ??= { ...object };
      if (next === undefined) delete copy[name];
      else copy[name] = next;
    }
    return copy ?? object;
  }

  function value(held: unknown, name: string): unknown {
    if (typeof held !== 'object' || held === null || path.length >= DEEPEST || SKIPPED.has(name)) return held;
    return Array.isArray(held) ? list(held, name) : isFields(held) ? fields(held, name) : held;
  }

  return { fields };
}

const joined = (path: string, name: string | number) =>
  typeof name === 'number' ? `${path}[${name}]` : path ? `${path}.${name}` : name;

/** The object with only fields of the types they have to be; the same one where nothing had to be left out. */
export function shapedObject<T extends object>(object: T): { object: T; left: string[] } {
  const left: string[] = [];
  const shaped = createWalk(left).fields(object as Fields, '');
  return { object: shaped as T, left };
}
