import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../clock';
import { connectionOf } from '../kubeconfig/connection';
import { mergeKubeconfigs } from '../kubeconfig/merge';
import { createLoopback } from '../testing/loopback';
import { createManualClock } from '../testing/manual-clock';
import { TEST_CERTIFICATE } from '../testing/test-certificate';
import { createExecPlugin } from './exec-plugin';
import { type PluginCommand, type PluginRun, runPlugin } from './run-plugin';

const apiVersion = 'client.authentication.k8s.io/v1';
let loopback: ReturnType<typeof createLoopback>;
beforeEach(() => {
  loopback = createLoopback();
});
afterEach(() => loopback.close());

const answer = (status: object): PluginRun => ({
  code: 0,
  timedOut: false,
  stderr: '',
  stdout: JSON.stringify({ apiVersion, kind: 'ExecCredential', status }),
});

/** A plugin whose runs are answered by hand. */
function plugin(exec: object = {}, cluster: object = {}) {
  const clock = createManualClock();
  const runs: (PluginCommand & { end(run: PluginRun): void; signal: AbortSignal })[] = [];
  const file = loopback.kubeconfig(
    { server: 'https://127.0.0.1:1', ...cluster },
    { exec: { apiVersion, command: process.execPath, interactiveMode: 'Never', ...exec } },
  );
  const settings = connectionOf(mergeKubeconfigs([file]), 'x');
  const made = createExecPlugin(settings, settings.user?.fields.exec ?? {}, {
    clock,
    run: (command, _, signal) => new Promise((end) => runs.push({ ...command, end, signal })),
  });
  return { clock, runs, ...made };
}
const info = ({ env }: PluginCommand) => JSON.parse(env.KUBERNETES_EXEC_INFO ?? '');

describe('an exec plugin', () => {
  it('is run once for all who wait, and its credential is kept until it ends', async () => {
    const { clock, runs, credential } = plugin();
    const waiting = Array.from({ length: 48 }, () => credential());
    expect(runs).toHaveLength(1);
    const expirationTimestamp = new Date(clock.now() + 60_000).toISOString();
    runs[0]?.end(answer({ token: 'one', expirationTimestamp }));
    expect(new Set((await Promise.all(waiting)).map(({ authorization }) => authorization))).toEqual(
      new Set(['Bearer one']),
    );
    await clock.advance(45_000);
    await credential();
    expect(runs).toHaveLength(1);
    await clock.advance(10_000);
    void credential();
    expect(runs).toHaveLength(2);
  });

  it.each([
    ['gives what has expired already', answer({ token: 'late', expirationTimestamp: '2020-01-01T00:00:00Z' })],
    ['fails', { code: 1, timedOut: false, stdout: '', stderr: 'no' }],
    ['gives nothing', { code: 0, timedOut: false, stdout: 'null', stderr: '' }],
  ])('that %s is not run again for each request', async (_, run) => {
    const { clock, runs, credential } = plugin();
    const first = credential().catch(() => undefined);
    runs[0]?.end(run);
    await first;
    for (let turn = 0; turn < 20; turn++) await credential().catch(() => undefined);
    expect(runs).toHaveLength(1);
    await clock.advance(5_000);
    void credential().catch(() => undefined);
    expect(runs).toHaveLength(2);
  });

  it('is asked again after the server refused what it gave', async () => {
    const { clock, runs, credential, forget } = plugin();
    const first = credential();
    runs[0]?.end(answer({ token: 'one' }));
    await first;
    await clock.advance(5_000);
    forget();
    void credential();
    expect(runs).toHaveLength(2);
  });

  it('is told that nobody is there to answer, and of the cluster of this context where it asks', async () => {
    const ca = Buffer.from(TEST_CERTIFICATE).toString('base64');
    const extension = { audience: 'x' };
    const { runs, credential } = plugin(
      { provideClusterInfo: true, env: [{ name: 'PROFILE', value: 'class' }] },
      {
        'certificate-authority-data': ca,
        'tls-server-name': 'name.test',
        'proxy-url': 'http://proxy.test:1',
        extensions: [{ name: 'client.authentication.k8s.io/exec', extension }],
      },
    );
    void credential();
    const [run] = runs;
    if (!run) throw new Error('it was not run');
    expect(run.env.PROFILE).toBe('class');
    expect(info(run)).toEqual({
      kind: 'ExecCredential',
      apiVersion,
      spec: {
        interactive: false,
        cluster: {
          server: 'https://127.0.0.1:1',
          'certificate-authority-data': ca,
          'tls-server-name': 'name.test',
          'proxy-url': 'http://proxy.test:1',
          config: extension,
        },
      },
    });
  });

  it('is ended when the cluster is no longer looked at', () => {
    const { runs, credential, close } = plugin();
    void credential();
    close();
    expect(runs[0]?.signal.aborted).toBe(true);
  });
});

const PATIENCE = { timeout: 10_000, interval: 10 };

/** What a file holds, once it is there. */
const written = (file: string): Promise<string> =>
  vi.waitFor(() => {
    const text = readFileSync(file, 'utf8').trim();
    expect(text).not.toBe('');
    return text;
  }, PATIENCE);
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    // One that has ended and was not collected yet (of a container without init) runs no more.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};
const gone = (pid: number): Promise<void> => vi.waitFor(() => expect(isAlive(pid)).toBe(false), PATIENCE);

describe.skipIf(process.platform !== 'linux')('a plugin that hangs', () => {
  const stubborn = (file: string) => ['-c', `trap "" TERM; echo $$ > ${file}; while :; do sleep 1; done`];

  it('is ended after a minute, also when it does not want to', async () => {
    const clock = createManualClock();
    const pidFile = path.join(loopback.folder, 'pid');
    const command = { program: '/bin/sh', args: stubborn(pidFile), env: process.env };
    const run = runPlugin(command, clock, new AbortController().signal);
    const pid = Number(await written(pidFile));
    await clock.advance(60_000);
    await clock.advance(2_000);
    expect(await run).toMatchObject({ timedOut: true });
    await gone(pid);
  });

  it('may end by itself when it is asked to', async () => {
    const clock = createManualClock();
    const file = path.join(loopback.folder, 'said');
    const pidFile = path.join(loopback.folder, 'pid');
    const polite = `trap "echo bye > ${file}; exit 0" TERM; echo $$ > ${pidFile}; while :; do sleep 0.1; done`;
    const command = { program: '/bin/sh', args: ['-c', polite], env: process.env };
    const run = runPlugin(command, clock, new AbortController().signal);
    await written(pidFile);
    await clock.advance(60_000);
    expect(await run).toMatchObject({ timedOut: true });
    expect(await written(file)).toBe('bye');
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)('does not outlive us when we are ended by %s', async (signal) => {
    const pidFile = path.join(loopback.folder, 'pid');
    const script = path.join(import.meta.dirname, '../testing/run-plugin-alone.ts');
    const us = spawn(process.execPath, [script, ...stubborn(pidFile)], { stdio: 'ignore' });
    const pid = Number(await written(pidFile));
    us.kill(signal);
    await once(us, 'exit');
    await gone(pid);
  });

  it('reads an empty standard input, and what it prints comes whole', async () => {
    const args = ['-c', 'read -r x; echo "[$x]"; echo oops >&2; exit 7'];
    const run = runPlugin({ program: '/bin/sh', args, env: process.env }, systemClock, new AbortController().signal);
    expect(await run).toEqual({ code: 7, timedOut: false, stdout: '[]\n', stderr: 'oops\n' });
  });
});
