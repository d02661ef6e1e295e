import { once } from 'node:events';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, runToEnd, startKubeplano } from './support/kubeplano';
import { RECORDING } from './support/recording';
import { expect, test } from './support/test';

async function takePort(port = 0) {
  const server = createServer((_, response) => response.end('not Kubeplano'));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}

test('it prints where it is, what it reads and how to stop it', async ({ recorded, request }) => {
  // Next.js says in a line of its own, before, that it has run its configuration.
  const lines = recorded.output().trim().split('\n').slice(-3);
  expect(lines).toEqual([
    `Kubeplano está listo: ${recorded.url}/`,
    expect.stringContaining('Leyendo la grabación de'),
    'Pulsa Ctrl-C para pararlo.',
  ]);
  expect((await request.get('/')).status()).toBe(200);
});

test('a port that was asked for and is taken is an error that says so, in one line', async () => {
  await using taken = await takePort();
  const { code, output } = await runToEnd(['--from', RECORDING, '--port', String(taken.port)]);
  expect(code).toBe(1);
  expect(output).toBe(
    `Otro programa usa el puerto ${taken.port}. Indica otro con --port, u omítelo para usar uno libre.\n`,
  );
});

test('when nobody asks for a port it takes the next free one, and says so', async () => {
  // Whoever has 7788 on this machine, this test included, it is taken now.
  const taken = await takePort(7788).catch(() => undefined);
  const child = launch(['--from', RECORDING]);
  let output = '';
  child.stdout?.on('data', (chunk) => (output += String(chunk)));
  try {
    await expect.poll(() => output).toContain('listo');
    expect(output).toMatch(/El puerto 7788 está en uso; se usa el \d+\./);
    expect(output).not.toContain(':7788/');
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
    await taken?.[Symbol.asyncDispose]();
  }
});

test('mistakes are one message that names the flag or the variable, without a stack', async () => {
  const cases: [string[], Record<string, string>, string][] = [
    [['--prot', '80'], {}, '--port'],
    [[], { PORT: 'ochenta' }, 'PORT'],
    [['--from', '/nonexistent/recording'], {}, '--from'],
    [['--kubeconfig', '/nonexistent/config'], {}, '--kubeconfig'],
    [['--lang', 'fr'], {}, '--lang'],
    [['--host', '192.0.2.1'], {}, '192.0.2.1'],
  ];
  for (const [args, env, named] of cases) {
    const { code, output } = await runToEnd(args, env);
    expect(code, output).toBe(1);
    expect(output).toContain(named);
    expect(output.trim().split('\n'), output).toHaveLength(1);
  }
});

test('it speaks English to whoever asks for it, and tells its version', async () => {
  const { output } = await runToEnd(['--lang', 'en', '--prot', '80']);
  expect(output).toBe('Unknown option --prot. Did you mean --port?\n');
  expect((await runToEnd(['--version'])).output).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect((await runToEnd(['--help', '--lang=en'])).output).toContain('--kubeconfig FILE');
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`after ${signal} the kubeconfig of the sample cluster is gone`, async () => {
    const child = launch(['--sample', '--port', '0']);
    let output = '';
    child.stdout?.on('data', (chunk) => (output += String(chunk)));
    const kubeconfig = () => /KUBECONFIG=(\S+)/.exec(output)?.[1] ?? '';
    try {
      await expect.poll(() => output).toContain('Ctrl-C');
      expect(existsSync(kubeconfig())).toBe(true);
    } finally {
      child.kill(signal);
      await once(child, 'exit');
    }
    expect(existsSync(kubeconfig())).toBe(false);
  });
}

test('listening beyond this machine is said aloud, whatever the way it was asked for', async () => {
  for (const [args, env] of [
    [['--host', '0.0.0.0'], {}],
    [[], { HOST: '0.0.0.0' }],
  ] as const) {
    const running = await startKubeplano(['--from', RECORDING, ...args], env);
    expect(running.output()).toMatch(/AVISO: Kubeplano escucha en 0\.0\.0\.0.*http:\/\/\d+\.\d+\.\d+\.\d+:\d+\//);
    await running.stop();
  }
});

test('a server address with a password is printed without it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'address-'));
  writeFileSync(
    join(folder, 'config'),
    JSON.stringify({
      'current-context': 'x',
      contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
      clusters: [{ name: 'c', cluster: { server: 'https://ana:hunter2hunter2@127.0.0.1:9/?token=hunter2hunter2' } }],
      users: [{ name: 'u', user: {} }],
    }),
  );
  const running = await startKubeplano(['--kubeconfig', join(folder, 'config')]);
  expect(running.output()).toContain('(https://127.0.0.1:9)');
  expect(running.output()).not.toContain('hunter2');
  await running.stop();
});
