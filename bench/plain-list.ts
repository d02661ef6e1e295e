/**
 * What there is to beat: every kind Kubeplano reads, in pages of 500, JSON.parse, objects kept. A process of its own,
 * so that its time and memory are counted as those of Kubeplano are. Prints one line of JSON.
 */

import { request as httpRequest } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';

const PATHS = [
  ...['namespaces', 'nodes', 'pods', 'events', 'services'].map((kind) => `/api/v1/${kind}`),
  ...['deployments', 'replicasets', 'daemonsets', 'statefulsets'].map((kind) => `/apis/apps/v1/${kind}`),
  '/apis/batch/v1/jobs',
  '/apis/coordination.k8s.io/v1/leases',
  '/apis/discovery.k8s.io/v1beta1/endpointslices',
];

const config = new KubeConfig();
config.loadFromFile(process.argv[2] ?? '');
const server = config.getCurrentCluster()?.server ?? '';
const options: RequestOptions = {};
if (server.startsWith('https:')) await config.applyToHTTPSOptions(options);

interface Page {
  items: unknown[];
  metadata: { continue?: string };
}
const get = (path: string) =>
  new Promise<Page>((resolve, reject) => {
    const request = server.startsWith('https:') ? httpsRequest : httpRequest;
    const call = request(server + path, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString('utf8'))));
    });
    call.on('error', reject);
    call.end();
  });

const kept: unknown[] = [];
for (const path of PATHS) {
  for (let token = ''; ; ) {
    const page = await get(`${path}?limit=500${token && `&continue=${encodeURIComponent(token)}`}`);
    kept.push(...(page.items ?? []));
    token = page.metadata.continue ?? '';
    if (!token) break;
  }
}
const { rss } = process.memoryUsage();
process.stdout.write(`${JSON.stringify({ objects: kept.length, rss })}\n`);
