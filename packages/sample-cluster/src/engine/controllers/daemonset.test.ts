import { describe, expect, it } from 'vitest';
import { isReady } from '../pods.ts';
import { testCluster } from '../testing/test-cluster.ts';

const { cluster, api, wait } = testCluster();
const ref = { name: 'agente', namespace: 'default' };
const pods = () => api.list('pods', { namespace: 'default', labelSelector: 'app=agente' }).items;

describe('a daemon set that may surge', () => {
  it('puts a new pod beside each old one, one node at a time, and no node is ever without', () => {
    api.create('daemonsets', {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: ref,
      spec: {
        selector: { matchLabels: { app: 'agente' } },
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        template: {
          metadata: { labels: { app: 'agente' } },
          spec: { containers: [{ name: 'c', image: 'nginx:1.27' }] },
        },
      },
    });
    wait(30);
    expect(pods()).toHaveLength(2);
    api.patch('daemonsets', ref, 'strategic', {
      spec: { template: { spec: { containers: [{ name: 'c', image: 'nginx:1.28' }] } } },
    });
    let [most, least] = [0, Number.POSITIVE_INFINITY];
    for (let step = 0; step < 300; step += 1) {
      cluster.clock.advance(100);
      const alive = pods().filter((pod) => pod.metadata.deletionTimestamp === undefined);
      most = Math.max(most, alive.length);
      least = Math.min(least, new Set(alive.filter(isReady).map((pod) => pod.spec.nodeName)).size);
    }
    expect([most, least]).toEqual([3, 2]);
    expect(pods().map((pod) => pod.spec.containers[0]?.image)).toEqual(['nginx:1.28', 'nginx:1.28']);
    expect(api.get('daemonsets', ref.name, ref.namespace).status).toMatchObject({
      updatedNumberScheduled: 2,
      numberAvailable: 2,
    });
  });
});
