import { describe, expect, it } from 'vitest';
import type { DraftOf } from '../../api/kinds';
import { SampleCluster } from '../cluster';

const SECOND = 1_000;
const cluster = new SampleCluster({ now: Date.parse('2026-11-22T21:00:00Z'), ageMs: 120 * SECOND, empty: true });
const api = cluster.server.as('kubectl-create');
const wait = (seconds: number) => cluster.clock.advance(seconds * SECOND);
const ref = (name: string) => ({ name, namespace: 'default' });
const pods = (job: string) => api.list('pods', { namespace: 'default', labelSelector: `job-name=${job}` }).items;
const get = (name: string) => api.get('jobs', name, 'default');
const told = (name: string) =>
  api
    .list('events', { namespace: 'default' })
    .items.filter((one) => one.involvedObject.name === name)
    .map((one) => `${one.reason}: ${one.message}`);

const make = (name: string, script: string, spec: Partial<NonNullable<DraftOf<'jobs'>['spec']>>) =>
  api.create('jobs', {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: ref(name),
    spec: {
      template: {
        spec: {
          restartPolicy: 'Never',
          containers: [{ name: 'c', image: 'busybox:1.37', command: ['sh', '-c', script] }],
        },
      },
      ...spec,
    },
  });

describe('an indexed job', () => {
  it('gives each pod an index of its own, told to its containers, and counts indexes', () => {
    make('cuenta', 'sleep 5', { completionMode: 'Indexed', completions: 5, parallelism: 2 });
    wait(4);
    const indexOf = 'batch.kubernetes.io/job-completion-index';
    expect(pods('cuenta').map((one) => one.metadata.annotations?.[indexOf])).toEqual(['0', '1']);
    const [first] = pods('cuenta');
    expect(first?.metadata.name).toMatch(/^cuenta-0-\w{5}$/);
    expect(first?.metadata.labels?.[indexOf]).toBe('0');
    expect(first?.spec.hostname).toBe('cuenta-0');
    expect(first?.spec.containers[0]?.env).toEqual([
      {
        name: 'JOB_COMPLETION_INDEX',
        valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: `metadata.labels['${indexOf}']` } },
      },
    ]);
    wait(5);
    expect(get('cuenta').status).toMatchObject({ completedIndexes: '0,1', succeeded: 2 });
    wait(30);
    expect(get('cuenta').status).toMatchObject({ completedIndexes: '0-4', succeeded: 5 });
    expect(get('cuenta').status.conditions?.at(-1)).toMatchObject({ type: 'Complete', status: 'True' });
  });

  it('tries an index again whose pod failed', () => {
    make('tropieza', 'exit 1', { completionMode: 'Indexed', completions: 2, parallelism: 2, backoffLimit: 2 });
    wait(40);
    const names = pods('tropieza').map((one) => one.metadata.name.replace(/-\w{5}$/, ''));
    expect(names.filter((one) => one === 'tropieza-0').length).toBeGreaterThan(1);
    expect(get('tropieza').status.completedIndexes).toBeUndefined();
  });
});

describe('a job that is suspended', () => {
  it('makes no pods, ends those it has, says so, and starts its time anew when it goes on', () => {
    make('espera', 'sleep 600', { suspend: true, parallelism: 2, completions: 2, activeDeadlineSeconds: 100 });
    wait(10);
    expect([pods('espera'), get('espera').status.startTime]).toEqual([[], undefined]);
    expect(get('espera').status.conditions).toMatchObject([
      { type: 'Suspended', status: 'True', reason: 'JobSuspended', message: 'Job suspended' },
    ]);
    const suspend = (on: boolean) => api.patch('jobs', ref('espera'), 'merge', { spec: { suspend: on } });
    suspend(false);
    wait(10);
    expect(get('espera').status).toMatchObject({ active: 2 });
    suspend(true);
    wait(60);
    expect([pods('espera'), get('espera').status.startTime]).toEqual([[], undefined]);
    suspend(false);
    wait(60);
    expect(pods('espera')).toHaveLength(2);
    expect(told('espera').filter((one) => /^(Suspended|Resumed)/.test(one))).toEqual([
      'Suspended: Job suspended',
      'Resumed: Job resumed',
    ]);
    wait(60);
    expect(get('espera').status.conditions?.at(-1)).toMatchObject({ type: 'Failed', reason: 'DeadlineExceeded' });
  });
});
