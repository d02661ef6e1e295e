/**
 * The schemas of what `GET /api/cluster` and its stream answer: the same shapes as `lib/model/cluster.ts`, held equal
 * by the compiler in `cluster-schema.test.ts`.
 */
import { z } from 'zod';
import { COMPONENT_IDS, KIND_NAMES } from '@/lib/model/cluster';

const text = z.string();
const maybeText = z.string().exactOptional();
const count = z.number();
export const evidenceLevel = z.enum(['observed', 'inferred', 'hidden', 'absent', 'forbidden']);
const health = z.enum(['ok', 'starting', 'not-ready', 'failing', 'done', 'unknown']);
export const componentId = z.enum(COMPONENT_IDS);
const texts = z.record(text, text);

export const evidence = z
  .object({ object: text, field: text, value: text })
  .meta({ id: 'Evidence', description: 'Which object says it, in which field, with which value' });
export const reason = z.object({ code: text, values: z.record(text, z.union([text, count])).exactOptional() });
const reference = z.object({ kind: text, name: text });

/** A part of a recording that was not read, and why. */
export const leftOut = z.object({ file: text, reason, more: count.exactOptional() });

const source = z.object({
  kind: z.enum(['cluster', 'in-cluster', 'sample', 'recording']),
  context: text,
  server: maybeText,
  namespaces: z.array(text).exactOptional(),
  recordedAt: maybeText,
  leftOut: z.array(leftOut).readonly().exactOptional(),
  leftOutMore: count.exactOptional(),
});
const connection = z.object({
  state: z.enum(['connecting', 'live', 'stale', 'denied', 'unreachable', 'recording']),
  since: text,
  code: maybeText,
  message: maybeText,
});
const healthReport = z.object({
  status: count,
  at: text,
  checks: z.array(z.object({ name: text, ok: z.boolean(), reason: maybeText })),
});
const server = z.object({
  version: text,
  platform: maybeText,
  livez: healthReport.exactOptional(),
  readyz: healthReport.exactOptional(),
  clockAheadMs: z.number().exactOptional(),
});
const identity = z.object({ username: text, groups: z.array(text), evidenceLevel });
const distribution = z.object({
  id: text,
  name: text,
  evidence: z.array(evidence),
  others: z.array(z.object({ id: text, evidence: z.array(evidence) })).exactOptional(),
});

const componentInstance = z.object({
  name: text,
  namespace: maybeText,
  node: maybeText,
  status: maybeText,
  version: maybeText,
  health: health.exactOptional(),
  pod: maybeText,
  ready: maybeText,
  restarts: count.exactOptional(),
  startedAt: maybeText,
  image: maybeText,
  static: z.boolean().exactOptional(),
  leader: z.boolean().exactOptional(),
  renewedAt: maybeText,
});
const component = z
  .object({
    id: componentId,
    evidenceLevel,
    reason: reason.exactOptional(),
    health,
    version: maybeText,
    instances: z.array(componentInstance),
    evidence: z.array(evidence),
    leader: z
      .object({ identity: text, node: maybeText, renewedAt: maybeText, transitions: count.exactOptional() })
      .exactOptional(),
    checks: z.array(z.object({ name: text, ok: z.boolean() })).exactOptional(),
  })
  .meta({ id: 'Component' });

const kindState = z.object({
  kind: z.enum(KIND_NAMES),
  state: z.enum(['loading', 'live', 'stale', 'forbidden', 'missing', 'failed', 'recorded', 'unrecorded']),
  count,
  apiVersion: maybeText,
  since: maybeText,
  denied: maybeText,
  message: maybeText,
});

export const chainLink = z.object({
  id: componentId,
  name: text,
  evidenceLevel,
  version: maybeText,
  evidence: z.array(evidence),
  protocol: maybeText,
});
const node = z
  .object({
    name: text,
    uid: maybeText,
    roles: z.array(text),
    ready: z.boolean(),
    status: text,
    health,
    runtime: text,
    kubeletVersion: text,
    heartbeatAt: maybeText,
    heartbeatSeconds: count.exactOptional(),
    createdAt: maybeText,
    internalIP: maybeText,
    externalIP: maybeText,
    osImage: maybeText,
    kernel: maybeText,
    os: maybeText,
    architecture: maybeText,
    podCIDRs: z.array(text).exactOptional(),
    providerID: maybeText,
    unschedulable: z.boolean(),
    taints: z.array(z.object({ key: text, value: maybeText, effect: text })),
    conditions: z.array(
      z.object({ type: text, status: text, reason: maybeText, message: maybeText, lastTransitionTime: maybeText }),
    ),
    capacity: texts,
    allocatable: texts,
    requests: z.object({ cpu: count, memory: count, pods: count }),
    chain: z.array(chainLink),
    handlers: z.array(z.object({ name: text, evidenceLevel })),
  })
  .meta({ id: 'Node' });

const container = z.object({
  name: text,
  kind: z.enum(['init', 'sidecar', 'app', 'ephemeral']),
  image: text,
  state: maybeText,
  health,
  ready: z.boolean(),
  restarts: count,
  startedAt: maybeText,
});
const pod = z
  .object({
    namespace: text,
    name: text,
    uid: maybeText,
    status: text.describe('The STATUS column of kubectl'),
    health,
    ready: text.describe('The READY column of kubectl'),
    restarts: count,
    restartedAt: maybeText,
    node: maybeText,
    ip: maybeText,
    static: z.boolean(),
    createdAt: maybeText,
    deletionAt: maybeText,
    owner: reference.exactOptional(),
    workload: reference.exactOptional(),
    containers: z.array(container),
    message: maybeText,
    component: componentId.exactOptional(),
    runtimeClass: maybeText,
    hostNetwork: z.boolean().exactOptional(),
    qos: maybeText,
    priority: count.exactOptional(),
  })
  .meta({ id: 'Pod' });
const namespace = z.object({ name: text, phase: text, createdAt: maybeText });
const workload = z
  .object({
    kind: z.enum(['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job', 'CronJob']),
    namespace: text,
    name: text,
    desired: count,
    ready: count,
    createdAt: maybeText,
    owner: reference.exactOptional(),
    images: z.array(text),
    health,
  })
  .meta({ id: 'Workload' });
const service = z
  .object({
    namespace: text,
    name: text,
    type: text,
    clusterIP: maybeText,
    ports: z.array(text),
    selector: texts,
    endpoints: z.object({ ready: count, total: count }),
    createdAt: maybeText,
  })
  .meta({ id: 'Service' });

/** An event, as it is shown. */
export const eventView = z
  .object({
    uid: text,
    namespace: text,
    type: text,
    reason: text,
    message: text,
    count,
    at: maybeText,
    firstAt: maybeText,
    source: maybeText,
    host: maybeText,
    object: z.object({ kind: text, namespace: maybeText, name: text, uid: maybeText }),
  })
  .meta({ id: 'Event' });

/** The whole of what is known, at one revision. */
export const clusterSnapshot = z
  .object({
    revision: count,
    at: text,
    source,
    connection,
    server,
    identity: identity.exactOptional(),
    distribution,
    components: z.array(component),
    kinds: z.array(kindState),
    nodes: z.array(node),
    namespaces: z.array(namespace),
    pods: z.array(pod),
    workloads: z.array(workload),
    services: z.array(service),
    events: z.array(eventView),
  })
  .meta({ id: 'ClusterSnapshot' });

const write = z
  .object({
    id: count,
    at: text,
    type: z.enum(['ADDED', 'MODIFIED', 'DELETED']),
    kind: z.enum(KIND_NAMES),
    namespace: maybeText,
    name: text,
    manager: maybeText,
    subresource: maybeText,
    author: z.object({ component: componentId, node: maybeText }).exactOptional(),
    evidenceLevel,
    what: maybeText,
  })
  .meta({ id: 'Write', description: 'One write that reached etcd, as a watch told us' });

const collection = <T extends z.ZodType>(item: T) =>
  z.object({ set: z.array(item).exactOptional(), gone: z.array(text).exactOptional() }).exactOptional();

/** What changed between two revisions. */
export const clusterDelta = z
  .object({
    revision: count,
    at: text,
    sections: z
      .object({
        source: source.exactOptional(),
        connection: connection.exactOptional(),
        server: server.exactOptional(),
        identity: identity.exactOptional(),
        distribution: distribution.exactOptional(),
        components: z.array(component).exactOptional(),
        kinds: z.array(kindState).exactOptional(),
        events: z.array(eventView).exactOptional(),
      })
      .exactOptional(),
    nodes: collection(node),
    namespaces: collection(namespace),
    pods: collection(pod),
    workloads: collection(workload),
    services: collection(service),
    writes: z.array(write).exactOptional(),
    writesOmitted: count.exactOptional(),
  })
  .meta({ id: 'ClusterDelta' });
