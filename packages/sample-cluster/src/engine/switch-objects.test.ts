import { describe, expect, it } from 'vitest';
import { SampleCluster } from './cluster.ts';
import { Driver } from './driver.ts';
import { showSwitches } from './switch-objects.ts';

const SECOND = 1_000;

function shown() {
  const cluster = new SampleCluster({ now: Date.parse('2026-11-22T21:00:00Z'), ageMs: 60_000, empty: true });
  const driver = new Driver(cluster.clock, { now: () => 0, after: () => () => {} });
  const stop = showSwitches(cluster, driver);
  cluster.clock.advance(SECOND);
  return { cluster, driver, stop, api: cluster.server.as('kubectl-patch') };
}

describe('switches as objects', () => {
  it('are listed by name, and on', () => {
    const { api } = shown();
    const items = api.list('switches').items;
    expect(items.map((one) => one.metadata.name)).toContain('scheduler');
    expect(items.map((one) => one.metadata.name)).toContain('network-maestro-nodo1');
    expect(items.filter((one) => one.metadata.name !== 'clock').every((one) => one.spec.on)).toBe(true);
  });

  it('stop the component whose object kubectl changes', () => {
    const { api, cluster } = shown();
    api.patch('switches', { name: 'kubelet-nodo1' }, 'merge', { spec: { on: false } });
    cluster.clock.advance(SECOND);
    expect(cluster.machines.get('nodo1')?.kubeletRunning).toBe(false);
    expect(cluster.switches.get('kubelet-nodo1')?.on).toBe(false);
  });

  it('say that a scheduler is stopping until its container is gone: until then it still binds pods', () => {
    const { api, cluster } = shown();
    const phase = () => api.get('switches', 'scheduler').status?.phase;
    const pod = (name: string) => {
      const spec = { containers: [{ name, image: 'nginx:1.27' }] };
      api.create('pods', { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' }, spec });
      cluster.clock.advance(400);
      return api.get('pods', name, 'default').spec.nodeName;
    };
    expect(phase()).toBe('Running');
    api.patch('switches', { name: 'scheduler' }, 'merge', { spec: { on: false } });
    cluster.clock.advance(50);
    expect(phase()).toBe('Stopping');
    expect(pod('early')).toBeDefined();
    const seen = new Set<string | undefined>();
    for (let tick = 0; tick < 100 && phase() !== 'Stopped'; tick += 1) {
      seen.add(phase());
      cluster.clock.advance(100);
    }
    expect([...seen, phase()]).toEqual(['Stopping', 'Stopped']);
    expect(pod('late')).toBeUndefined();
    api.patch('switches', { name: 'scheduler' }, 'merge', { spec: { on: true } });
    cluster.clock.advance(50);
    expect(phase()).toBe('Starting');
    cluster.clock.advance(20 * SECOND);
    expect(phase()).toBe('Running');
  });

  it('do not promise what nobody is there to do', () => {
    const { api, cluster } = shown();
    const phase = (name: string) => api.get('switches', name).status?.phase;
    cluster.switches.set('kubelet-maestro', false);
    cluster.switches.set('scheduler', false);
    cluster.clock.advance(30 * SECOND);
    expect([phase('kubelet-maestro'), phase('scheduler')]).toEqual(['Stopped', 'Running']);
    cluster.switches.set('controller-manager', false);
    cluster.switches.set('kubelet-maestro', true);
    cluster.clock.advance(30 * SECOND);
    expect([phase('scheduler'), phase('controller-manager')]).toEqual(['Stopped', 'Stopped']);
    cluster.switches.set('coredns', false);
    cluster.clock.advance(60 * SECOND);
    expect(phase('coredns')).toBe('Running');
    cluster.switches.set('controller-manager', true);
    cluster.clock.advance(60 * SECOND);
    expect(phase('coredns')).toBe('Stopped');
    cluster.switches.set('machine-nodo1', false);
    cluster.clock.advance(SECOND);
    expect([phase('machine-nodo1'), phase('kubelet-nodo1'), api.get('switches', 'kubelet-nodo1').spec.on]).toEqual([
      'Stopped',
      'Stopped',
      true,
    ]);
  });

  it('keep what became of them out of the hands of whoever patches them', () => {
    const { api } = shown();
    api.patch('switches', { name: 'scheduler' }, 'merge', { status: { phase: 'Stopped' } });
    expect(api.get('switches', 'scheduler').status?.phase).toBe('Running');
  });

  it('tell afterwards what was thrown while the API server was away', () => {
    const { api, cluster } = shown();
    cluster.switches.set('apiserver', false);
    cluster.clock.advance(10 * SECOND);
    cluster.switches.set('kubelet-nodo2', false);
    cluster.switches.set('apiserver', true);
    cluster.clock.advance(60 * SECOND);
    expect(api.get('switches', 'kubelet-nodo2').spec.on).toBe(false);
    expect(api.get('switches', 'apiserver').spec.on).toBe(true);
    expect(cluster.machines.get('nodo2')?.kubeletRunning).toBe(false);
  });

  it('set the speed of time, and refuse a speed that is none', () => {
    const { api, cluster, driver } = shown();
    api.patch('switches', { name: 'clock' }, 'merge', { spec: { speed: 5, on: false } });
    cluster.clock.advance(SECOND);
    expect(driver.speed).toBe(5);
    const set = (speed: unknown) => () => api.patch('switches', { name: 'clock' }, 'merge', { spec: { speed } });
    expect(set(50)).toThrow(
      'Switch.sample.kubeplano.dev "clock" is invalid: spec.speed: Invalid value: 50: spec.speed in body should be less than or equal to 10',
    );
    for (const speed of [0, -2])
      expect(set(speed)).toThrow(`Invalid value: ${speed}: spec.speed in body should be greater`);
    set(0.5)();
    cluster.clock.advance(SECOND);
    expect(driver.speed).toBe(0.5);
    set(5)();
    cluster.clock.advance(SECOND);
    expect(driver.speed).toBe(5);
    expect(api.get('switches', 'clock').spec.speed).toBe(5);
  });

  it('come back when somebody deletes one', () => {
    const { api, cluster } = shown();
    api.delete('switches', { name: 'scheduler' });
    cluster.clock.advance(SECOND);
    expect(api.get('switches', 'scheduler').spec.on).toBe(true);
  });
});
