import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ServerGone } from './api/errors.ts';
import { controlOf } from './control.ts';
import type { ProfileName } from './options.js';
import { type RunningSample, startSampleCluster } from './serve.ts';

const SECOND = 1_000;
let running: RunningSample | undefined;
afterEach(() => running?.stop());

async function started(profile: ProfileName) {
  const kubeconfigPath = join(mkdtempSync(join(tmpdir(), 'sample-')), 'config');
  running = await startSampleCluster({ profile, kubeconfigPath, paused: true, empty: true });
  const { cluster, driver } = running;
  const handle = controlOf(running);
  return {
    handle,
    cluster,
    wait: (seconds: number) => driver.step(seconds * SECOND),
    turn: (name: string, on: boolean) => handle.act({ do: 'switch', name, on }),
    patch: (name: string, on: boolean) =>
      cluster.server.as('kubectl-patch').patch('switches', { name }, 'merge', { spec: { on } }),
    onlyHere: () =>
      handle
        .state()
        .switches.filter((one) => one.onlyHere)
        .map((one) => one.name),
  };
}

describe('what kubectl can switch off and not on again', () => {
  it.each([
    ['kubeadm', 'maestro', ['apiserver', 'etcd', 'machine-maestro']],
    ['minikube', 'minikube', ['apiserver', 'etcd', 'machine-minikube']],
  ] as const)('is told before it is done (%s), and the page can undo it', async (profile, master, traps) => {
    const { cluster, wait, turn, patch, onlyHere, handle } = await started(profile);
    expect(onlyHere().toSorted()).toEqual(traps);
    const api = cluster.server.as('kubectl');
    for (const trap of traps) {
      patch(trap, false);
      wait(60);
      expect(() => api.list('nodes')).toThrow();
      expect(turn(trap, true)).toBeUndefined();
      wait(180);
      expect(handle.state().switches.filter((one) => !one.on || one.phase !== 'Running')).toEqual([]);
      expect(api.get('switches', trap).spec.on).toBe(true);
      const ready = api.get('nodes', master).status.conditions?.find((one) => one.type === 'Ready');
      expect([trap, ready?.status]).toEqual([trap, 'True']);
    }
  });

  it('is nothing else of the machine of the control plane: kubectl goes on being answered', async () => {
    const { cluster, wait, patch } = await started('kubeadm');
    const others = cluster.switches.list().filter((one) => !one.onlyHere);
    for (const { name } of others) patch(name, false);
    wait(600);
    for (const { name } of others) patch(name, true);
    wait(300);
    expect(cluster.switches.list().filter((one) => !one.on || one.phase !== 'Running')).toEqual([]);
  });

  it('depends on the others where there are three: the second of etcd, the last API server, all their cables', async () => {
    const { wait, turn, onlyHere, cluster } = await started('ha');
    expect(onlyHere()).toEqual([]);
    turn('etcd-maestro1', false);
    const next = [
      'etcd-maestro2',
      'etcd-maestro3',
      'machine-maestro2',
      'machine-maestro3',
      'network-maestro2-maestro3',
    ];
    expect(onlyHere().toSorted()).toEqual(next);
    turn('etcd-maestro1', true);
    turn('apiserver-maestro1', false);
    turn('machine-maestro2', false);
    expect(onlyHere()).toContain('apiserver-maestro3');
    turn('apiserver-maestro3', false);
    wait(60);
    expect(() => cluster.server.as('kubectl').list('nodes')).toThrow(ServerGone);
    expect(onlyHere()).toHaveLength(cluster.switches.list().length);
  });
});

describe('what is switched off', () => {
  it('says since when, in the time of the cluster, until it is on again; and all of it goes on at once', async () => {
    const { wait, turn, handle } = await started('kubeadm');
    const offSince = (name: string) => handle.state().switches.find((one) => one.name === name)?.offSince;
    expect(offSince('scheduler')).toBeUndefined();
    const then = handle.state().now;
    turn('scheduler', false);
    wait(30);
    turn('kubelet-nodo1', false);
    expect(offSince('scheduler')).toBe(then);
    expect(Date.parse(offSince('kubelet-nodo1') ?? '') - Date.parse(then)).toBe(30 * SECOND);
    turn('scheduler', false);
    expect(offSince('scheduler')).toBe(then);
    expect(handle.act({ do: 'all-on', names: ['scheduler', 'kubelet-nodo1'] })).toBeUndefined();
    expect(handle.state().switches.filter((one) => !one.on || one.offSince !== undefined)).toEqual([]);
  });

  it('goes on again but for what needs an API server that is not there yet', async () => {
    const { wait, turn, handle } = await started('kubeadm');
    turn('coredns', false);
    turn('apiserver', false);
    wait(60);
    const off = () => handle.state().switches.flatMap(({ on, name }) => (on ? [] : [name]));
    expect(handle.act({ do: 'all-on', names: ['coredns', 'apiserver'] })).toMatchObject({
      reason: 'connection-refused',
    });
    expect(off()).toEqual(['coredns']);
    wait(60);
    expect(handle.act({ do: 'all-on', names: ['coredns'] })).toBeUndefined();
    expect(off()).toEqual([]);
  });
});

describe('a Deployment of the page', () => {
  it.each([
    ['docker.io/library/nginx:1.27', 'nginx'],
    ['gcr.io/google_samples/gb-frontend_v2.1:v5', 'gb-frontend-v2-1'],
  ])('has a container named as kubectl names it: %s', async (image, name) => {
    const { handle, cluster } = await started('minikube');
    expect(handle.act({ do: 'create', namespace: 'default', name: 'web', image, replicas: 1 })).toBeUndefined();
    const { spec } = cluster.server.as('kubectl').get('deployments', 'web', 'default');
    expect(spec.template.spec?.containers).toMatchObject([{ name, image }]);
  });
});

describe('why an act is refused', () => {
  const web = { namespace: 'default', name: 'web' };
  const created = { do: 'create', ...web, image: 'nginx:1.27', replicas: 1 } as const;

  it('is a reason of the API with its words, and the fields that are wrong', async () => {
    const { handle } = await started('kubeadm');
    expect(handle.act(created)).toBeUndefined();
    expect(handle.act(created)).toEqual({
      reason: 'AlreadyExists',
      message: 'deployments.apps "web" already exists',
    });
    expect(handle.act({ ...created, namespace: 'nowhere' })).toMatchObject({
      reason: 'NotFound',
      message: 'namespaces "nowhere" not found',
    });
    expect(handle.act({ do: 'delete', kind: 'pod', ...web })).toMatchObject({ reason: 'NotFound' });
    expect(handle.act({ ...created, name: 'other', image: 'Web' })).toMatchObject({
      reason: 'Invalid',
      fields: ['spec.template.spec.containers[0].name'],
    });
    expect(handle.act({ do: 'switch', name: 'moon', on: false })).toMatchObject({ reason: 'NotFound' });
  });

  it('is that its namespace is being deleted', async () => {
    const { handle, cluster } = await started('kubeadm');
    const api = cluster.server.as('kubectl');
    api.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'going' } });
    handle.act({ ...created, namespace: 'going' });
    api.delete('namespaces', { name: 'going' });
    expect(handle.act({ ...created, namespace: 'going', name: 'late' })).toMatchObject({ reason: 'Forbidden' });
  });

  it('is that nobody listens, or that etcd does not answer', async () => {
    const { handle, wait, turn } = await started('kubeadm');
    turn('etcd', false);
    wait(60);
    expect(handle.act(created)).toEqual({
      reason: 'etcd-timed-out',
      message: 'etcdserver: request timed out',
    });
    turn('apiserver', false);
    wait(60);
    expect(handle.act(created)).toEqual({ reason: 'connection-refused', message: 'connect: connection refused' });
  });
});
