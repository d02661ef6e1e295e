import { beforeEach, describe, expect, it } from 'vitest';
import type { DraftOf } from '../../api/kinds.ts';
import { SampleCluster } from '../cluster.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** A Sunday, 22:00 in Madrid. */
const NOW = Date.parse('2026-11-22T21:00:00Z');
let cluster: SampleCluster;
let api: ReturnType<SampleCluster['server']['as']>;
beforeEach(() => {
  cluster = new SampleCluster({ now: NOW, ageMs: 2 * MINUTE, empty: true });
  api = cluster.server.as('kubectl-create');
});
const wait = (minutes: number) => cluster.clock.advance(minutes * MINUTE);

type CronSpec = NonNullable<DraftOf<'cronjobs'>['spec']>;
const cron = (name: string, schedule: string, script = 'date', more: Partial<CronSpec> = {}, backoffLimit = 6) =>
  api.create('cronjobs', {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name, namespace: 'default' },
    spec: {
      schedule,
      jobTemplate: {
        spec: {
          backoffLimit,
          template: {
            spec: {
              restartPolicy: 'Never',
              containers: [{ name: 'c', image: 'busybox:1.37', command: ['sh', '-c', script] }],
            },
          },
        },
      },
      ...more,
    },
  });
const jobs = (of: string) =>
  api.list('jobs', { namespace: 'default' }).items.filter((one) => one.metadata.name.startsWith(`${of}-`));
const status = (name: string) => api.get('cronjobs', name, 'default').status;
const told = (name: string) =>
  api
    .list('events', { namespace: 'default' })
    .items.filter((one) => one.involvedObject.name === name)
    .map((one) => `${one.type} ${one.reason}: ${one.message}`);

describe('a cron job', () => {
  it('runs by the clocks of its time zone, and its jobs say when', () => {
    cron('madrid', '10 22 * * *', 'date', { timeZone: 'Europe/Madrid' });
    wait(9);
    expect(jobs('madrid')).toEqual([]);
    wait(2);
    const [job] = jobs('madrid');
    expect(job?.metadata.annotations?.['batch.kubernetes.io/cronjob-scheduled-timestamp']).toBe(
      '2026-11-22T22:10:00+01:00',
    );
    expect(job?.metadata.labels).toEqual(job?.spec.template.metadata?.labels);
    expect(status('madrid').lastScheduleTime).toBe('2026-11-22T21:10:00Z');
    expect(status('madrid').lastSuccessfulTime).toMatch(/^2026-11-22T21:10/);
  });

  it('runs every so often since it was made', () => {
    cron('cada', '@every 2m30s');
    wait(6);
    expect(jobs('cada')).toHaveLength(2);
  });

  it('starts nothing while it is suspended, and what it missed when it is not any more, within its deadline', () => {
    cron('quieta', '* * * * *', 'date', { suspend: true });
    cron('tarde', '0 * * * *', 'date', { suspend: true, startingDeadlineSeconds: 30 });
    wait(62);
    expect([...jobs('quieta'), ...jobs('tarde')]).toEqual([]);
    for (const name of ['quieta', 'tarde'])
      api.patch('cronjobs', { name, namespace: 'default' }, 'merge', { spec: { suspend: false } });
    cluster.clock.advance(SECOND);
    expect([jobs('quieta').length, jobs('tarde').length]).toEqual([1, 0]);
  });

  it('lets jobs run beside each other, waits for the one before, or ends it, as it is told', () => {
    cron('junto', '* * * * *', 'sleep 3600');
    cron('solo', '* * * * *', 'sleep 3600', { concurrencyPolicy: 'Forbid' });
    cron('otro', '* * * * *', 'sleep 3600', { concurrencyPolicy: 'Replace' });
    wait(3.5);
    expect(jobs('junto')).toHaveLength(3);
    expect(status('junto').active).toHaveLength(3);
    expect(jobs('solo')).toHaveLength(1);
    expect(told('solo')).toContain(
      'Normal JobAlreadyActive: Not starting job because prior execution is running and concurrency policy is Forbid',
    );
    expect(jobs('otro')).toHaveLength(1);
    expect(told('otro').filter((one) => one.includes('SuccessfulDelete: Deleted job otro-'))).toHaveLength(2);
  });

  it('keeps as many finished jobs as its limits say', () => {
    cron('bien', '* * * * *', 'true', { successfulJobsHistoryLimit: 1 });
    cron('mal', '* * * * *', 'exit 1', { failedJobsHistoryLimit: 2 }, 0);
    wait(5.5);
    expect([jobs('bien').length, jobs('mal').length]).toEqual([1, 2]);
    expect(
      told('mal').filter((one) => /SawCompletedJob: Saw completed job: mal-\d+, condition: Failed$/.test(one)).length,
    ).toBeGreaterThan(3);
  });

  it('tells of a job made by hand in its name, and does not wait for it', () => {
    const owner = cron('mano', '*/2 * * * *', 'sleep 3600', { concurrencyPolicy: 'Forbid' });
    const { spec } = owner.spec.jobTemplate;
    const ownerReferences = [
      { apiVersion: 'batch/v1', kind: 'CronJob', name: 'mano', uid: owner.metadata.uid, controller: true },
    ];
    api.create('jobs', {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'prueba', namespace: 'default', ownerReferences },
      ...(spec === undefined ? {} : { spec }),
    });
    wait(2.5);
    expect(told('mano')).toContain(
      'Warning UnexpectedJob: Saw a job that the controller did not create or forgot: prueba',
    );
    expect(status('mano').active?.map((one) => one.name)).toEqual([jobs('mano')[0]?.metadata.name]);
  });
});
