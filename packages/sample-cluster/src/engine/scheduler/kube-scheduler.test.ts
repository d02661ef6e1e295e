import { describe, expect, it } from 'vitest';
import type { DraftOf } from '../../api/kinds.ts';
import { SampleCluster } from '../cluster.ts';

const SECOND = 1_000;
const cluster = new SampleCluster({ now: Date.parse('2026-11-22T21:00:00Z'), ageMs: 120 * SECOND, empty: true });
const api = cluster.server.as('kubectl-create');
const wait = (seconds: number) => cluster.clock.advance(seconds * SECOND);
const get = (name: string, namespace = 'default') => api.get('pods', name, namespace);
const told = (name: string) =>
  api
    .list('events', { namespace: 'default' })
    .items.filter((one) => one.involvedObject.name === name)
    .map((one) => `${one.reason}: ${one.message}`);

type PodSpec = NonNullable<DraftOf<'pods'>['spec']>;
type Term = { labels: Record<string, string>; namespaceSelector?: object; namespaces?: string[] };
const required = ({ labels: matchLabels, ...more }: Term) => ({
  requiredDuringSchedulingIgnoredDuringExecution: [
    { labelSelector: { matchLabels }, topologyKey: 'kubernetes.io/hostname', ...more },
  ],
});
const pod = (name: string, spec: Partial<PodSpec> = {}, labels: Record<string, string> = {}, namespace = 'default') =>
  api.create('pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels },
    spec: { containers: [{ name: 'c', image: 'nginx:1.27' }], ...spec },
  });

describe('a pod with scheduling gates', () => {
  it('is not looked at, says why without an event, and is scheduled when the last gate is gone', () => {
    pod('con-puertas', { schedulingGates: [{ name: 'ejemplo.es/uno' }, { name: 'ejemplo.es/dos' }] });
    const gated = {
      type: 'PodScheduled',
      status: 'False',
      reason: 'SchedulingGated',
      message: 'Scheduling is blocked due to non-empty scheduling gates',
    };
    expect(get('con-puertas').status.conditions).toMatchObject([gated]);
    const open = (schedulingGates: { name: string }[] | null) =>
      api.patch('pods', { name: 'con-puertas', namespace: 'default' }, 'merge', { spec: { schedulingGates } });
    open([{ name: 'ejemplo.es/dos' }]);
    wait(30);
    expect(get('con-puertas').spec.nodeName).toBeUndefined();
    expect(get('con-puertas').status.conditions).toMatchObject([gated]);
    expect(told('con-puertas')).toEqual([]);
    open(null);
    wait(20);
    expect(get('con-puertas').status.phase).toBe('Running');
    expect(told('con-puertas')[0]).toMatch(/^Scheduled: Successfully assigned default\/con-puertas to nodo/);
  });
});

describe('pods that want to be alone', () => {
  it('keep others away from where they run, in words of their own', () => {
    const alone = { affinity: { podAntiAffinity: required({ labels: { ruido: 'si' } }) } };
    for (const name of ['sola-1', 'sola-2']) {
      pod(name, { ...alone, nodeName: name === 'sola-1' ? 'nodo1' : 'nodo2' });
    }
    wait(5);
    pod('ruidosa', {}, { ruido: 'si' });
    wait(5);
    expect(told('ruidosa')).toEqual([
      "FailedScheduling: 0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't satisfy existing pods anti-affinity rules. preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.",
    ]);
    api.delete('pods', { name: 'sola-2', namespace: 'default' });
    wait(20);
    expect(get('ruidosa').spec.nodeName).toBe('nodo2');
  });

  it('speak of the namespaces they name, by name or by label, and of their own otherwise', () => {
    for (const name of ['lejos', 'cerca'])
      api.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { sitio: name } } });
    wait(2);
    for (const name of ['nodo1', 'nodo2'])
      pod(`vecina-${name}`, { nodeName: name }, { app: 'vecina' }, name === 'nodo1' ? 'lejos' : 'cerca');
    wait(5);
    const anti = (name: string, more: Omit<Term, 'labels'>) => {
      pod(name, { affinity: { podAntiAffinity: required({ labels: { app: 'vecina' }, ...more }) } });
      wait(5);
      return get(name).spec.nodeName;
    };
    expect(anti('por-nombre', { namespaces: ['lejos'] })).toBe('nodo2');
    expect(anti('por-etiqueta', { namespaceSelector: { matchLabels: { sitio: 'cerca' } } })).toBe('nodo1');
    expect(anti('por-todas', { namespaceSelector: {} })).toBeUndefined();
    expect(anti('por-la-suya', {})).toBeDefined();
  });
});

describe('a pod that waits for company', () => {
  it('is tried again when such a pod gets a node, and when it is itself changed', () => {
    const near = { affinity: { podAffinity: required({ labels: { app: 'amiga' } }) } };
    pod('espera', near);
    pod('puesta', { nodeSelector: { 'kubernetes.io/hostname': 'maestro' } });
    wait(5);
    expect(told('espera')[0]).toContain("2 node(s) didn't match pod affinity rules");
    pod('amiga', { nodeName: 'nodo1' }, { app: 'amiga' });
    wait(15);
    expect(get('espera').spec.nodeName).toBe('nodo1');
    expect(get('puesta').spec.nodeName).toBeUndefined();
    api.patch('pods', { name: 'puesta', namespace: 'default' }, 'merge', {
      spec: { tolerations: [...(get('puesta').spec.tolerations ?? []), { operator: 'Exists' }] },
    });
    wait(5);
    expect(get('puesta').spec.nodeName).toBe('maestro');
  });
});

describe('a pod of higher priority that fits nowhere', () => {
  const big = (cpu: string, more: Partial<PodSpec> = {}): Partial<PodSpec> => ({
    containers: [{ name: 'c', image: 'nginx:1.27', resources: { requests: { cpu } } }],
    ...more,
  });

  it('has room made for it: the least important go with their grace, and it waits for them', () => {
    const classes = { alta: 1000, baja: 10, quieta: 1000 };
    for (const [name, value] of Object.entries(classes))
      api.create('priorityclasses', {
        apiVersion: 'scheduling.k8s.io/v1',
        kind: 'PriorityClass',
        metadata: { name },
        value,
        ...(name === 'quieta' ? { preemptionPolicy: 'Never' } : {}),
      });
    pod('baja', big('1500m', { priorityClassName: 'baja' }));
    pod('nada', big('1500m'), { app: 'nada' });
    wait(10);
    expect([get('baja').status.phase, get('nada').status.phase]).toEqual(['Running', 'Running']);
    pod('quieta', big('1500m', { priorityClassName: 'quieta' }));
    wait(2);
    expect(told('quieta')[0]).toMatch(/2 Insufficient cpu\. preemption: not eligible due to preemptionPolicy=Never\.$/);
    api.delete('pods', { name: 'quieta', namespace: 'default' });
    const victim = get('nada').spec.nodeName;
    const seen: string[] = [];
    api.watch('pods', { namespace: 'default' }, (event) => {
      if (event.type !== 'MODIFIED' || event.object.metadata.name !== 'nada') return;
      const target = event.object.status.conditions?.find((one) => one.type === 'DisruptionTarget');
      if (target !== undefined) seen.push(`${target.reason}: ${target.message}`);
    });
    pod('alta', big('1500m', { priorityClassName: 'alta' }));
    wait(0.2);
    expect(get('alta').status.nominatedNodeName).toBe(victim);
    expect(told('alta')[0]).toMatch(/2 Insufficient cpu\.$/);
    wait(20);
    expect(get('alta')).toMatchObject({ spec: { nodeName: victim }, status: { phase: 'Running' } });
    expect(get('alta').status.nominatedNodeName).toBeUndefined();
    expect(api.find('pods', 'nada', 'default')).toBeUndefined();
    expect(seen[0]).toBe('PreemptionByScheduler: default-scheduler: preempting to accommodate a higher priority pod');
    expect(told('nada')).toContain(`Preempted: Preempted by pod ${get('alta').metadata.uid} on node ${victim}`);
    expect(get('baja').status.phase).toBe('Running');
  });

  it('rather ends those whose disruption budget allows it', () => {
    for (const name of ['alta', 'baja']) api.delete('pods', { name, namespace: 'default' });
    wait(10);
    for (const name of ['con', 'sin']) pod(name, big('1500m'), { app: name });
    api.create('poddisruptionbudgets', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'con', namespace: 'default' },
      spec: { minAvailable: 1, selector: { matchLabels: { app: 'con' } } },
    });
    wait(10);
    pod('otra', big('1500m', { priorityClassName: 'alta' }));
    wait(20);
    expect(get('con').status.phase).toBe('Running');
    expect(api.find('pods', 'sin', 'default')).toBeUndefined();
    expect(get('otra').status.phase).toBe('Running');
  });
});
