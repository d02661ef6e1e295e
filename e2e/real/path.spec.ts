import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { PathAnswer } from '../../lib/contract/path';
import { shapeErrors } from '../../lib/contract/testing/shape-errors';
import type { EventObject, KubernetesObject, PodObject } from '../../lib/model/objects';
import { SEEN_MS } from '../../lib/model/path/instant';
import { apiStamps } from './api-stamps';
import { CLUSTER_COMMANDS, create, kubectl, kubeletVerbosity } from './kubectl';
import { readLogs } from './node-log';
import { disagreements, errorTable, misses, type TimeError, timeErrors } from './path-errors';
import { laterConfigMap, pathManifests, staticPod, TAINT, URGENT, urgentClass, urgentPod } from './path-pods';
import { expectVariant, GONE } from './path-variants';
import { expect, test } from './test';
import { type WatchedPods, watchVersions } from './watched-pods';

/** Another each time: one that is being deleted takes half a minute. */
const NAMESPACE = `kubeplano-camino-${Date.now() % 100_000}`;
/** kubelets send 5 events a second: slower than that, none of them is held back. */
const BETWEEN_MS = 600;
/** Steps of a pod are in a kubelet's log from here on. */
const KUBELET_STEPS = 3;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function listOf<T extends KubernetesObject>(kinds: string): Promise<T[]> {
  const list: { items: T[] } = JSON.parse(await kubectl('get', kinds, '-n', NAMESPACE, '-o', 'json'));
  return list.items;
}

/** Runs a command in a node. */
async function onNode(node: string, ...command: string[]) {
  await promisify(execFile)(`${CLUSTER_COMMANDS}/node-shell`, [node, ...command]);
}

const MANIFESTS = '/etc/kubernetes/manifests';
const dropFile = (node: string) =>
  onNode(
    node,
    'sh',
    '-c',
    `mkdir -p ${MANIFESTS} && echo '${JSON.stringify(staticPod(NAMESPACE))}' > ${MANIFESTS}/kubeplano.json`,
  );
/** The folder goes too where it was made for this. */
const removeFile = (node: string) =>
  onNode(node, 'sh', '-c', `rm -f ${MANIFESTS}/kubeplano.json; rmdir ${MANIFESTS} 2>/dev/null || true`);

const latest = (watched: WatchedPods) => [...watched.versions().values()].flatMap((versions) => versions.at(-1) ?? []);
const isReady = (pod: PodObject) =>
  pod.status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') ?? false;

/** Waits until a pod of this name is as it should be, by our own watch. */
async function until(watched: WatchedPods, name: RegExp, isSo: (pod: PodObject) => boolean, seconds = 60) {
  const found = () => latest(watched).filter((pod) => name.test(pod.metadata.name));
  const isDone = () => found().some(isSo);
  for (let left = seconds * 5; left > 0 && !isDone(); left -= 1) await sleep(200);
  expect(isDone(), `${name} in time: ${JSON.stringify(found().map(({ status }) => status))}`).toBe(true);
}

/** Hops in story order; no time runs backwards within one; containers' hops keep the order of the kubelet. */
function expectOrder(path: PathAnswer) {
  const story = [
    'client',
    'apiserver',
    'etcd',
    'controllers',
    'scheduler',
    'kubelet',
    'volumes',
    'sandbox',
    'ready',
    'delete',
  ];
  // A static pod's mirror may come to the API server at any time.
  const isTold = ({ id, container }: PathAnswer['hops'][number]) =>
    !container && id !== 'stop' && !(path.origin === 'static' && id === 'apiserver');
  const bare = path.hops.filter(isTold).map((hop) => story.indexOf(hop.id));
  expect(bare).toEqual(bare.toSorted((a, b) => a - b));
  for (const hop of path.hops) {
    if (hop.startedAt && hop.endedAt) expect(Date.parse(hop.endedAt)).toBeGreaterThanOrEqual(Date.parse(hop.startedAt));
  }
  const seen = path.hops.filter(
    (hop) => hop.clock === 'seen' && hop.endedAt && hop.id !== 'ready' && (isTold(hop) || hop.container),
  );
  let latest = 0;
  for (const hop of seen) {
    const end = Date.parse(hop.endedAt ?? '');
    // Containers of the application do not wait for each other, and two watches tell of them.
    const allowance = hop.containerKind === 'app' ? 2 * SEEN_MS : 0;
    expect(
      end,
      `${path.pod.name}: ${hop.id} ${hop.container ?? ''} ends before the hop before it`,
    ).toBeGreaterThanOrEqual(latest - allowance);
    latest = Math.max(latest, end);
  }
}

/** Everything happens to them that can: what they wait for comes, they are driven away, deleted, killed. */
async function live(watched: WatchedPods, worker: string, controlPlane: string) {
  await dropFile(worker);
  for (const manifest of pathManifests(NAMESPACE, worker, controlPlane)) {
    await create(manifest);
    await sleep(BETWEEN_MS);
  }
  // The mount of a missing volume is given up, and said, only after some tries.
  await expect
    .poll(() => kubectl('get', 'events', '-n', NAMESPACE, '--field-selector', 'reason=FailedMount', '-o', 'name'), {
      timeout: 60_000,
      intervals: [1000],
    })
    .not.toBe('');
  await create(laterConfigMap(NAMESPACE));
  for (const name of [/^ocupa-1/, /^ocupa-2/]) await until(watched, name, isReady);
  await kubectl('delete', 'pod', 'ocupa-1', 'terco', 'educado', '-n', NAMESPACE, '--wait=false');
  await kubectl('taint', 'node', controlPlane, `${TAINT}=si:NoExecute`);
  await until(watched, /^estatica/, isReady);
  await removeFile(worker);
  // A scheduler that was looking at the pod while room was made for it looks again a minute later.
  await until(watched, /^cabe-luego/, isReady, 120);
  await create(urgentClass);
  await create(urgentPod(NAMESPACE));
  await until(watched, /^urgente/, isReady, 120);
  await until(watched, /^config-luego/, isReady);
  await until(watched, /^volumen-luego/, isReady, 90);
  await until(watched, /^reloj-/, ({ status }) => status?.phase === 'Succeeded', 90);
  await expect
    .poll(
      () =>
        latest(watched)
          .filter((pod) => /^(con-sonda|agente|web|varios|con-init|suelto|almacen)/.test(pod.metadata.name))
          .every(isReady),
      { timeout: 30_000 },
    )
    .toBe(true);
}

async function cleanUp(worker: string, controlPlane: string, nodes: readonly string[]) {
  const wishes = await Promise.allSettled([
    kubectl('delete', 'namespace', NAMESPACE, '--wait=false'),
    kubectl('delete', 'priorityclass', URGENT, '--ignore-not-found'),
    kubectl('taint', 'node', controlPlane, `${TAINT}-`).catch(() => ''),
    removeFile(worker),
    ...nodes.map((node) => kubeletVerbosity(node, 0)),
  ]);
  const failed = wishes.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
  expect(failed, 'left behind').toEqual([]);
}

async function pathOf(url: string, name: string): Promise<PathAnswer> {
  const response = await fetch(`${url}/api/paths/${NAMESPACE}/${name}`);
  expect(response.status, name).toBe(200);
  const answer: PathAnswer = await response.json();
  expect([name, shapeErrors('PathAnswer', answer)]).toEqual([name, []]);
  return answer;
}

test('the paths of forty pods born under our eyes, in every variant, agree with the objects and with the logs of the nodes', async ({
  real,
}) => {
  test.skip(!CLUSTER_COMMANDS, 'REAL_CLUSTER does not say where its commands are');
  test.setTimeout(300_000);
  const nodes = (await kubectl('get', 'nodes', '-o', 'name'))
    .split('\n')
    .filter(Boolean)
    .map((one) => one.slice(5));
  const worker = nodes.find((one) => one.includes('worker')) ?? '';
  const controlPlane = nodes.find((one) => !one.includes('worker')) ?? '';
  await fetch(`${real.url}/api/cluster`);
  await kubectl('create', 'namespace', NAMESPACE);
  const watched = watchVersions(NAMESPACE);
  try {
    for (const node of nodes) await kubeletVerbosity(node, KUBELET_STEPS);
    await live(watched, worker, controlPlane);
    for (const name of latest(watched).flatMap(({ metadata }) => (GONE.test(metadata.name) ? [metadata.name] : [])))
      await expect(async () => {
        const out = (await pathOf(real.url, name)).hops.find(({ id }) => id === 'delete');
        expect(out?.endedAt, name).toBeDefined();
      }).toPass({ timeout: 40_000 });

    const events = await listOf<EventObject>('events');
    const owners = await listOf<KubernetesObject>('deployments,replicasets,statefulsets,daemonsets,jobs,cronjobs');
    // A static pod is known to its node by the hash of its file.
    const keyOf = ({ metadata }: PodObject) =>
      metadata.annotations?.['kubernetes.io/config.hash'] ?? metadata.uid ?? '';
    const keys = new Map(latest(watched).map((pod) => [`${NAMESPACE}/${pod.metadata.name}`, keyOf(pod)]));
    const logs = readLogs(nodes, (name) => keys.get(name));
    const fieldErrors: TimeError[] = [];
    const logErrors: TimeError[] = [];
    const wrong: string[] = [];
    const evictions = new Set<unknown>();
    for (const versions of watched.versions().values()) {
      const pod = versions.at(-1);
      if (!pod) continue;
      const path = await pathOf(real.url, pod.metadata.name);
      if (path.pod.uid !== pod.metadata.uid) continue;
      for (const check of [expectOrder, expectVariant])
        try {
          check(path);
        } catch (error) {
          wrong.push(`${pod.metadata.name}: ${error instanceof Error ? error.message : String(error)}`);
        }
      evictions.add(path.hops.find(({ id }) => id === 'delete')?.reason?.values?.by);
      fieldErrors.push(...timeErrors(path, apiStamps(versions, events, owners)));
      logErrors.push(...timeErrors(path, logs.get(keyOf(pod)) ?? new Map()));
    }
    process.stdout.write(`${watched.versions().size} pods\n${errorTable(logErrors)}\n`);
    expect(watched.versions().size).toBeGreaterThanOrEqual(40);
    expect([...wrong, ...disagreements(fieldErrors), ...misses(logErrors)]).toEqual([]);
    expect([...evictions]).toEqual(expect.arrayContaining(['Preempted', 'TaintManagerEviction']));
    for (const id of ['kubelet', 'sandbox', 'image', 'create', 'start', 'ready', 'stop'] as const)
      expect(logErrors.filter(({ hop }) => hop.id === id).length, `times of ${id} in the logs`).toBeGreaterThan(5);
  } finally {
    watched.stop();
    await cleanUp(worker, controlPlane, nodes);
  }
});

test('a pod that is deleted keeps its path, with the way out', async ({ real }) => {
  const name = 'efimero';
  await fetch(`${real.url}/api/cluster`);
  await kubectl('run', name, '--image=nginx:1.22.1', '--image-pull-policy=IfNotPresent');
  await kubectl('wait', '--for=condition=Ready', `pod/${name}`, '--timeout=60s');
  await kubectl('delete', 'pod', name, '--grace-period=1');
  await expect(async () => {
    const path: PathAnswer = await (await fetch(`${real.url}/api/paths/default/${name}`)).json();
    const out = path.hops.find((hop) => hop.id === 'delete');
    expect(out).toMatchObject({ evidenceLevel: 'observed' });
    expect(out?.endedAt).toBeDefined();
  }).toPass({ timeout: 20_000 });
});

test('armed for the next pod, its path is told while it happens, and the diagram does not move', async ({
  real,
  page,
}) => {
  const name = `proximo-${Date.now() % 100_000}`;
  await page.goto(`${real.url}/?path=next`);
  await expect(page.getByRole('heading', { name: 'Esperando al próximo pod' })).toBeVisible();
  const viewport = page.locator('.react-flow__viewport');
  await expect(viewport).toBeVisible();
  const where = await viewport.getAttribute('style');
  try {
    await kubectl('run', name, '--image=nginx:1.22.1', '--image-pull-policy=IfNotPresent');
    await expect(page.getByRole('heading', { name: `Camino de ${name}` })).toBeVisible({ timeout: 15_000 });
    await expect(viewport).toBeVisible();
    expect(await viewport.getAttribute('style')).toBe(where);
    await expect(page.getByRole('row', { name: /runC arranca el proceso/ })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('row', { name: /sonda → listo/ })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(/De la petición a listo/)).toBeVisible();
    await expect(page.getByText(/observados? por Kubeplano/)).toBeVisible();
  } finally {
    await kubectl('delete', 'pod', name, '--grace-period=1', '--wait=false');
  }
});
