import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PathAnswer } from '../../lib/contract/path';
import { pathAnswer } from '../../lib/contract/path-schema';
import type { PodObject } from '../../lib/model/objects';
import { SEEN_MS } from '../../lib/model/path/instant';
import type { Hop } from '../../lib/model/path/types';
import { ADMIN, kubectl } from './kubectl';
import { pathManifests } from './path-pods';
import { expect, test } from './test';

const NAMESPACE = 'kubeplano-camino';
/** What an arrival may differ from the runtime's own log, milliseconds. */
const TOLERANCE_MS = 250;
/** kubelets send 5 events a second: slower than that, none of them is held back. */
const BETWEEN_MS = 700;

/** Creates with kubectl, as a person would. */
function create(manifest: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('kubectl', ['create', '-f', '-'], {
      env: { ...process.env, KUBECONFIG: ADMIN },
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`kubectl create: ${code}`))));
    child.stdin.end(JSON.stringify(manifest));
  });
}

async function pods(): Promise<PodObject[]> {
  const list: { items: PodObject[] } = JSON.parse(await kubectl('get', 'pods', '-n', NAMESPACE, '-o', 'json'));
  return list.items;
}

/** The moment containerd says a container was running, from the log of its node; milliseconds. */
function runningSince(node: string, id: string): number | undefined {
  const log = join(dirname(dirname(ADMIN)), 'run/nodes', node, 'root/var/log/containerd.log');
  if (!existsSync(log)) return undefined;
  const line = readFileSync(log, 'utf8')
    .split('\n')
    .find((one) => one.includes(`StartContainer for \\"${id}\\" returns successfully`));
  const stamp = line && /time="([^"]*)"/.exec(line)?.[1];
  return stamp ? Date.parse(stamp) : undefined;
}

const hopOf = (path: PathAnswer, id: Hop['id'], container?: string) =>
  path.hops.find((hop) => hop.id === id && (container === undefined || hop.container === container) && !hop.attempt);

/** Each time a hop tells agrees with the object's own field, to the second the field is cut to (and our own lateness). */
function expectAgreement(path: PathAnswer, pod: PodObject) {
  const pairs: [Hop | undefined, string | undefined][] = [[hopOf(path, 'kubelet'), pod.status?.startTime]];
  for (const status of pod.status?.containerStatuses ?? []) {
    if (status.restartCount === 0) pairs.push([hopOf(path, 'start', status.name), status.state?.running?.startedAt]);
  }
  for (const [hop, stamp] of pairs) {
    if (!hop?.endedAt || !stamp) continue;
    const off = Date.parse(hop.endedAt) - Date.parse(stamp);
    expect(off, `${path.pod.name} ${hop.id}`).toBeGreaterThanOrEqual(-TOLERANCE_MS);
    expect(off, `${path.pod.name} ${hop.id}`).toBeLessThan(1000 + TOLERANCE_MS);
  }
}

function expectVariant(path: PathAnswer) {
  const { name } = path.pod;
  const scheduler = hopOf(path, 'scheduler');
  const variant = name.replace(/-(1|2|[a-d])$/, '');
  const ids = path.hops.filter((hop) => hop.degree !== 'absent').map((hop) => hop.id);
  if (variant === 'con-nodo')
    expect(scheduler).toMatchObject({ degree: 'absent', reason: { code: 'created-with-node' } });
  else expect(scheduler, name).toMatchObject({ degree: 'observed' });
  if (variant === 'sin-imagen') expect(hopOf(path, 'image')?.failure, name).toMatchObject({ lasting: true });
  if (variant === 'no-cabe') {
    expect(scheduler?.failure).toMatchObject({ reason: 'FailedScheduling', lasting: true });
    expect(path.placement?.failure?.reasons.map((reason) => reason.resource)).toContain('cpu');
  }
  if (variant === 'sin-config')
    expect(hopOf(path, 'create')?.failure).toMatchObject({ reason: 'CreateContainerConfigError', lasting: true });
  if (variant === 'sin-volumen')
    expect(hopOf(path, 'volumes')?.failure).toMatchObject({ reason: 'FailedMount', lasting: true });
  if (variant === 'se-cae') expect(path.hops.find((hop) => hop.id === 'stop')).toMatchObject({ exit: { code: 3 } });
  if (variant === 'con-init') {
    const starts = path.hops.filter((hop) => hop.id === 'start').map((hop) => hop.container);
    expect(starts).toEqual(['uno', 'dos', 'web']);
  }
  if (variant === 'con-sonda') expect(hopOf(path, 'ready')?.waitedMs ?? 0, name).toBeGreaterThan(1000);
  if (name.startsWith('web-'))
    expect(hopOf(path, 'controllers')?.steps?.map((step) => step.kind)).toEqual(['Deployment', 'ReplicaSet']);
  if (name.startsWith('agente-'))
    expect(hopOf(path, 'controllers')?.steps?.map((step) => step.kind)).toEqual(['DaemonSet']);
  if (name.startsWith('calculo-')) expect(ids).not.toContain('ready');
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
  const bare = path.hops.filter((hop) => !hop.container && hop.id !== 'stop').map((hop) => story.indexOf(hop.id));
  expect(bare).toEqual(bare.toSorted((a, b) => a - b));
  for (const hop of path.hops) {
    if (hop.startedAt && hop.endedAt) expect(Date.parse(hop.endedAt)).toBeGreaterThanOrEqual(Date.parse(hop.startedAt));
  }
  const seen = path.hops.filter((hop) => hop.clock === 'seen' && hop.endedAt && hop.id !== 'ready');
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

test('the paths of thirty pods born under our eyes, in every variant, agree with the objects and with the logs of the node', async ({
  real,
}) => {
  test.setTimeout(240_000);
  const [worker = ''] = (await kubectl('get', 'nodes', '-o', 'name'))
    .split('\n')
    .filter((one) => one.includes('worker'))
    .map((one) => one.slice(5));
  await fetch(`${real.url}/api/cluster`);
  await kubectl('create', 'namespace', NAMESPACE);
  try {
    for (const manifest of pathManifests(NAMESPACE, worker)) {
      await create(manifest);
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
    }
    await expect
      .poll(
        async () => {
          const list = await pods();
          const settled = list.filter(
            (pod) => pod.status?.phase === 'Pending' && /^(con-init|varios|web|suelto)/.test(pod.metadata.name),
          );
          return list.length >= 30 && settled.length === 0;
        },
        { timeout: 60_000, intervals: [1000] },
      )
      .toBe(true);
    // The mount of a missing volume is given up, and said, only after some tries.
    await expect
      .poll(() => kubectl('get', 'events', '-n', NAMESPACE, '--field-selector', 'reason=FailedMount', '-o', 'name'), {
        timeout: 60_000,
        intervals: [2000],
      })
      .not.toBe('');
    await expect
      .poll(
        async () =>
          (await pods())
            .filter((pod) => /^(con-sonda|agente)/.test(pod.metadata.name))
            .every((pod) => pod.status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True')),
        { timeout: 30_000, intervals: [1000] },
      )
      .toBe(true);

    const errors: number[] = [];
    let traced = 0;
    for (const pod of await pods()) {
      const response = await fetch(`${real.url}/api/paths/${NAMESPACE}/${pod.metadata.name}`);
      expect(response.status, pod.metadata.name).toBe(200);
      const path: PathAnswer = pathAnswer.parse(await response.json());
      traced += 1;
      expectOrder(path);
      expectAgreement(path, pod);
      expectVariant(path);
      for (const status of pod.status?.containerStatuses ?? []) {
        const start = hopOf(path, 'start', status.name);
        if (status.restartCount || start?.clock !== 'seen' || !status.containerID || !path.node) continue;
        const truth = runningSince(path.node, status.containerID.replace(/^.*\/\//, ''));
        if (truth !== undefined && start.endedAt) errors.push(Math.abs(Date.parse(start.endedAt) - truth));
      }
    }
    expect(traced).toBeGreaterThanOrEqual(30);
    expect(errors.length).toBeGreaterThan(10);
    errors.sort((a, b) => a - b);
    test.info().annotations.push({
      type: 'error of start, ms',
      description: `median ${errors[Math.floor(errors.length / 2)]}, worst ${errors.at(-1)}, of ${errors.length}`,
    });
    process.stdout.write(
      `start hop against containerd's log: median ${errors[Math.floor(errors.length / 2)]} ms, worst ${errors.at(-1)} ms, ${errors.length} containers\n`,
    );
    expect(errors.at(-1)).toBeLessThanOrEqual(TOLERANCE_MS);
  } finally {
    await kubectl('delete', 'namespace', NAMESPACE, '--wait=false');
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
    expect(out).toMatchObject({ degree: 'observed' });
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
    await expect(page.getByRole('heading', { name: `El camino de ${name}` })).toBeVisible({ timeout: 15_000 });
    await expect(viewport).toBeVisible();
    expect(await viewport.getAttribute('style')).toBe(where);
    await expect(page.getByRole('row', { name: /runC arranca el proceso/ })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('row', { name: /listo/ })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(/De la orden a listo/)).toBeVisible();
    await expect(page.getByText(/visto por kubeplano|vistas por kubeplano/)).toBeVisible();
  } finally {
    await kubectl('delete', 'pod', name, '--grace-period=1', '--wait=false');
  }
});
