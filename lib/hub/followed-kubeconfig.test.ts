import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { chooseCluster } from '@/lib/kubernetes/choose-cluster';
import { createFakeApi, fakePod } from '@/lib/kubernetes/testing/fake-api';
import { createLoopback } from '@/lib/kubernetes/testing/loopback';
import { createManualClock } from '@/lib/kubernetes/testing/manual-clock';
import { openCluster } from './open-cluster';

let loopback: ReturnType<typeof createLoopback>;
beforeEach(() => {
  loopback = createLoopback();
});
afterEach(() => loopback.close());

/** An API server on loopback that holds one pod. */
async function serverWith(pod: string): Promise<string> {
  const api = createFakeApi();
  api.serve('/api/v1/pods', [fakePod(pod)]);
  return loopback.https(async (request, response) => {
    const { status, body } = api.answer({ path: request.url ?? '/' });
    response.writeHead(status, { 'content-type': 'application/json' });
    if (typeof body === 'string') return void response.end(body);
    response.flushHeaders();
    for await (const chunk of body) response.write(chunk);
    response.end();
  });
}
const config = (server: string, current = 'x') =>
  JSON.stringify({
    'current-context': current,
    clusters: [{ name: 'c', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'u', user: { token: 'one' } }],
    contexts: ['x', 'y'].map((name) => ({ name, context: { cluster: 'c', user: 'u' } })),
  });

async function world(server: string) {
  const file = loopback.write('config', config(server));
  const clock = createManualClock();
  const chosen = chooseCluster({ sample: false, kubeconfigs: [file], namespaces: [] }).choose();
  const opened = openCluster(chosen, clock);
  const snapshot = () => {
    const now = opened.hub.current();
    return now && 'snapshot' in now ? now.snapshot : undefined;
  };
  /** Lets the network answer and time pass, a little at a time, until it is so. */
  const until = async (isSo: () => boolean) => {
    while (!isSo()) {
      await new Promise(setImmediate);
      await clock.advance(50);
    }
  };
  const pods = () => snapshot()?.pods.map(({ name }) => name);
  return { file, opened, snapshot, until, pods };
}

it('a server that has moved is read anew, from the kubeconfig that tells where', async () => {
  const [first, second] = [await serverWith('old'), await serverWith('new')];
  const { file, opened, snapshot, until, pods } = await world(first);
  await until(() => pods()?.includes('old') === true);
  writeFileSync(file, config(second));
  await until(() => pods()?.includes('new') === true);
  expect(pods()).toEqual(['new']);
  expect(snapshot()?.source).toMatchObject({ context: 'x', server: second });
  opened.close();
});

it('a current context that is another by now is told, and no longer when it is ours again', async () => {
  const server = await serverWith('web');
  const { file, opened, snapshot, until, pods } = await world(server);
  await until(() => pods()?.length === 1);
  expect(snapshot()?.source).not.toHaveProperty('currentContext');
  writeFileSync(file, config(server, 'y'));
  await until(() => snapshot()?.source.currentContext === 'y');
  expect(pods()).toEqual(['web']);
  writeFileSync(file, config(server));
  await until(() => snapshot()?.source.currentContext === undefined);
  opened.close();
});

it('an address that is mended while nobody answered at the old one brings the picture', async () => {
  const dead = createLoopback();
  const nobody = await dead.https(() => {});
  await dead.close();
  const { file, opened, until, pods } = await world(nobody);
  const problem = () => {
    const now = opened.hub.current();
    return now && 'problem' in now ? now.problem.code : undefined;
  };
  await until(() => problem() === 'connection-refused');
  writeFileSync(file, config(await serverWith('web')));
  await until(() => pods()?.length === 1);
  expect(problem()).toBeUndefined();
  opened.close();
});
