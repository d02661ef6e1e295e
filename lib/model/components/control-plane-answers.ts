/** What the API says of its own control plane when no pod of it is seen: its answers, and what follows from its objects. */
import type { ComponentInstance, Evidence } from '../cluster';
import { proof } from '../evidence';
import { because, type Reason, type ReasonCode } from '../reason';
import type { ComponentContext } from './context';

/** What follows from the objects, with the reason why it does. */
export type Inference = (context: ComponentContext) => { reason: Reason; evidence: Evidence[] } | undefined;

/** The answer of the API server itself, and the addresses of its copies. */
export function apiServerAnswer(context: ComponentContext) {
  const { version, objects } = context.facts;
  if (!version) return undefined;
  const slices = [...objects.endpointslices.values()].filter(
    ({ metadata }) =>
      metadata.namespace === 'default' && metadata.labels?.['kubernetes.io/service-name'] === 'kubernetes',
  );
  const addresses = [
    ...new Set(slices.flatMap((slice) => slice.endpoints ?? []).flatMap((one) => one.addresses ?? [])),
  ];
  const instances = addresses.toSorted().map((address): ComponentInstance => {
    const node = context.nodes.find((one) => one.view.internalIP === address)?.view.name;
    return { name: address, ...(node ? { node } : {}), version: version.gitVersion, health: 'ok' };
  });
  const [slice] = slices;
  const evidence = [{ object: 'GET /version', field: 'gitVersion', value: version.gitVersion }];
  if (slice) evidence.push(proof('EndpointSlice', slice, 'endpoints[].addresses', addresses.join(', ')));
  return { evidence, instances };
}

/** Any object at all: it was written through an API server, and its resourceVersion is of the store behind it. */
function anyObject(context: ComponentContext): Evidence[] {
  const object = context.nodes[0]?.object ?? context.pods[0]?.object;
  if (!object) return [];
  const kind = context.nodes[0] ? 'Node' : 'Pod';
  const { resourceVersion, uid = '' } = object.metadata;
  return [
    resourceVersion
      ? proof(kind, object, 'metadata.resourceVersion', resourceVersion)
      : proof(kind, object, 'metadata.uid', uid),
  ];
}

function boundPod(context: ComponentContext): Evidence[] {
  const entry = context.pods.find(
    ({ object, view }) =>
      !view.static && object.status?.conditions?.some((one) => one.type === 'PodScheduled' && one.status === 'True'),
  );
  return entry ? [proof('Pod', entry.object, 'status.conditions[PodScheduled].status', 'True')] : [];
}

function controlledPod(context: ComponentContext): Evidence[] {
  const entry = context.pods.find(({ view }) => view.owner && view.owner.kind !== 'Node');
  return entry?.view.owner
    ? [proof('Pod', entry.object, 'metadata.ownerReferences[0].kind', entry.view.owner.kind)]
    : [];
}

const inference =
  (code: ReasonCode, find: (context: ComponentContext) => Evidence[]): Inference =>
  (context) => {
    const evidence = find(context);
    return evidence.length > 0 ? { reason: because(code), evidence } : undefined;
  };

/** What is inferred of each when nothing speaks of it. */
export const inferences = {
  apiServer: inference('objects-come-from-it', anyObject),
  etcd: inference('objects-are-stored', anyObject),
  scheduler: inference('pods-are-bound', boundPod),
  controllerManager: inference('pods-have-owners', controlledPod),
} as const;
