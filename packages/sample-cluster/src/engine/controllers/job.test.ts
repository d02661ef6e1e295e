import { describe, expect, it } from 'vitest';
import type { DraftOf } from '../../api/kinds.ts';
import { SampleCluster } from '../cluster.ts';

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
    // Its pods are deaf to SIGTERM: the last word waits for their grace to be over.
    expect(get('espera').status).toMatchObject({ terminating: 2, failed: 2 });
    expect(get('espera').status.conditions?.at(-1)).toMatchObject({
      type: 'FailureTarget',
      reason: 'DeadlineExceeded',
    });
    wait(20);
    expect(get('espera').status).toMatchObject({ terminating: 0, failed: 2 });
    expect(get('espera').status.conditions?.at(-1)).toMatchObject({ type: 'Failed', reason: 'DeadlineExceeded' });
  });
});

const conditions = (name: string) =>
  (get(name).status.conditions ?? []).map((one) => `${one.type} ${one.reason}: ${one.message}`);

describe('a failure policy', () => {
  it('fails the job at once for an exit code that no other try would mend', () => {
    make('error', 'sleep 3; exit 42', {
      podFailurePolicy: {
        rules: [{ action: 'FailJob', onExitCodes: { containerName: 'c', operator: 'In', values: [42] } }],
      },
    });
    wait(20);
    const [pod] = pods('error');
    const message = `Container c for pod default/${pod?.metadata.name} failed with exit code 42 matching FailJob rule at index 0`;
    expect(conditions('error')).toEqual([
      `FailureTarget PodFailurePolicy: ${message}`,
      `Failed PodFailurePolicy: ${message}`,
    ]);
    expect(get('error').status).toMatchObject({ failed: 1, terminating: 0 });
    expect(told('error')).toContain(`PodFailurePolicy: ${message}`);
  });

  it('does not count what it ignores, counts the rest, and the first rule that fits decides', () => {
    const rules = [
      { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
      { action: 'Ignore', onExitCodes: { operator: 'In', values: [7] } },
      { action: 'FailJob', onExitCodes: { operator: 'NotIn', values: [1] } },
    ];
    make('ignora', 'exit 7', { backoffLimit: 0, podFailurePolicy: { rules } });
    make('cuenta-1', 'exit 1', { backoffLimit: 0, podFailurePolicy: { rules } });
    wait(40);
    expect(get('ignora').status.failed).toBeUndefined();
    expect(conditions('ignora')).toEqual([]);
    expect(pods('ignora').length).toBeGreaterThan(1);
    expect(conditions('cuenta-1').at(-1)).toMatch(/^Failed BackoffLimitExceeded/);
  });

  it('ignores pods that were evicted, and replaces them when they are gone', () => {
    make('drenada', 'sleep 600', {
      backoffLimit: 0,
      podFailurePolicy: {
        rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
      },
    });
    wait(5);
    const [first] = pods('drenada');
    api.evict(ref(first?.metadata.name ?? ''));
    wait(5);
    expect(first?.metadata.name).toBe(pods('drenada')[0]?.metadata.name);
    expect(pods('drenada')[0]?.status.conditions).toContainEqual(
      expect.objectContaining({ type: 'DisruptionTarget', reason: 'EvictionByEvictionAPI' }),
    );
    wait(40);
    expect(pods('drenada').map((one) => one.status.phase)).toEqual(['Running']);
    expect(pods('drenada')[0]?.metadata.name).not.toBe(first?.metadata.name);
    expect(get('drenada').status.failed).toBeUndefined();
  });
});

describe('a success policy', () => {
  it('is content with some of the indexes, and ends the others', () => {
    make('lider', 'if [ $JOB_COMPLETION_INDEX = 0 ]; then sleep 4; else sleep 600; fi', {
      completionMode: 'Indexed',
      completions: 3,
      parallelism: 3,
      successPolicy: { rules: [{ succeededIndexes: '1-2', succeededCount: 2 }, { succeededIndexes: '0' }] },
    });
    wait(10);
    expect(conditions('lider')).toEqual(['SuccessCriteriaMet SuccessPolicy: Matched rules at index 1']);
    wait(40);
    expect(conditions('lider').at(-1)).toBe('Complete SuccessPolicy: Matched rules at index 1');
    const { status } = get('lider');
    expect(status).toMatchObject({ completedIndexes: '0', succeeded: 1, terminating: 0 });
    expect([status.failed, pods('lider').map((one) => one.status.phase)]).toEqual([undefined, ['Succeeded']]);
    expect(told('lider').at(-1)).toBe('Completed: Job completed');
  });

  it('counts indexes where it names none', () => {
    make('mayoria', 'if [ $JOB_COMPLETION_INDEX -lt 2 ]; then sleep 2; else sleep 600; fi', {
      completionMode: 'Indexed',
      completions: 3,
      parallelism: 3,
      successPolicy: { rules: [{ succeededCount: 2 }] },
    });
    wait(50);
    expect(conditions('mayoria').at(-1)).toBe('Complete SuccessPolicy: Matched rules at index 0');
  });
});

describe('a back-off limit for each index', () => {
  const half = 'sleep 1; [ $JOB_COMPLETION_INDEX != 1 ]';
  const indexed = { completionMode: 'Indexed', completions: 3, parallelism: 3, backoffLimitPerIndex: 1 };

  it('gives up indexes one by one, and the job when the others are through', () => {
    make('suelta', half, indexed);
    wait(8);
    expect(get('suelta').spec.backoffLimit).toBe(2_147_483_647);
    expect(get('suelta').status).toMatchObject({ completedIndexes: '0,2', failedIndexes: '', failed: 1 });
    wait(30);
    expect(get('suelta').status).toMatchObject({ completedIndexes: '0,2', failedIndexes: '1', failed: 2 });
    expect(conditions('suelta')).toEqual([
      'FailureTarget FailedIndexes: Job has failed indexes',
      'Failed FailedIndexes: Job has failed indexes',
    ]);
    const counts = pods('suelta').map(
      (one) => one.metadata.annotations?.['batch.kubernetes.io/job-index-failure-count'],
    );
    expect(counts.sort()).toEqual(['0', '0', '0', '1']);
  });

  it('gives up the job when too many of them are, and an index at once where the failure policy says so', () => {
    make('ninguna', 'sleep 1; exit 3', {
      ...indexed,
      maxFailedIndexes: 1,
      podFailurePolicy: { rules: [{ action: 'FailIndex', onExitCodes: { operator: 'In', values: [3] } }] },
    });
    wait(12);
    expect(conditions('ninguna').at(-1)).toBe(
      'Failed MaxFailedIndexesExceeded: Job has exceeded the specified maximal number of failed indexes',
    );
  });
});

describe('the pods of a job', () => {
  it('have failed when somebody deletes them, each of them, and fewer are wanted when it is told so', () => {
    make('borrada', 'sleep 600', { parallelism: 2, completions: 2 });
    wait(5);
    for (const seconds of [60, 90]) {
      api.delete('pods', { name: pods('borrada')[0]?.metadata.name ?? '', namespace: 'default' });
      wait(seconds);
    }
    expect(get('borrada').status).toMatchObject({ active: 2, failed: 2 });
    api.patch('jobs', ref('borrada'), 'merge', { spec: { parallelism: 1 } });
    wait(2);
    expect(get('borrada').status).toMatchObject({ active: 1, failed: 2, terminating: 1 });
  });
});
