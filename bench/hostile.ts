/** A page beside pods that print without end: what they cost is the sample cluster's, not the page's. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startKubeplano } from '../e2e/support/kubeplano.ts';
import { apiOf } from './api.ts';
import { residentMemory } from './processes.ts';

const PODS = 180;
const SECONDS = 20;
/** As fast as somebody who reloads all the time. */
const PAUSE_MS = 20;
const NAMESPACE = 'hostile';
/** What Kubeplano answers by itself, the page first, and what it has to ask of the cluster. */
export const ASKED = ['/', '/livez', '/api/contexts', '/api/cluster', '/api/sample'] as const;

export interface HostileFigures {
  /** Milliseconds of each answer, by what was asked. */
  times: Map<string, number[]>;
  /** Resident memory, MB, of Kubeplano and the sample cluster together. */
  memory: number;
  /** How many of the pods run. */
  running: number;
}

const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'yes', namespace: NAMESPACE },
  spec: {
    replicas: PODS,
    selector: { matchLabels: { app: 'yes' } },
    template: {
      metadata: { labels: { app: 'yes' } },
      spec: { containers: [{ name: 'yes', image: 'busybox', command: ['yes'] }] },
    },
  },
};

/** Asks for everything in turn, for a while. */
async function look(url: string, pid: number, running: number): Promise<HostileFigures> {
  const times = new Map<string, number[]>(ASKED.map((path) => [path, []]));
  const end = performance.now() + SECONDS * 1000;
  while (performance.now() < end) {
    for (const [path, list] of times) {
      const began = performance.now();
      await (await fetch(url + path)).arrayBuffer();
      list.push(performance.now() - began);
      await sleep(PAUSE_MS);
    }
  }
  return { times, memory: residentMemory(pid), running };
}

/** The sample cluster calm, and then with 180 pods of `yes`. */
export async function measureHostile(): Promise<{ calm: HostileFigures; hostile: HostileFigures }> {
  const kubeplano = await startKubeplano(['--sample']);
  try {
    const kubeconfig = /KUBECONFIG=(\S+)/.exec(kubeplano.output())?.[1] ?? '';
    const api = apiOf(kubeconfig);
    const calm = await look(kubeplano.url, kubeplano.pid, 0);
    await api.send('POST', '/api/v1/namespaces', { metadata: { name: NAMESPACE } });
    await api.send('POST', `/apis/apps/v1/namespaces/${NAMESPACE}/deployments`, DEPLOYMENT);
    let running = 0;
    const path = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/yes`;
    for (let times = 0; running < PODS && times < 120; times++) {
      await sleep(1_000);
      running = (await api.send<{ status?: { readyReplicas?: number } }>('GET', path))?.status?.readyReplicas ?? 0;
    }
    const hostile = await look(kubeplano.url, kubeplano.pid, running);
    api.close();
    return { calm, hostile };
  } finally {
    await kubeplano.stop();
  }
}
