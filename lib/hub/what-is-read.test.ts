import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '@/lib/kubernetes/clock';
import { createLoopback } from '@/lib/kubernetes/testing/loopback';
import { createHubs } from './hubs';
import { whatIsRead } from './what-is-read';

let loopback: ReturnType<typeof createLoopback>;
beforeEach(() => {
  loopback = createLoopback();
});
afterEach(() => loopback.close());

function read(env: Record<string, string>, sampleAsked = false) {
  const hubs = createHubs({ NODE_ENV: 'test', HOME: loopback.folder, ...env }, systemClock);
  try {
    return whatIsRead(hubs, sampleAsked);
  } finally {
    hubs.close();
  }
}

it('the server and the file are those really used, and what is shadowed is named', () => {
  const first = loopback.write(
    'first',
    JSON.stringify({ clusters: [{ name: 'c', cluster: { server: 'https://first.test' } }] }),
  );
  const second = loopback.kubeconfig({ server: 'https://second.test' }, {}, 'second');
  expect(read({ KUBECONFIG: `${first}:${second}` })).toEqual({
    kind: 'cluster',
    values: { context: 'x', server: 'https://first.test', file: first },
    shadowed: [{ entry: 'clusters[c]', file: second, by: first }],
  });
});

it('the address is told without user, password and query', () => {
  const file = loopback.kubeconfig({ server: 'https://ana:hunter2@api.test:6443/k8s/?token=hunter2' });
  expect(read({ KUBECONFIG: file })).toMatchObject({ values: { server: 'https://api.test:6443/k8s' } });
});

it('what keeps it from being read is told instead', () => {
  const file = loopback.kubeconfig({ server: 'ftp://api.test' });
  expect(read({ KUBECONFIG: file })).toMatchObject({
    kind: 'problem',
    problem: { code: 'server-address-invalid', values: { file, entry: 'clusters[c].server' } },
  });
  expect(read({ KUBECONFIG: `${file}-gone` })).toMatchObject({ problem: { code: 'kubeconfig-not-found' } });
});

it('a sample that opens by itself is told as such', () => {
  const KUBEPLANO_SAMPLE_RUNNING = loopback.kubeconfig({ server: 'https://127.0.0.1:1' });
  const values = expect.objectContaining({ file: KUBEPLANO_SAMPLE_RUNNING });
  expect(read({ KUBEPLANO_SAMPLE_RUNNING, KUBEPLANO_SAMPLE: '1' }, true)).toMatchObject({ kind: 'sample', values });
  expect(read({ KUBEPLANO_SAMPLE_RUNNING })).toMatchObject({ kind: 'none', values });
});
