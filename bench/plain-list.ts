/**
 * What there is to beat: every kind Kubeplano reads, in pages of 500, JSON.parse, objects kept. A process of its own,
 * so that its time and memory are counted as those of Kubeplano are. Prints one line of JSON.
 */
import { apiOf } from './api.ts';

const PATHS = [
  ...['namespaces', 'nodes', 'pods', 'events', 'services'].map((kind) => `/api/v1/${kind}`),
  ...['deployments', 'replicasets', 'daemonsets', 'statefulsets'].map((kind) => `/apis/apps/v1/${kind}`),
  ...['jobs', 'cronjobs'].map((kind) => `/apis/batch/v1/${kind}`),
  '/apis/coordination.k8s.io/v1/leases',
  '/apis/discovery.k8s.io/v1/endpointslices',
  '/apis/node.k8s.io/v1/runtimeclasses',
];

interface Page {
  items: unknown[];
  metadata: { continue?: string };
}

const api = apiOf(process.argv[2] ?? '');
const kept: unknown[] = [];
for (const path of PATHS) {
  for (let token = ''; ; ) {
    const page = await api.send<Page>('GET', `${path}?limit=500${token && `&continue=${encodeURIComponent(token)}`}`);
    kept.push(...(page?.items ?? []));
    token = page?.metadata.continue ?? '';
    if (!token) break;
  }
}
api.close();
const { rss } = process.memoryUsage();
process.stdout.write(`${JSON.stringify({ objects: kept.length, rss })}\n`);
