import { describe, expect, it } from 'vitest';
import type { DraftOf } from '../../api/kinds.ts';
import { SampleCluster } from '../cluster.ts';
import { isReady } from '../pods.ts';

const SECOND = 1_000;
const cluster = new SampleCluster({ now: Date.parse('2026-11-22T21:00:00Z'), ageMs: 120 * SECOND, empty: true });
const api = cluster.server.as('kubectl-create');
const wait = (seconds: number) => cluster.clock.advance(seconds * SECOND);
const ref = (name: string) => ({ name, namespace: 'default' });
const pods = (app: string) => api.list('pods', { namespace: 'default', labelSelector: `app=${app}` }).items;
const images = (app: string) => pods(app).map((one) => one.spec.containers[0]?.image);
const get = (name: string) => api.get('statefulsets', name, 'default');

type Spec = NonNullable<DraftOf<'statefulsets'>['spec']>;
const make = (name: string, replicas: number, more: Partial<Spec> = {}) =>
  api.create('statefulsets', {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: ref(name),
    spec: {
      replicas,
      serviceName: name,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'bd', image: 'redis:8' }] } },
      ...more,
    },
  });
const patch = (name: string, spec: object) => api.patch('statefulsets', ref(name), 'strategic', { spec });
const setImage = (name: string, image: string) =>
  patch(name, { template: { spec: { containers: [{ name: 'bd', image }] } } });

describe('a stateful set', () => {
  it('rolls down to its partition only, and makes those below it as they were', () => {
    make('parte', 3, { updateStrategy: { rollingUpdate: { partition: 2 } } });
    wait(40);
    setImage('parte', 'redis:7');
    wait(40);
    expect(images('parte')).toEqual(['redis:8', 'redis:8', 'redis:7']);
    api.delete('pods', ref('parte-0'));
    wait(20);
    expect(images('parte')).toEqual(['redis:8', 'redis:8', 'redis:7']);
    const { status } = get('parte');
    expect(status).toMatchObject({ currentReplicas: 2, updatedReplicas: 1 });
    expect(status.currentRevision).not.toBe(status.updateRevision);
    patch('parte', { updateStrategy: { rollingUpdate: { partition: 0 } } });
    wait(60);
    expect(images('parte')).toEqual(['redis:7', 'redis:7', 'redis:7']);
    expect(get('parte').status.currentRevision).toBe(get('parte').status.updateRevision);
  });

  it('waits for whoever deletes its pods when it is told to', () => {
    make('amano', 2, { updateStrategy: { type: 'OnDelete' } });
    wait(30);
    setImage('amano', 'redis:7');
    wait(30);
    expect(images('amano')).toEqual(['redis:8', 'redis:8']);
    api.delete('pods', ref('amano-1'));
    wait(20);
    expect(images('amano')).toEqual(['redis:8', 'redis:7']);
  });

  it('makes all at once when it is parallel, and counts from where it is told', () => {
    make('aldia', 3, { podManagementPolicy: 'Parallel', ordinals: { start: 5 } });
    wait(1);
    expect(pods('aldia').map((one) => one.metadata.name)).toEqual(['aldia-5', 'aldia-6', 'aldia-7']);
    wait(20);
    patch('aldia', { replicas: 1 });
    wait(10);
    expect(pods('aldia').map((one) => one.metadata.name)).toEqual(['aldia-5']);
  });

  it('takes the next only after the one before was ready for long enough', () => {
    make('lenta', 2, { minReadySeconds: 30 });
    wait(25);
    expect(pods('lenta').map(isReady)).toEqual([true]);
    wait(60);
    expect(get('lenta').status.availableReplicas).toBe(2);
  });
});
