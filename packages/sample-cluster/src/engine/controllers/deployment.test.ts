import { describe, expect, it } from 'vitest';
import type { DraftOf } from '../../api/kinds.ts';
import { SampleCluster } from '../cluster.ts';
import { controllerOf } from '../owners.ts';
import { isReady } from '../pods.ts';

const SECOND = 1_000;
const cluster = new SampleCluster({ now: Date.parse('2026-11-22T21:00:00Z'), ageMs: 120 * SECOND, empty: true });
const api = cluster.server.as('kubectl-create');
const wait = (seconds: number) => cluster.clock.advance(seconds * SECOND);
const ref = (name: string) => ({ name, namespace: 'default' });
const pods = (app: string) => api.list('pods', { namespace: 'default', labelSelector: `app=${app}` }).items;
const get = (name: string) => api.get('deployments', name, 'default');
const progressing = (name: string) => get(name).status.conditions?.find((one) => one.type === 'Progressing');
const sets = (app: string) =>
  api
    .list('replicasets', { namespace: 'default', labelSelector: `app=${app}` })
    .items.toSorted((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1));
const sizes = (app: string) => sets(app).map((one) => one.spec.replicas);

type Spec = NonNullable<DraftOf<'deployments'>['spec']>;
const make = (name: string, replicas: number, more: Partial<Spec> = {}, image = 'nginx:1.27', grace = 30) =>
  api.create('deployments', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: ref(name),
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          terminationGracePeriodSeconds: grace,
          containers: [{ name: 'web', image, ...(image.startsWith('busybox') ? { command: ['sleep', '3600'] } : {}) }],
        },
      },
      ...more,
    },
  });
const patch = (name: string, spec: object) => api.patch('deployments', ref(name), 'strategic', { spec });
const setImage = (name: string, image: string) =>
  patch(name, { template: { spec: { containers: [{ name: 'web', image }] } } });

describe('a deployment that recreates', () => {
  it('makes no new pod before the last old one is gone', () => {
    make('recrea', 2, { strategy: { type: 'Recreate' } }, 'busybox:1.36', 10);
    wait(20);
    setImage('recrea', 'busybox:1.37');
    const images = new Set<string>();
    for (let step = 0; step < 150; step += 1) {
      wait(0.2);
      images.add(
        Array.from(new Set(pods('recrea').map((one) => one.spec.containers[0]?.image)))
          .sort()
          .join(),
      );
    }
    expect(images).not.toContain('busybox:1.36,busybox:1.37');
    expect(pods('recrea').filter(isReady)).toHaveLength(2);
  });
});

describe('a deployment that is paused', () => {
  it('says so, is scaled, rolls nothing, and does when it is resumed', () => {
    make('pausa', 2);
    wait(20);
    patch('pausa', { paused: true });
    wait(1);
    expect(progressing('pausa')).toMatchObject({
      status: 'Unknown',
      reason: 'DeploymentPaused',
      message: 'Deployment is paused',
    });
    setImage('pausa', 'nginx:1.28');
    patch('pausa', { replicas: 4 });
    wait(20);
    expect(sizes('pausa')).toEqual([4]);
    expect(pods('pausa').map((one) => one.spec.containers[0]?.image)).toEqual(Array(4).fill('nginx:1.27'));
    const reasons = new Set<string | undefined>();
    const stop = api.watch('deployments', { namespace: 'default' }, (event) => {
      if (event.type === 'MODIFIED')
        reasons.add(event.object.status.conditions?.find((one) => one.type === 'Progressing')?.reason);
    });
    patch('pausa', { paused: false });
    wait(30);
    stop.stop();
    expect(Array.from(reasons)).toEqual(expect.arrayContaining(['DeploymentResumed', 'NewReplicaSetAvailable']));
    expect(sizes('pausa')).toEqual([0, 4]);
  });
});

describe('a deployment that is scaled in the middle of a roll', () => {
  it('gives each of its sets its share', () => {
    make('reparte', 10, { strategy: { rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } } });
    wait(30);
    setImage('reparte', 'nginx:1.999');
    wait(20);
    expect(sizes('reparte')).toEqual([8, 5]);
    patch('reparte', { replicas: 15 });
    wait(20);
    expect(sizes('reparte')).toEqual([11, 7]);
    patch('reparte', { replicas: 10 });
    wait(20);
    expect(sizes('reparte').reduce((sum: number, size) => sum + (size ?? 0), 0)).toBe(13);
    patch('reparte', { replicas: 0 });
    wait(20);
    expect(sizes('reparte')).toEqual([0, 0]);
    api.delete('deployments', ref('reparte'), { propagationPolicy: 'Background' });
    wait(10);
  });
});

describe('a deployment', () => {
  it('waits with a new pod for as long as it must be ready, also when that is set later', () => {
    make('calma', 1, { minReadySeconds: 20 });
    wait(12);
    expect(get('calma').status).toMatchObject({ readyReplicas: 1, unavailableReplicas: 1 });
    wait(20);
    expect(get('calma').status.availableReplicas).toBe(1);
    patch('calma', { minReadySeconds: 300 });
    wait(5);
    expect(sets('calma')[0]?.spec.minReadySeconds).toBe(300);
    expect(get('calma').status.availableReplicas).toBeUndefined();
  });

  it('keeps as many old sets as its limit says', () => {
    make('memoria', 1, { revisionHistoryLimit: 1 });
    for (const image of ['nginx:1.28', 'nginx:1.26', 'nginx:1.25']) {
      wait(20);
      setImage('memoria', image);
    }
    wait(30);
    expect(sizes('memoria')).toEqual([0, 1]);
  });

  it('is told why its set can make no pods', () => {
    const template = {
      metadata: { labels: { app: 'sin-cuenta' } },
      spec: { serviceAccountName: 'nadie', containers: [{ name: 'web', image: 'nginx:1.27' }] },
    };
    make('sin-cuenta', 1, { template });
    wait(10);
    expect(get('sin-cuenta').status.conditions?.find((one) => one.type === 'ReplicaFailure')).toMatchObject({
      status: 'True',
      reason: 'FailedCreate',
      message: expect.stringMatching(
        /^pods "sin-cuenta-\w+-\w+" is forbidden: error looking up service account default\/nadie/,
      ),
    });
    api.create('serviceaccounts', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: ref('nadie') });
    wait(60);
    expect(get('sin-cuenta').status.conditions?.map((one) => one.type)).toEqual(['Available', 'Progressing']);
  });

  it('takes over the sets and pods an earlier one of its name left behind', () => {
    make('hereda', 2);
    wait(20);
    const left = pods('hereda').map((one) => one.metadata.uid);
    api.delete('deployments', ref('hereda'), { propagationPolicy: 'Orphan' });
    wait(5);
    expect(sets('hereda').map(controllerOf)).toEqual([undefined]);
    make('hereda', 2);
    wait(10);
    expect(sets('hereda').map((one) => controllerOf(one)?.uid)).toEqual([get('hereda').metadata.uid]);
    expect(pods('hereda').map((one) => one.metadata.uid)).toEqual(left);
    expect(get('hereda').status.availableReplicas).toBe(2);
  });

  it('lets a pod go whose label was changed, replaces it, and takes it back, one too many', () => {
    make('suelta', 2);
    wait(20);
    const [first] = pods('suelta').map((one) => one.metadata.name);
    const relabel = (app: string) => api.patch('pods', ref(first ?? ''), 'merge', { metadata: { labels: { app } } });
    relabel('suelto');
    wait(15);
    expect(controllerOf(api.get('pods', first ?? '', 'default'))).toBeUndefined();
    expect(pods('suelta').filter(isReady)).toHaveLength(2);
    relabel('suelta');
    wait(10);
    expect(pods('suelta')).toHaveLength(2);
    expect(pods('suelta').every((one) => controllerOf(one) !== undefined)).toBe(true);
  });
});
