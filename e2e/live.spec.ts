import type { APIRequestContext } from '@playwright/test';
import { LIMITED } from './support/sample';
import { follow } from './support/stream';
import { expect, test } from './support/test';

interface Answer {
  connection: { state: string; since: string };
  pods: { namespace: string; name: string; status: string; node?: string }[];
  kinds: { kind: string; state: string }[];
}
/** The picture; while there is none yet, one of nothing. */
const clusterOf = async (request: APIRequestContext, url: string, context = ''): Promise<Answer> => ({
  ...{ pods: [], kinds: [] },
  ...(await (await request.get(`${url}/api/cluster${context && `?context=${context}`}`)).json()),
});
/** The pods whose name begins so: those of a Deployment. */
const podsOf = async (request: APIRequestContext, url: string, prefix: string) =>
  (await clusterOf(request, url)).pods.filter(({ name }) => name.startsWith(prefix));

test('a pod is born, runs and goes, and each state is seen', async ({ live, sample, request }) => {
  const name = 'recien-nacido';
  // Each state as the stream tells it, however short it was and whenever we look.
  const told: string[] = [];
  const following = follow(live.url, (store) => {
    const pods = [...store.collection('pods').values()].filter((pod) => pod.name.startsWith(name));
    const states = pods.map(({ status }) => status).join();
    if (states !== (told.at(-1) ?? '')) told.push(states);
  });
  const expectTold = (...states: string[]) => expect.poll(() => told).toEqual(states);

  // Without a scheduler it has nowhere to go, and that is seen for as long as we like.
  await sample.act({ do: 'switch', name: 'scheduler', on: false });
  await expect.poll(() => podsOf(request, live.url, 'kube-scheduler')).toEqual([]);
  await sample.act({ do: 'create', namespace: 'default', name, image: 'nginx:1.26', replicas: 1 });
  await expectTold('Pending');
  await sample.act({ do: 'switch', name: 'scheduler', on: true });
  await expectTold('Pending', 'ContainerCreating', 'Running');

  const [pod] = await podsOf(request, live.url, name);
  // The sample's clock is the world's: when things were seen here fits what the cluster says of them.
  const path = await (await request.get(`${live.url}/api/paths/default/${pod?.name}`)).text();
  expect(path).toContain('"clock":"seen"');
  // An nginx ends at once: without its kubelet the deletion lasts for as long as we like.
  const kubelet = `kubelet-${pod?.node}`;
  await sample.act({ do: 'switch', name: kubelet, on: false });
  await sample.act({ do: 'scale', namespace: 'default', name, replicas: 0 });
  await expectTold('Pending', 'ContainerCreating', 'Running', 'Terminating');
  await sample.act({ do: 'switch', name: kubelet, on: true });
  await expectTold('Pending', 'ContainerCreating', 'Running', 'Terminating', '');
  following.close();
});

test('the API server dies while somebody looks: the picture stays, says since when, and recovers by itself', async ({
  live,
  sample,
  request,
  page,
}) => {
  const chip = page.getByRole('button', { name: /^Clúster kubeplano-sample .*en vivo/ });
  await page.goto(live.url);
  await expect(chip).toBeVisible();
  const stateOf = async () => (await clusterOf(request, live.url)).connection.state;
  const before = (await clusterOf(request, live.url)).pods.length;
  const start = Date.now();

  await sample.act({ do: 'switch', name: 'apiserver', on: false });
  await expect.poll(stateOf).toBe('stale');
  const stale = await clusterOf(request, live.url);
  expect(stale.pods).toHaveLength(before);
  expect(Date.parse(stale.connection.since)).toBeGreaterThan(start);
  const banner = page.getByRole('main').getByRole('status').filter({ hasText: 'El clúster no responde desde las' });
  await expect(banner).toBeVisible();
  await expect(page.getByRole('button', { name: /(no responde|sin conexión) desde las \d/ })).toBeVisible();

  await sample.act({ do: 'switch', name: 'apiserver', on: true });
  await expect(banner).toHaveCount(0);
  await expect(chip).toBeVisible();
  await sample.act({ do: 'create', namespace: 'default', name: 'despues', image: 'nginx', replicas: 1 });
  await expect.poll(() => podsOf(request, live.url, 'despues')).toHaveLength(1);
});

test('a kind that RBAC refuses is a state of its own; the rest works', async ({ live, request }) => {
  await expect.poll(async () => (await clusterOf(request, live.url, LIMITED)).pods.length).toBeGreaterThan(0);
  const answer = await clusterOf(request, live.url, LIMITED);
  expect(new Set(answer.pods.map(({ namespace }) => namespace))).toEqual(new Set(['desarrollo']));
  expect(answer.kinds).toContainEqual(expect.objectContaining({ kind: 'nodes', state: 'forbidden' }));
});
