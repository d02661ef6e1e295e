import type { APIRequestContext } from '@playwright/test';
import type { ApiObject } from './support/replay';
import { expect, test } from './support/test';

interface Answer {
  connection: { state: string; since: string };
  pods: { namespace: string; name: string; status: string }[];
}
const clusterOf = async (request: APIRequestContext, url: string): Promise<Answer> =>
  (await request.get(`${url}/api/cluster`)).json();
const statusIn = async (request: APIRequestContext, url: string, name: string) =>
  (await clusterOf(request, url)).pods.find((pod) => pod.name === name)?.status;

/** A pod as `kubectl run` makes it. */
const newPod = (name: string): ApiObject => ({
  metadata: { name, namespace: 'default', uid: `uid-${name}`, creationTimestamp: '2026-01-01T10:00:00Z' },
  spec: { containers: [{ name: 'app', image: 'nginx:1.22.1' }] },
  status: { phase: 'Pending' },
});

test('a pod is born, runs and goes, and each state is seen', async ({ live, replay, request }) => {
  const { pods } = await clusterOf(request, live.url);
  expect(pods).toHaveLength(27);
  const seen = (status: string | undefined) =>
    expect.poll(() => statusIn(request, live.url, 'recien-nacido'), { intervals: [50] }).toBe(status);

  const pod = newPod('recien-nacido');
  replay.put('pods', pod);
  await seen('Pending');

  const spec = { ...(pod.spec as object), nodeName: 'worker-1' };
  const waiting = { name: 'app', ready: false, restartCount: 0, state: { waiting: { reason: 'ContainerCreating' } } };
  replay.put('pods', { ...pod, spec, status: { phase: 'Pending', containerStatuses: [waiting] } });
  await seen('ContainerCreating');

  const running = { ...waiting, ready: true, state: { running: { startedAt: '2026-01-01T10:00:05Z' } } };
  replay.put('pods', { ...pod, spec, status: { phase: 'Running', containerStatuses: [running] } });
  await seen('Running');

  const metadata = { ...pod.metadata, deletionTimestamp: '2026-01-01T10:05:00Z', deletionGracePeriodSeconds: 30 };
  replay.put('pods', { ...pod, metadata, spec, status: { phase: 'Running', containerStatuses: [running] } });
  await seen('Terminating');

  replay.remove('pods', 'default/recien-nacido');
  await seen(undefined);
});

test('the API server dies while somebody looks: the picture stays, says since when, and recovers by itself', async ({
  live,
  replay,
  request,
  page,
}) => {
  await page.goto(live.url);
  await expect(page.getByRole('button', { name: /replay/ })).toBeVisible();
  const stateOf = async () => (await clusterOf(request, live.url)).connection.state;
  await expect.poll(stateOf).toBe('live');

  await replay.stop();
  await expect.poll(stateOf, { timeout: 20_000 }).toBe('stale');
  const stale = await clusterOf(request, live.url);
  expect(stale.pods).toHaveLength(27);
  expect(Date.parse(stale.connection.since)).toBeGreaterThan(Date.now() - 60_000);
  await expect(page.getByText(/desde las \d/).first()).toBeVisible();

  replay.put('pods', newPod('mientras-tanto'));
  await replay.start();
  await expect.poll(() => statusIn(request, live.url, 'mientras-tanto'), { timeout: 30_000 }).toBe('Pending');
  expect(await stateOf()).toBe('live');
});

test('a kind that RBAC refuses is a state of its own; the rest works', async ({ replay, kubeplano, request }) => {
  replay.forbidden.add('nodes');
  const { url } = await kubeplano(['--kubeconfig', replay.kubeconfig()]);
  const answer = await (await request.get(`${url}/api/cluster`)).json();
  expect(answer.pods).toHaveLength(27);
  expect(answer.kinds).toContainEqual(expect.objectContaining({ kind: 'nodes', state: 'forbidden' }));
});
