import { createInterface } from 'node:readline';
import type { ClusterSnapshot } from '../../lib/model/cluster';
import type { Running } from '../support/kubeplano';
import { follow } from '../support/stream';
import { CLUSTER_COMMANDS, fault, kubectl, limited, table, watchPods } from './kubectl';
import { expect, test } from './test';

async function snapshotOf({ url }: Running): Promise<ClusterSnapshot> {
  return (await fetch(`${url}/api/cluster`)).json() as Promise<ClusterSnapshot>;
}

test('every pod is what kubectl says: status, ready, restarts, node', async ({ real }) => {
  // A pod in CrashLoopBackOff changes while we look: both are asked again until they speak of the same moment.
  await expect(async () => {
    const said = (await table('pods', '-A', '-o', 'wide')).map(
      ([namespace, name, ready, status, restarts, , , node]) => ({
        key: `${namespace}/${name}`,
        ready,
        status,
        restarts: Number.parseInt(restarts ?? '', 10),
        node: node === '<none>' ? undefined : node,
      }),
    );
    const shown = (await snapshotOf(real)).pods.map(({ namespace, name, ready, status, restarts, node }) => ({
      key: `${namespace}/${name}`,
      ready,
      status,
      restarts,
      node,
    }));
    expect(said.length).toBeGreaterThan(20);
    const byKey = (a: { key: string }, b: { key: string }) => a.key.localeCompare(b.key);
    expect(shown.sort(byKey)).toEqual(said.sort(byKey));
  }).toPass({ timeout: 30_000 });
});

test('every node is what kubectl says: status, roles, version', async ({ real }) => {
  const said = (await table('nodes')).map(([name, status, roles = '', , version]) => ({
    name,
    status,
    roles: roles === '<none>' ? [] : roles.split(',').sort(),
    kubeletVersion: version,
  }));
  const { nodes } = await snapshotOf(real);
  const shown = nodes.map(({ name, status, roles, kubeletVersion }) => ({
    name,
    status,
    roles: [...roles].sort(),
    kubeletVersion,
  }));
  expect(shown).toEqual(said);
  expect(said).toHaveLength(3);
});

test('the control plane is where kubectl says it runs, each program observed', async ({ real }) => {
  const { components } = await snapshotOf(real);
  for (const id of ['kube-apiserver', 'etcd', 'kube-scheduler', 'kube-controller-manager'] as const) {
    const component = components.find((one) => one.id === id);
    expect(component, id).toMatchObject({
      evidenceLevel: 'observed',
      instances: [{ name: `${id}-control-plane`, node: 'control-plane', status: 'Running', static: true }],
    });
  }
});

test('a pod that kubectl creates is seen in each of its states within a second of kubectl, and goes', async ({
  real,
}) => {
  test.slow();
  const namespace = `kubeplano-e2e-${Date.now().toString(36)}`;
  await kubectl('create', 'namespace', namespace);
  const kubectlSaw = new Map<string, number>();
  const weSaw = new Map<string, number>();
  const first = (seen: Map<string, number>, status: string) => {
    if (!seen.has(status)) seen.set(status, performance.now());
  };
  let present = false;
  const follower = follow(real.url, (store) => {
    const pod = store.collection('pods').get(`${namespace}/recien-nacido`);
    if (pod) first(weSaw, pod.status);
    else if (present) first(weSaw, 'gone');
    present = pod !== undefined;
  });
  const watching = await watchPods(namespace);
  // By lines: a chunk may end in the middle of one.
  if (!watching.stdout) throw new Error('the watch of kubectl prints nowhere');
  createInterface(watching.stdout).on('line', (line) => {
    if (line.startsWith('recien-nacido')) first(kubectlSaw, line.split(/\s+/)[2] ?? '');
  });
  try {
    await expect.poll(() => follower.store.sections()?.connection.state).toBe('live');
    const image = ['--image=busybox:1.35', '--image-pull-policy=IfNotPresent'];
    await kubectl('run', 'recien-nacido', ...image, '-n', namespace, '--', 'sleep', '600');
    await expect.poll(() => [...weSaw.keys()], { timeout: 90_000, message: 'we saw' }).toContain('Running');
    await expect.poll(() => [...kubectlSaw.keys()], { timeout: 60_000, message: 'kubectl saw' }).toContain('Running');
    await kubectl('delete', 'pod', 'recien-nacido', '-n', namespace, '--grace-period=2');
    await expect.poll(() => [...weSaw.keys()], { timeout: 60_000, message: 'we saw' }).toContain('gone');
    await expect.poll(() => [...kubectlSaw.keys()], { message: 'kubectl saw' }).toContain('Terminating');
    // Changes are gathered for a tenth of a second: a state that lasted less may be seen as the one that followed it.
    const states = ['Pending', 'ContainerCreating', 'Running', 'Terminating', 'gone'];
    for (const [i, status] of states.slice(0, -1).entries()) {
      // A kubelet that is quick reports a pod only once it runs: then kubectl has no such state to show either.
      const kubectlAt = kubectlSaw.get(status);
      if (kubectlAt === undefined) continue;
      const weAt = Math.min(...states.slice(i).map((later) => weSaw.get(later) ?? Number.POSITIVE_INFINITY));
      expect(weAt - kubectlAt, `${status}: ms after kubectl`).toBeLessThan(1000);
    }
    expect([...kubectlSaw.keys()]).toEqual(expect.arrayContaining(['Pending', 'Running', 'Terminating']));
    for (const status of ['Running', 'Terminating']) expect([...weSaw.keys()]).toContain(status);
  } finally {
    follower.close();
    watching.kill();
    await kubectl('delete', 'namespace', namespace, '--wait=false');
  }
});

test('a user who may only read sees everything, and Secrets are never asked for', async ({ kubeplano }) => {
  const readonly = await kubeplano(['--kubeconfig', limited('readonly')]);
  const { pods, nodes, connection } = await snapshotOf(readonly);
  expect(connection.state).toBe('live');
  expect(nodes).toHaveLength(3);
  expect(pods.length).toBe((await table('pods', '-A')).length);
});

test('a user of one namespace sees that namespace, and is told what RBAC refuses', async ({ kubeplano, page }) => {
  const developer = await kubeplano(['--kubeconfig', limited('desarrollo')]);
  const { pods, nodes, kinds, source } = await snapshotOf(developer);
  expect(source.namespaces).toEqual(['desarrollo']);
  expect(pods.map(({ name }) => name).sort()).toEqual((await table('pods', '-n', 'desarrollo')).map(([name]) => name));
  expect(nodes).toEqual([]);
  const state = (kind: string) => kinds.find((one) => one.kind === kind);
  expect(state('nodes')).toMatchObject({ state: 'forbidden', denied: 'list nodes' });
  expect(state('pods')).toMatchObject({ state: 'live' });
  await page.goto(developer.url);
  await expect(page.getByText(/desarrollo/).first()).toBeVisible();
});

test('the API server is killed while somebody looks: the picture is kept, says since when, and recovers', async ({
  real,
  page,
}) => {
  test.skip(!CLUSTER_COMMANDS, 'REAL_CLUSTER does not say where its commands are');
  test.slow();
  await page.goto(real.url);
  const before = await snapshotOf(real);
  const state = async () => (await snapshotOf(real)).connection.state;
  expect(before.connection.state).toBe('live');
  try {
    await fault('stop', 'apiserver');
    await expect.poll(state, { timeout: 30_000 }).toBe('stale');
    const kept = await snapshotOf(real);
    expect(kept.pods.map(({ name }) => name)).toEqual(before.pods.map(({ name }) => name));
    await expect(page.getByText(/desde las \d/).first()).toBeVisible();
  } finally {
    await fault('start', 'apiserver');
  }
  await expect.poll(state, { timeout: 60_000 }).toBe('live');
  await expect(page.getByText(/desde las \d/)).toHaveCount(0, { timeout: 30_000 });
});
