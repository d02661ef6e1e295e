import { describe, expect, it } from 'vitest';
import type { ChainLink } from '../cluster';
import type { EventObject } from '../objects';
import { lines } from './testing/recorded';
import { anEvent, aPod, aStatus, at } from './testing/story';
import { tracePod } from './trace';
import type { SeenMark } from './types';

const hopOf = (path: ReturnType<typeof tracePod>, id: string, attempt?: number) =>
  path.hops.find((hop) => hop.id === id && (attempt === undefined || hop.attempt === attempt));

describe('variants of the path', () => {
  it('a pod created with its node skipped the scheduler, as its managedFields prove', () => {
    const fieldsV1 = { 'f:spec': { 'f:nodeName': {} } };
    const entry = { manager: 'kubectl-create', operation: 'Update', time: at(0), fieldsV1 };
    const path = tracePod({ pod: aPod({ metadata: { ...aPod().metadata, managedFields: [entry] } }) });
    expect(hopOf(path, 'scheduler')).toMatchObject({ evidenceLevel: 'absent', reason: { code: 'created-with-node' } });
    expect(hopOf(path, 'client')).toMatchObject({ manager: 'kubectl-create', evidenceLevel: 'observed' });
  });

  it('a pod owned by its Node came from a file, whatever became of its annotations: it never passed the scheduler', () => {
    const ownerReferences = [{ apiVersion: 'v1', kind: 'Node', name: 'm1', uid: 'n1', controller: true }];
    const path = tracePod({ pod: aPod({ metadata: { ...aPod().metadata, ownerReferences } }) });
    expect(path.origin).toBe('static');
    expect(hopOf(path, 'scheduler')).toMatchObject({
      evidenceLevel: 'absent',
      evidence: [{ field: 'metadata.ownerReferences[0]', value: 'Node m1' }],
    });
    expect(hopOf(path, 'controllers')).toBeUndefined();
  });

  it('a deployment its controller wrote on in the second of its birth was asked for by who made it', () => {
    const entry = (manager: string) => ({ manager, operation: 'Update', time: at(0) });
    const deployment = (...managers: string[]) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'web',
        namespace: 'aula',
        uid: 'd1',
        creationTimestamp: at(0),
        managedFields: managers.map(entry),
      },
    });
    const controlled = aPod();
    controlled.metadata.ownerReferences = [
      { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'd1', controller: true },
    ];
    const clientOf = (...managers: string[]) =>
      hopOf(tracePod({ pod: controlled, owners: [deployment(...managers)] }), 'client')?.manager;
    expect(clientOf('kube-controller-manager', 'kubectl-create')).toBe('kubectl-create');
    expect(clientOf('kube-controller-manager')).toBe('kube-controller-manager');
  });

  it('without the event Scheduled it is not said that the scheduler bound it, nor that it did not', () => {
    expect(hopOf(tracePod({ pod: aPod() }), 'scheduler')).toMatchObject({
      evidenceLevel: 'inferred',
      reason: { code: 'no-event-left' },
    });
  });

  it('a pod no node fits stays at the scheduler, with its message', () => {
    const pod = aPod({
      spec: { containers: [{ name: 'web' }] },
      status: {
        phase: 'Pending',
        conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes…' }],
      },
    });
    delete pod.spec.nodeName;
    delete pod.status?.startTime;
    const message = '0/3 nodes are available: 3 Insufficient cpu.';
    const path = tracePod({ pod, events: [anEvent('FailedScheduling', 0, message, { count: 4 })] });
    expect(hopOf(path, 'scheduler')?.failure).toEqual({ reason: 'FailedScheduling', message, count: 4, lasting: true });
    expect(path.hops.map((hop) => hop.id)).toEqual(['client', 'apiserver', 'etcd', 'scheduler']);
  });

  it('an image that cannot be pulled stops the path at the image, in the words of the event', () => {
    const waiting = { reason: 'ImagePullBackOff', message: 'Back-off pulling image "no/such"' };
    const pod = aPod({
      status: { phase: 'Pending', startTime: at(1), containerStatuses: [aStatus({ state: { waiting } })] },
    });
    const events = [
      anEvent('Pulling', 2, 'Pulling image "no/such"', { container: 'web', count: 3 }),
      anEvent('Failed', 3, 'Failed to pull image "no/such": not found', { container: 'web', count: 3 }),
      anEvent('BackOff', 4, 'Back-off pulling image "no/such"', { container: 'web', count: 9 }),
    ];
    const path = tracePod({ pod, events });
    // Without the event of its binding, older reports may have run out.
    expect(hopOf(path, 'image')).toMatchObject({ evidenceLevel: 'inferred', reason: { code: 'first-report' } });
    expect(hopOf(tracePod({ pod, events: [...events, anEvent('Scheduled', 1)] }), 'image')?.evidenceLevel).toBe(
      'observed',
    );
    expect(hopOf(path, 'image')).toMatchObject({
      startedAt: at(2),
      failure: {
        reason: 'ImagePullBackOff',
        message: 'Failed to pull image "no/such": not found',
        lasting: true,
        count: 3,
      },
    });
    expect(hopOf(path, 'image')?.endedAt).toBeUndefined();
    expect(hopOf(path, 'start')).toBeUndefined();
  });

  it('an image found on the machine is told as found, though older reports may have run out', () => {
    const pod = aPod({
      status: { startTime: at(1), containerStatuses: [aStatus({ state: { running: { startedAt: at(2) } } })] },
    });
    const found = anEvent('Pulled', 2, 'Container image "nginx" already present on machine', { container: 'web' });
    const image = (events: EventObject[]) => hopOf(tracePod({ pod, events }), 'image');
    expect(image([found])).toMatchObject({
      evidenceLevel: 'inferred',
      reason: { code: 'image-present' },
      endedAt: at(2),
    });
    expect(image([found, anEvent('Scheduled', 1)])).toMatchObject({
      evidenceLevel: 'observed',
      reason: { code: 'image-present' },
    });
  });

  it('a crash loop shows the first start, how it ended, and the wait for the next', () => {
    const terminated = { exitCode: 1, reason: 'Error', startedAt: at(30), finishedAt: at(31) };
    const waiting = { reason: 'CrashLoopBackOff', message: 'back-off 20s restarting failed container' };
    const pod = aPod({
      status: {
        startTime: at(1),
        containerStatuses: [aStatus({ restartCount: 2, state: { waiting }, lastState: { terminated } })],
      },
    });
    const all = [anEvent('Started', 3, 'Started container web', { container: 'web', count: 3, lastTimestamp: at(30) })];
    const path = tracePod({ pod, events: all });
    expect(hopOf(path, 'start', 0)).toMatchObject({ endedAt: at(3), evidenceLevel: 'observed' });
    // While it waits, `restartCount` counts the start that ended last: the third.
    expect(hopOf(path, 'stop', 2)).toMatchObject({
      endedAt: at(31),
      exit: { code: 1, reason: 'Error' },
      failure: { lasting: false },
    });
    expect(hopOf(path, 'start', 3)?.failure).toMatchObject({ reason: 'CrashLoopBackOff', lasting: true, count: 3 });
    // With one of the three starts unreported, the first report may be of any of them…
    const some = [anEvent('Started', 30, 'Started container web', { container: 'web', count: 2 })];
    expect(hopOf(tracePod({ pod, events: some }), 'start', 0)).toMatchObject({
      clock: 'none',
      reason: { code: 'time-not-known' },
    });
    // …and most likely of the first while the event of the binding, older than all, is still there.
    some.push(anEvent('Scheduled', 1));
    expect(hopOf(tracePod({ pod, events: some }), 'start', 0)).toMatchObject({
      endedAt: at(30),
      evidenceLevel: 'inferred',
      reason: { code: 'first-report' },
    });
  });

  it('a container killed for memory says so, with its exit code', () => {
    const terminated = { exitCode: 137, reason: 'OOMKilled', startedAt: at(3), finishedAt: at(9) };
    const pod = aPod({
      status: { phase: 'Failed', startTime: at(1), containerStatuses: [aStatus({ state: { terminated } })] },
    });
    expect(hopOf(tracePod({ pod }), 'stop')).toMatchObject({
      exit: { code: 137, reason: 'OOMKilled' },
      failure: { reason: 'OOMKilled', lasting: true },
    });
  });

  it('a job that was seen ready on its way arrives when it has finished; a server stopped by its deletion did when it was ready', () => {
    const terminated = { exitCode: 0, reason: 'Completed', startedAt: at(3), finishedAt: at(9) };
    const status = { phase: 'Succeeded', startTime: at(1), containerStatuses: [aStatus({ state: { terminated } })] };
    const seen: SeenMark[] = [
      { mark: 'created', at: '2026-01-01T10:00:00.500Z' },
      { mark: 'ready', at: '2026-01-01T10:00:03.700Z' },
    ];
    expect(tracePod({ pod: aPod({ status }), seen })).toMatchObject({ totalMs: 9000, totalTo: 'finished' });
    const metadata = { ...aPod().metadata, deletionTimestamp: at(38), deletionGracePeriodSeconds: 30 };
    expect(tracePod({ pod: aPod({ metadata, status }), seen })).toMatchObject({ totalMs: 3200, totalTo: 'ready' });
  });

  it('a finished job is complete without ever being ready', () => {
    const terminated = { exitCode: 0, reason: 'Completed', startedAt: at(3), finishedAt: at(5) };
    const pod = aPod({
      status: { phase: 'Succeeded', startTime: at(1), containerStatuses: [aStatus({ state: { terminated } })] },
    });
    const events = [
      anEvent('Scheduled', 1),
      anEvent('Pulled', 2, 'Container image "nginx" already present on machine', { container: 'web' }),
      anEvent('Created', 3, '', { container: 'web' }),
      anEvent('Started', 3, '', { container: 'web' }),
    ];
    const path = tracePod({ pod, events });
    expect(path).toMatchObject({ complete: true, totalMs: 5000 });
    expect(hopOf(path, 'ready')).toBeUndefined();
  });

  it('init containers come first, in order; a sidecar is an init container that stays', () => {
    const spec = {
      nodeName: 'm1',
      initContainers: [{ name: 'prepare' }, { name: 'proxy', restartPolicy: 'Always' }],
      containers: [{ name: 'web' }, { name: 'log' }],
    };
    const done = { terminated: { exitCode: 0, startedAt: at(2), finishedAt: at(3) } };
    const status = {
      startTime: at(1),
      initContainerStatuses: [
        aStatus({ name: 'prepare', state: done }),
        aStatus({ name: 'proxy', state: { running: { startedAt: at(4) } } }),
      ],
      containerStatuses: [
        aStatus({ state: { running: { startedAt: at(5) } } }),
        aStatus({ name: 'log', state: { running: { startedAt: at(6) } } }),
      ],
    };
    const starts = tracePod({ pod: aPod({ spec, status }) }).hops.filter((hop) => hop.id === 'start');
    expect(starts.map((hop) => [hop.container, hop.containerKind])).toEqual([
      ['prepare', 'init'],
      ['proxy', 'sidecar'],
      ['web', 'app'],
      ['log', 'app'],
    ]);
  });

  it('deletion: asked for one grace period before deletionTimestamp, over when it was seen to be gone', () => {
    const metadata = { ...aPod().metadata, deletionTimestamp: at(50), deletionGracePeriodSeconds: 30 };
    const terminated = { exitCode: 143, reason: 'Error', startedAt: at(3), finishedAt: at(25) };
    const pod = aPod({
      metadata,
      status: { startTime: at(1), containerStatuses: [aStatus({ state: { terminated } })] },
    });
    const path = tracePod({ pod });
    expect(hopOf(path, 'delete')).toMatchObject({ startedAt: '2026-01-01T10:00:20.000Z', evidenceLevel: 'observed' });
    expect(hopOf(path, 'stop')).toMatchObject({ exit: { code: 143 } });
    expect(hopOf(path, 'stop')?.failure).toBeUndefined();
    const seen = [
      { mark: 'delete-requested', at: '2026-01-01T10:00:20.100Z' },
      { mark: 'gone', at: '2026-01-01T10:00:25.400Z' },
    ] as const;
    expect(hopOf(tracePod({ pod, seen }), 'delete')).toMatchObject({
      clock: 'seen',
      startedAt: seen[0].at,
      endedAt: seen[1].at,
    });
  });

  it('an evicted pod says by whom and why', () => {
    const pod = aPod({
      status: { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' },
    });
    expect(hopOf(tracePod({ pod }), 'stop')?.failure).toEqual({
      reason: 'Evicted',
      message: 'The node was low on resource: memory.',
      lasting: true,
    });
  });

  it('what was seen arriving is timed by our clock, to the millisecond', () => {
    const running = { running: { startedAt: at(3) } };
    const ready = { type: 'Ready', status: 'True', lastTransitionTime: at(3) };
    const pod = aPod({
      status: { startTime: at(0), conditions: [ready], containerStatuses: [aStatus({ state: running })] },
    });
    const seen = [
      { mark: 'created', at: '2026-01-01T10:00:00.310Z' },
      { mark: 'bound', at: '2026-01-01T10:00:00.340Z' },
      { mark: 'accepted', at: '2026-01-01T10:00:00.400Z' },
      { mark: 'pulling', container: 'web', at: '2026-01-01T10:00:00.900Z' },
      { mark: 'pulled', container: 'web', at: '2026-01-01T10:00:02.900Z' },
      { mark: 'container-created', container: 'web', at: '2026-01-01T10:00:03.000Z' },
      { mark: 'container-started', container: 'web', at: '2026-01-01T10:00:03.050Z' },
      { mark: 'ready', at: '2026-01-01T10:00:03.800Z' },
    ] as const;
    const path = tracePod({ pod, seen });
    expect(lines(path)).toEqual([
      'client inferred 10:00:00.310 10:00:00.310 client-not-known',
      'apiserver observed 10:00:00.310 10:00:00.310',
      'etcd inferred no time stored',
      'scheduler inferred 10:00:00.310 10:00:00.340',
      'kubelet observed 10:00:00.340 10:00:00.400',
      'sandbox inferred 10:00:00.400 10:00:00.900',
      'image web observed 10:00:00.900 10:00:02.900',
      'create web observed 10:00:02.900 10:00:03.000',
      'start web observed 10:00:03.000 10:00:03.050',
      'ready observed 10:00:03.050 10:00:03.800',
    ]);
    expect(path.totalMs).toBe(3490);
    expect(new Set(path.hops.map((hop) => hop.clock))).toEqual(new Set(['seen', 'none']));
  });

  it('an arrival that does not fit the second of its own stamp came late: the stamp is believed', () => {
    const pod = aPod({
      status: { startTime: at(1), containerStatuses: [aStatus({ state: { running: { startedAt: at(3) } } })] },
    });
    const start = (ms: string) =>
      hopOf(
        tracePod({ pod, seen: [{ mark: 'container-started', container: 'web', at: `2026-01-01T10:00:${ms}Z` }] }),
        'start',
      );
    expect(start('03.900')).toMatchObject({ clock: 'seen', endedAt: '2026-01-01T10:00:03.900Z' });
    expect(start('09.400')).toMatchObject({ clock: 'api', endedAt: at(3) });
  });

  it('with Docker, dockerd fetches the image and containerd makes the container', () => {
    const link = { evidenceLevel: 'observed' as const, evidence: [] };
    const chain = [
      { id: 'kubelet', name: 'kubelet', ...link },
      { id: 'dockerd', name: 'dockerd', ...link },
      { id: 'containerd', name: 'containerd', ...link },
      { id: 'runc', name: 'runC', ...link },
    ] satisfies ChainLink[];
    const status = { startTime: at(1), containerStatuses: [aStatus({ state: { running: { startedAt: at(3) } } })] };
    const path = tracePod({ pod: aPod({ status }), chain });
    expect(['image', 'create', 'start'].map((id) => hopOf(path, id)?.actor)).toEqual(['dockerd', 'containerd', 'runc']);
  });

  it('events of an earlier pod of the same name are not its own', () => {
    const other = anEvent('Scheduled', 1);
    other.involvedObject.uid = 'another';
    expect(hopOf(tracePod({ pod: aPod(), events: [other] }), 'scheduler')?.evidenceLevel).toBe('inferred');
  });
});
