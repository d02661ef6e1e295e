/** The shape of each resource that is read, over all the versions it is read in; `lib/model/objects.ts` says the types. */
import type {
  Condition,
  Container,
  ContainerState,
  ContainerStatus,
  EndpointSliceObject,
  EventObject,
  LeaseObject,
  ManagedField,
  NamespaceObject,
  NodeObject,
  ObjectMeta,
  ObjectReference,
  OwnerReference,
  PodObject,
  PodSpec,
  PodStatus,
  Probe,
  ServiceObject,
  Taint,
  Toleration,
  WorkloadObject,
} from '@/lib/model/objects';
import { fieldsOf, listOf, mapOf, type Shape } from './shape';

const texts = mapOf('text');
type Of<T> = NonNullable<T>;
type Item<T> = Of<T> extends readonly (infer I)[] ? I : never;

const meta = fieldsOf<ObjectMeta>(
  {
    name: 'text',
    namespace: 'text',
    uid: 'text',
    resourceVersion: 'text',
    generation: 'number',
    generateName: 'text',
    creationTimestamp: 'time',
    deletionTimestamp: 'time',
    deletionGracePeriodSeconds: 'number',
    labels: texts,
    annotations: texts,
    finalizers: listOf('text'),
    ownerReferences: listOf(
      fieldsOf<OwnerReference>({ apiVersion: 'text', kind: 'text', name: 'text', uid: 'text', controller: 'flag' }, [
        'kind',
        'name',
      ]),
    ),
    managedFields: listOf(
      fieldsOf<ManagedField>({
        manager: 'text',
        operation: 'text',
        subresource: 'text',
        time: 'time',
        apiVersion: 'text',
      }),
    ),
  },
  ['name'],
);
const conditions = listOf(
  fieldsOf<Condition>(
    {
      type: 'text',
      status: 'text',
      reason: 'text',
      message: 'text',
      lastTransitionTime: 'time',
      lastHeartbeatTime: 'time',
      observedGeneration: 'number',
    },
    ['type', 'status'],
  ),
);
const reference = fieldsOf<ObjectReference>({
  apiVersion: 'text',
  kind: 'text',
  namespace: 'text',
  name: 'text',
  uid: 'text',
  fieldPath: 'text',
  resourceVersion: 'text',
});

const probe = fieldsOf<Probe>({
  initialDelaySeconds: 'number',
  periodSeconds: 'number',
  timeoutSeconds: 'number',
  failureThreshold: 'number',
  successThreshold: 'number',
  httpGet: fieldsOf<Of<Probe['httpGet']>>({ path: 'text', port: 'text-or-number', scheme: 'text' }),
  tcpSocket: fieldsOf<Of<Probe['tcpSocket']>>({ port: 'text-or-number' }),
  exec: fieldsOf<Of<Probe['exec']>>({ command: listOf('text') }),
  grpc: fieldsOf<Of<Probe['grpc']>>({ port: 'number' }),
});
const named = fieldsOf<{ name?: string }>({ name: 'text' });
const container = fieldsOf<Container>(
  {
    name: 'text',
    image: 'text',
    imagePullPolicy: 'text',
    command: listOf('text'),
    args: listOf('text'),
    restartPolicy: 'text',
    resources: fieldsOf<Of<Container['resources']>>({ requests: texts, limits: texts }),
    ports: listOf(
      fieldsOf<Item<Container['ports']>>(
        { name: 'text', containerPort: 'number', hostPort: 'number', protocol: 'text' },
        ['containerPort'],
      ),
    ),
    env: listOf(fieldsOf<Item<Container['env']>>({ name: 'text', valueFrom: 'any' }, ['name'])),
    envFrom: listOf(fieldsOf<Item<Container['envFrom']>>({ prefix: 'text', configMapRef: named, secretRef: named })),
    volumeMounts: listOf(
      fieldsOf<Item<Container['volumeMounts']>>({ name: 'text', mountPath: 'text', readOnly: 'flag' }, [
        'name',
        'mountPath',
      ]),
    ),
    startupProbe: probe,
    livenessProbe: probe,
    readinessProbe: probe,
  },
  ['name'],
);
const containers = listOf(container);
const containerState = fieldsOf<ContainerState>({
  waiting: fieldsOf<Of<ContainerState['waiting']>>({ reason: 'text', message: 'text' }),
  running: fieldsOf<Of<ContainerState['running']>>({ startedAt: 'time' }),
  terminated: fieldsOf<Of<ContainerState['terminated']>>({
    exitCode: 'number',
    signal: 'number',
    reason: 'text',
    message: 'text',
    startedAt: 'time',
    finishedAt: 'time',
    containerID: 'text',
  }),
});
const containerStatuses = listOf(
  fieldsOf<ContainerStatus>(
    {
      name: 'text',
      image: 'text',
      imageID: 'text',
      containerID: 'text',
      ready: 'flag',
      started: 'flag',
      restartCount: 'number',
      state: containerState,
      lastState: containerState,
    },
    ['name'],
  ),
);

const pod = {
  spec: fieldsOf<PodSpec>({
    nodeName: 'text',
    hostNetwork: 'flag',
    restartPolicy: 'text',
    runtimeClassName: 'text',
    schedulerName: 'text',
    serviceAccountName: 'text',
    priority: 'number',
    priorityClassName: 'text',
    terminationGracePeriodSeconds: 'number',
    nodeSelector: texts,
    affinity: 'any',
    topologySpreadConstraints: listOf('any'),
    tolerations: listOf(
      fieldsOf<Toleration>({
        key: 'text',
        operator: 'text',
        value: 'text',
        effect: 'text',
        tolerationSeconds: 'number',
      }),
    ),
    schedulingGates: listOf(fieldsOf<Item<PodSpec['schedulingGates']>>({ name: 'text' }, ['name'])),
    readinessGates: listOf(fieldsOf<Item<PodSpec['readinessGates']>>({ conditionType: 'text' }, ['conditionType'])),
    overhead: texts,
    volumes: listOf(fieldsOf<{ name: string }>({ name: 'text' }, ['name'])),
    imagePullSecrets: listOf(named),
    initContainers: containers,
    containers,
    ephemeralContainers: containers,
  }),
  status: fieldsOf<PodStatus>({
    phase: 'text',
    reason: 'text',
    message: 'text',
    podIP: 'text',
    podIPs: listOf(fieldsOf<{ ip: string }>({ ip: 'text' }, ['ip'])),
    hostIP: 'text',
    startTime: 'time',
    qosClass: 'text',
    nominatedNodeName: 'text',
    conditions,
    initContainerStatuses: containerStatuses,
    containerStatuses,
    ephemeralContainerStatuses: containerStatuses,
  }),
} satisfies Partial<Record<keyof PodObject, Shape>>;

type NodeSpec = Of<NodeObject['spec']>;
type NodeStatus = Of<NodeObject['status']>;
const node = {
  spec: fieldsOf<NodeSpec>({
    podCIDR: 'text',
    podCIDRs: listOf('text'),
    providerID: 'text',
    unschedulable: 'flag',
    taints: listOf(
      fieldsOf<Taint>({ key: 'text', value: 'text', effect: 'text', timeAdded: 'time' }, ['key', 'effect']),
    ),
  }),
  status: fieldsOf<NodeStatus>({
    capacity: texts,
    allocatable: texts,
    conditions,
    addresses: listOf(fieldsOf<Item<NodeStatus['addresses']>>({ type: 'text', address: 'text' }, ['type', 'address'])),
    nodeInfo: fieldsOf<Of<NodeStatus['nodeInfo']>>({
      kubeletVersion: 'text',
      kubeProxyVersion: 'text',
      containerRuntimeVersion: 'text',
      osImage: 'text',
      kernelVersion: 'text',
      operatingSystem: 'text',
      architecture: 'text',
      machineID: 'text',
      bootID: 'text',
    }),
    runtimeHandlers: listOf(fieldsOf<Item<NodeStatus['runtimeHandlers']>>({ name: 'text', features: mapOf('flag') })),
    images: listOf(fieldsOf<Item<NodeStatus['images']>>({ names: listOf('text'), sizeBytes: 'number' })),
  }),
} satisfies Partial<Record<keyof NodeObject, Shape>>;

const eventSource = fieldsOf<Of<EventObject['source']>>({ component: 'text', host: 'text' });
/** With what events.k8s.io calls otherwise. */
const event = {
  involvedObject: reference,
  type: 'text',
  reason: 'text',
  message: 'text',
  action: 'text',
  count: 'number',
  firstTimestamp: 'time',
  lastTimestamp: 'time',
  eventTime: 'time',
  series: fieldsOf<Of<EventObject['series']>>({ count: 'number', lastObservedTime: 'time' }),
  source: eventSource,
  reportingComponent: 'text',
  reportingInstance: 'text',
  related: reference,
  regarding: reference,
  note: 'text',
  reportingController: 'text',
  deprecatedCount: 'number',
  deprecatedFirstTimestamp: 'time',
  deprecatedLastTimestamp: 'time',
  deprecatedSource: eventSource,
} satisfies Record<string, Shape>;

const lease = {
  spec: fieldsOf<Of<LeaseObject['spec']>>({
    holderIdentity: 'text',
    leaseDurationSeconds: 'number',
    acquireTime: 'time',
    renewTime: 'time',
    leaseTransitions: 'number',
  }),
};

type ServiceSpec = Of<ServiceObject['spec']>;
type LoadBalancer = Of<Of<ServiceObject['status']>['loadBalancer']>;
const service = {
  spec: fieldsOf<ServiceSpec>({
    type: 'text',
    clusterIP: 'text',
    clusterIPs: listOf('text'),
    externalIPs: listOf('text'),
    externalName: 'text',
    selector: texts,
    ports: listOf(
      fieldsOf<Item<ServiceSpec['ports']>>(
        { name: 'text', port: 'number', protocol: 'text', targetPort: 'text-or-number', nodePort: 'number' },
        ['port'],
      ),
    ),
  }),
  status: fieldsOf<Of<ServiceObject['status']>>({
    loadBalancer: fieldsOf<LoadBalancer>({
      ingress: listOf(fieldsOf<Item<LoadBalancer['ingress']>>({ ip: 'text', hostname: 'text' })),
    }),
  }),
};

type Endpoint = Item<EndpointSliceObject['endpoints']>;
const endpointPorts = listOf(
  fieldsOf<Item<EndpointSliceObject['ports']>>({ name: 'text', port: 'number', protocol: 'text' }),
);
/** With the topology of v1beta1. */
const slice = {
  addressType: 'text',
  endpoints: listOf(
    fieldsOf<Endpoint & { topology: unknown }>({
      addresses: listOf('text'),
      conditions: fieldsOf<Of<Endpoint['conditions']>>({ ready: 'flag', serving: 'flag', terminating: 'flag' }),
      nodeName: 'text',
      targetRef: reference,
      topology: texts,
    }),
  ),
  ports: endpointPorts,
} satisfies Record<string, Shape>;
const oldAddresses = listOf(
  fieldsOf<{ ip: string; nodeName: string; targetRef: unknown }>(
    { ip: 'text', nodeName: 'text', targetRef: reference },
    ['ip'],
  ),
);
const endpoints = {
  subsets: listOf(
    fieldsOf<{ addresses: unknown; notReadyAddresses: unknown; ports: unknown }>({
      addresses: oldAddresses,
      notReadyAddresses: oldAddresses,
      ports: endpointPorts,
    }),
  ),
};

type WorkloadSpec = Of<WorkloadObject['spec']>;
const template = fieldsOf<Of<WorkloadSpec['template']>>({
  spec: fieldsOf<Of<Of<WorkloadSpec['template']>['spec']>>({ containers, initContainers: containers }),
});
const workload = {
  spec: fieldsOf<WorkloadSpec>({
    replicas: 'number',
    completions: 'number',
    parallelism: 'number',
    suspend: 'flag',
    schedule: 'text',
    selector: fieldsOf<Of<WorkloadSpec['selector']>>({ matchLabels: texts }),
    template,
    jobTemplate: fieldsOf<Of<WorkloadSpec['jobTemplate']>>({ spec: fieldsOf<{ template: unknown }>({ template }) }),
  }),
  status: fieldsOf<Of<WorkloadObject['status']>>({
    replicas: 'number',
    readyReplicas: 'number',
    availableReplicas: 'number',
    updatedReplicas: 'number',
    desiredNumberScheduled: 'number',
    currentNumberScheduled: 'number',
    numberReady: 'number',
    // A number of pods of a Job, a list of Jobs of a CronJob.
    active: 'any',
    succeeded: 'number',
    failed: 'number',
    lastScheduleTime: 'time',
    conditions,
  }),
};

const whole = (fields: Record<string, Shape>): Shape => fieldsOf({ ...fields, metadata: meta }, ['metadata']);

/** By resource, as the path of the API names it. */
export const SHAPES: ReadonlyMap<string, Shape> = new Map([
  [
    'namespaces',
    whole({
      spec: fieldsOf<Of<NamespaceObject['spec']>>({ finalizers: listOf('text') }),
      status: fieldsOf<Of<NamespaceObject['status']>>({ phase: 'text', conditions }),
    }),
  ],
  ['nodes', whole(node)],
  ['pods', whole(pod)],
  ['events', whole(event)],
  ['leases', whole(lease)],
  ['services', whole(service)],
  ['endpointslices', whole(slice)],
  ['endpoints', whole(endpoints)],
  ['runtimeclasses', whole({ handler: 'text' })],
  ...['deployments', 'replicasets', 'daemonsets', 'statefulsets', 'jobs', 'cronjobs'].map(
    (resource): [string, Shape] => [resource, whole(workload)],
  ),
]);
