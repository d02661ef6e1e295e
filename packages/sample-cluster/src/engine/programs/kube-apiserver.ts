import type { ApiClient } from '../../api/client.ts';
import { ApiError, isAlreadyExists, ServerGone } from '../../api/errors.ts';
import { fnv32a, hex } from '../random.ts';
import { microTime } from '../types.ts';
import type { Program } from './program.ts';

/** Namespaces every cluster has. */
const SYSTEM_NAMESPACES = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];
const PRIORITIES = [
  [
    'system-cluster-critical',
    2_000_000_000,
    'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
  ],
  [
    'system-node-critical',
    2_000_001_000,
    'Used for system critical pods that must not be moved from their current node.',
  ],
] as const;
/** How often it says that it lives, and how long that word holds. */
const IDENTITY_PERIOD_MS = 10_000;
const IDENTITY_SECONDS = 3600;

/**
 * What a kube-apiserver does besides answering: makes the system's namespaces and priority classes, the Service
 * `kubernetes` with one address per API server, and renews the lease that names it.
 */
export const kubeApiserver =
  (address: (machine: string) => string | undefined): Program =>
  (context) => {
    const api = context.client('kube-apiserver', { user: 'system:apiserver' });
    const name = `apiserver-${identityOf(context.node)}`;
    const holder = `${name}_${[8, 4, 4, 4, 12].map((length) => hex(context.random, length)).join('-')}`;
    const ip = address(context.node);
    const work = () => {
      try {
        boot(api);
        renew(api, name, holder, context.node, context.scope.clock.now());
        if (ip !== undefined) publish(api, addresses(api, context.scope.clock.now(), address));
      } catch (error) {
        if (!(error instanceof ApiError || error instanceof ServerGone)) throw error;
        context.log(`"Unhandled Error" err="${error.message}"`);
      }
    };
    context.log('Serving securely on [::]:6443');
    context.scope.every(IDENTITY_PERIOD_MS, work, 50);
  };

const identityOf = (machine: string) =>
  Array.from({ length: 4 }, (_one, index) => fnv32a(`${machine}/${index}`).toString(36))
    .join('')
    .slice(0, 26);

function boot(api: ApiClient): void {
  for (const name of SYSTEM_NAMESPACES) {
    if (api.find('namespaces', name) === undefined) {
      api.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    }
  }
  for (const [name, value, description] of PRIORITIES) {
    if (api.find('priorityclasses', name) !== undefined) continue;
    api.create('priorityclasses', {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name },
      value,
      description,
    });
  }
  if (api.find('services', 'kubernetes', 'default') === undefined) {
    api.create('services', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'kubernetes',
        namespace: 'default',
        labels: { component: 'apiserver', provider: 'kubernetes' },
      },
      spec: {
        type: 'ClusterIP',
        clusterIP: '10.96.0.1',
        ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }],
      },
    });
  }
}

function renew(api: ApiClient, name: string, holderIdentity: string, machine: string, now: number): void {
  const spec = { holderIdentity, leaseDurationSeconds: IDENTITY_SECONDS, renewTime: microTime(now) };
  const lease = api.find('leases', name, 'kube-system');
  if (lease !== undefined) {
    const acquired = lease.spec.holderIdentity === holderIdentity ? lease.spec.acquireTime : undefined;
    api.update('leases', { ...lease, spec: { ...spec, acquireTime: acquired ?? microTime(now) } });
    return;
  }
  api.create('leases', {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      name,
      namespace: 'kube-system',
      labels: { 'apiserver.kubernetes.io/identity': 'kube-apiserver', 'kubernetes.io/hostname': machine },
    },
    spec: { ...spec, acquireTime: microTime(now) },
  });
}

/** Addresses of the API servers that said lately that they live. */
function addresses(api: ApiClient, now: number, address: (machine: string) => string | undefined): string[] {
  return api
    .list('leases', { namespace: 'kube-system', labelSelector: 'apiserver.kubernetes.io/identity=kube-apiserver' })
    .items.filter((lease) => now - Date.parse(lease.spec.renewTime ?? '') < 3 * IDENTITY_PERIOD_MS)
    .map((lease) => address(lease.metadata.labels?.['kubernetes.io/hostname'] ?? ''))
    .filter((ip) => ip !== undefined)
    .sort();
}

function publish(api: ApiClient, ips: string[]): void {
  const known = api.find('endpointslices', 'kubernetes', 'default');
  const endpoints = ips.map((ip) => ({ addresses: [ip], conditions: { ready: true } }));
  const ports = [{ name: 'https', port: 6443, protocol: 'TCP' }];
  try {
    if (known === undefined) {
      api.create('endpointslices', {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: 'kubernetes', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
        addressType: 'IPv4',
        endpoints,
        ports,
      });
      api.create('endpoints', {
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata: {
          name: 'kubernetes',
          namespace: 'default',
          labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' },
        },
        subsets: [{ addresses: ips.map((ip) => ({ ip })), ports }],
      });
      return;
    }
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
  }
  const said = (known?.endpoints ?? []).map((one) => one.addresses[0]).join();
  if (known === undefined || said === ips.join()) return;
  api.update('endpointslices', { ...known, endpoints });
  const older = api.find('endpoints', 'kubernetes', 'default');
  if (older !== undefined)
    api.update('endpoints', { ...older, subsets: [{ addresses: ips.map((ip) => ({ ip })), ports }] });
}
