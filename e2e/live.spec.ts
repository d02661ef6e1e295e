import type { APIRequestContext } from '@playwright/test';
import { LIMITED } from './support/sample';
import { expect, test } from './support/test';

interface Answer {
  connection: { state: string; since: string };
  pods: { namespace: string; name: string; status: string }[];
  kinds: { kind: string; state: string }[];
}
const clusterOf = async (request: APIRequestContext, url: string, context = ''): Promise<Answer> =>
  (await request.get(`${url}/api/cluster${context && `?context=${context}`}`)).json();
/** The pods whose name begins so: those of a Deployment. */
const podsOf = async (request: APIRequestContext, url: string, prefix: string) =>
  (await clusterOf(request, url)).pods.filter(({ name }) => name.startsWith(prefix));

test('a pod is born, runs and goes, and each state is seen', async ({ live, sample, request }) => {
  test.slow();
  const name = 'recien-nacido';
  const seen = (...statuses: string[]) =>
    expect
      .poll(async () => (await podsOf(request, live.url, name)).map(({ status }) => status), {
        intervals: [50],
        timeout: 30_000,
      })
      .toEqual(statuses);

  // Without a scheduler it has nowhere to go, and that is seen for as long as we like.
  await sample.act({ do: 'switch', name: 'scheduler', on: false });
  await expect.poll(() => podsOf(request, live.url, 'kube-scheduler'), { timeout: 30_000 }).toEqual([]);
  await sample.act({ do: 'create', namespace: 'default', name, image: 'nginx:1.26', replicas: 1 });
  await seen('Pending');
  await sample.act({ do: 'switch', name: 'scheduler', on: true });
  await seen('ContainerCreating');
  await seen('Running');

  const [pod] = await podsOf(request, live.url, name);
  // The sample's clock is the world's: when things were seen here fits what the cluster says of them.
  const path = await (await request.get(`${live.url}/api/paths/default/${pod?.name}`)).text();
  expect(path).toContain('"clock":"seen"');
  await sample.act({ do: 'scale', namespace: 'default', name, replicas: 0 });
  await seen('Terminating');
  await seen();
});

test('the API server dies while somebody looks: the picture stays, says since when, and recovers by itself', async ({
  live,
  sample,
  request,
  page,
}) => {
  test.slow();
  const chip = page.getByRole('button', { name: /^Clúster kubeplano-sample .*en vivo/ });
  await page.goto(live.url);
  await expect(chip).toBeVisible();
  const stateOf = async () => (await clusterOf(request, live.url)).connection.state;
  const before = (await clusterOf(request, live.url)).pods.length;

  await sample.act({ do: 'switch', name: 'apiserver', on: false });
  await expect.poll(stateOf, { timeout: 20_000 }).toBe('stale');
  const stale = await clusterOf(request, live.url);
  expect(stale.pods).toHaveLength(before);
  expect(Date.parse(stale.connection.since)).toBeGreaterThan(Date.now() - 60_000);
  const banner = page.getByRole('main').getByRole('status').filter({ hasText: 'El clúster no responde desde las' });
  await expect(banner).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: /(no responde|sin conexión) desde las \d/ })).toBeVisible();

  await sample.act({ do: 'switch', name: 'apiserver', on: true });
  await expect(banner).toHaveCount(0, { timeout: 40_000 });
  await expect(chip).toBeVisible();
  await sample.act({ do: 'create', namespace: 'default', name: 'despues', image: 'nginx', replicas: 1 });
  await expect.poll(() => podsOf(request, live.url, 'despues'), { timeout: 30_000 }).toHaveLength(1);
});

test('a kind that RBAC refuses is a state of its own; the rest works', async ({ live, request }) => {
  await expect
    .poll(async () => (await clusterOf(request, live.url, LIMITED)).pods.length, { timeout: 20_000 })
    .toBeGreaterThan(0);
  const answer = await clusterOf(request, live.url, LIMITED);
  expect(new Set(answer.pods.map(({ namespace }) => namespace))).toEqual(new Set(['desarrollo']));
  expect(answer.kinds).toContainEqual(expect.objectContaining({ kind: 'nodes', state: 'forbidden' }));
});
