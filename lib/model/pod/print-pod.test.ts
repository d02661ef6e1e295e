import { describe, expect, it } from 'vitest';
import { type Exchange, exchange, rowsOf } from '@/lib/kubernetes/testing/exchanges';
import { describeShared } from '@/lib/testing/shared';
import type { PodObject } from '../objects';
import { aPod, condition, container, ended, running, waiting } from '../testing/pods';
import { printPod, printRules } from './print-pod';

const NEWEST = printRules('v1.36.2');
const print = (pod: PodObject, version = 'v1.36.2') => {
  const { ready, status, restarts } = printPod(pod, printRules(version));
  return `${ready} ${status} ${restarts}`;
};
const sidecar = { restartPolicy: 'Always' };

describe('kubectl prints a pod as', () => {
  it('its phase while nothing else is known', () => {
    expect(print(aPod({ phase: 'Pending' }, { containers: [{ name: 'a' }] }))).toBe('0/1 Pending 0');
  });

  it('the reason of its status over its phase', () => {
    expect(print(aPod({ phase: 'Failed', reason: 'Evicted' }, { containers: [{ name: 'a' }] }))).toBe('0/1 Evicted 0');
  });

  it('SchedulingGated while a gate holds it', () => {
    const conditions = [condition('PodScheduled', 'False', 'SchedulingGated')];
    expect(print(aPod({ phase: 'Pending', conditions }))).toBe('0/0 SchedulingGated 0');
  });

  it.each([
    ['Init:0/2', running, 'Pending'],
    ['Init:CrashLoopBackOff', waiting('CrashLoopBackOff'), 'Pending'],
    ['Init:0/2', waiting('PodInitializing'), 'Pending'],
    ['Init:Error', ended(1, 'Error'), 'Failed'],
    ['Init:ExitCode:1', ended(1), 'Failed'],
    ['Init:Signal:9', ended(137, '', 9), 'Failed'],
  ])('%s from its first init container', (word, state, phase) => {
    const initContainerStatuses = [container('i', state), container('j', waiting('PodInitializing'))];
    const pod = aPod({ phase, initContainerStatuses, containerStatuses: [container('a', waiting('PodInitializing'))] });
    expect(print(pod)).toBe(`0/1 ${word} 0`);
  });

  it('Init:1/2 when the first has ended well', () => {
    const initContainerStatuses = [container('i', ended(0, 'Completed')), container('j', running)];
    expect(print(aPod({ phase: 'Pending', initContainerStatuses }))).toBe('0/0 Init:1/2 0');
  });

  it.each([
    ['CrashLoopBackOff', waiting('CrashLoopBackOff')],
    ['ImagePullBackOff', waiting('ImagePullBackOff')],
    ['PodInitializing', waiting('PodInitializing')],
    ['OOMKilled', ended(137, 'OOMKilled')],
    ['ExitCode:2', ended(2)],
    ['Signal:15', ended(143, '', 15)],
    ['Running', running],
  ])('%s from its container', (word, state) => {
    expect(printPod(aPod({ containerStatuses: [container('a', state)] }), NEWEST).status).toBe(word);
  });

  it('the word of the first container when several have one', () => {
    const containerStatuses = [container('a', ended(0, 'Completed')), container('b', ended(1, 'Error'))];
    expect(print(aPod({ phase: 'Failed', containerStatuses }), 'v1.34.1')).toBe('0/2 Completed 0');
  });

  it('from 1.35 the failure of any container rather than Completed, unless the pod is Ready', () => {
    const completed = container('a', ended(0, 'Completed'));
    const failed = container('b', ended(1, 'Error'));
    const outOfMemory = container('c', ended(137, 'OOMKilled'));
    const statusOf = (...containerStatuses: (typeof completed)[]) =>
      printPod(aPod({ containerStatuses }), NEWEST).status;
    expect(statusOf(completed, failed)).toBe('Error');
    expect(statusOf(completed, failed, outOfMemory)).toBe('Error');
    expect(statusOf(completed, failed, container('d', running))).toBe('Error');
    const conditions = [condition('Ready', 'True')];
    const containerStatuses = [completed, failed, container('d', running)];
    expect(printPod(aPod({ containerStatuses, conditions }), NEWEST).status).toBe('Running');
  });

  it('Running when one has completed and another runs, if the pod is Ready', () => {
    const containerStatuses = [container('a', ended(0, 'Completed')), container('b', running)];
    expect(print(aPod({ containerStatuses, conditions: [condition('Ready', 'True')] }))).toBe('1/2 Running 0');
    expect(print(aPod({ containerStatuses, conditions: [condition('Ready', 'False')] }))).toBe('1/2 NotReady 0');
  });

  it('Terminating while it is being deleted', () => {
    const pod = aPod(
      { containerStatuses: [container('a', running)] },
      {},
      { deletionTimestamp: '2026-01-01T00:00:00Z' },
    );
    expect(print(pod)).toBe('1/1 Terminating 0');
  });

  it('Unknown when it is being deleted from a node that was lost', () => {
    const pod = aPod({ reason: 'NodeLost' }, {}, { deletionTimestamp: '2026-01-01T00:00:00Z' });
    expect(print(pod)).toBe('0/0 Unknown 0');
  });

  it('its own word when it has finished and waits to be deleted, from 1.31', () => {
    const containerStatuses = [container('a', ended(0, 'Completed'))];
    const pod = aPod({ phase: 'Succeeded', containerStatuses }, {}, { deletionTimestamp: '2026-01-01T00:00:00Z' });
    expect(print(pod)).toBe('0/1 Completed 0');
    expect(print(pod, 'v1.31.0')).toBe('0/1 Completed 0');
    expect(print(pod, 'v1.30.9')).toBe('0/1 Terminating 0');
  });
});

describe('READY', () => {
  const initContainers = [{ name: 's', image: 's', ...sidecar }];

  it('counts sidecars that started and are ready', () => {
    const initContainerStatuses = [container('s', running, { started: true })];
    const pod = aPod({ initContainerStatuses, containerStatuses: [container('a', running)] }, { initContainers });
    expect(print(pod)).toBe('2/2 Running 0');
  });

  it('does not count a sidecar that has not started, which holds the pod in Init', () => {
    const initContainerStatuses = [container('s', running, { started: false })];
    const pod = aPod(
      { initContainerStatuses, containerStatuses: [container('a', waiting('PodInitializing'))] },
      { initContainers },
    );
    expect(print(pod)).toBe('0/2 Init:0/1 0');
  });

  it('knows no sidecars before they existed', () => {
    const initContainerStatuses = [container('s', running, { started: true })];
    const pod = aPod({ initContainerStatuses, containerStatuses: [container('a', running)] }, { initContainers });
    expect(print(pod, 'v1.20.2')).toBe('0/1 Init:0/1 0');
  });
});

describe('RESTARTS', () => {
  const restarted = (count: number, finishedAt: string) => ({
    restartCount: count,
    lastState: { terminated: { exitCode: 1, finishedAt } },
  });

  it('are those of the init containers while they run, and those of the containers afterwards', () => {
    const initContainerStatuses = [container('i', waiting('CrashLoopBackOff'), { restartCount: 4 })];
    expect(print(aPod({ phase: 'Pending', initContainerStatuses }))).toBe('0/0 Init:CrashLoopBackOff 4');
    const done = [container('i', ended(0, 'Completed'), { restartCount: 4 })];
    expect(
      print(aPod({ initContainerStatuses: done, containerStatuses: [container('a', running, { restartCount: 2 })] })),
    ).toBe('1/1 Running 2');
  });

  it('are summed, and the last is the newest', () => {
    const containerStatuses = [
      container('a', running, restarted(1, '2026-01-01T00:00:05Z')),
      container('b', running, restarted(2, '2026-01-01T00:00:09Z')),
      container('c', running, restarted(0, '2026-01-01T00:00:01Z')),
    ];
    expect(printPod(aPod({ containerStatuses }), NEWEST)).toMatchObject({
      restarts: 3,
      restartedAt: '2026-01-01T00:00:09Z',
    });
  });
});

/** What a server printed of each pod, beside the pod. */
function printsAs(table: Exchange, version: string) {
  const rows = rowsOf(table) as { cells: [string, string, string, number | string]; object: PodObject }[];
  it.each(rows.map((row) => [row.object.metadata.name, row] as const))(
    'are ours for %s',
    (_name, { cells, object }) => {
      expect(print(object, version)).toBe(`${cells[1]} ${cells[2]} ${String(cells[3]).split(' ')[0]}`);
    },
  );
}

describe('the columns a real 1.20 server printed', () => {
  printsAs(exchange('pods-table'), 'v1.20.2');
});

describeShared('api-1.36.2', 'the columns a real 1.36 server printed', (folder) => {
  printsAs(exchange('30', folder), 'v1.36.2');
});
