import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ServerGone } from './api/errors';
import { controlOf } from './control';
import type { ProfileName } from './engine/profiles/profile';
import { type RunningSample, startSampleCluster } from './serve';

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
