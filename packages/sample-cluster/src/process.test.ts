/** The program as it is started: a process of its own. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type SampleProcess, startSample } from './index.js';
import { claimOf } from './place.ts';
import { field, get } from './testing/kubeconfig-client.ts';

const PROGRAM = fileURLToPath(new URL('../bin/sample-cluster.js', import.meta.url));
const place = () => join(mkdtempSync(join(tmpdir(), 'process-')), 'config');
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** A sample cluster, and the process behind it now. */
async function started(): Promise<SampleProcess & { pid: () => number }> {
  const children: ReturnType<typeof fork>[] = [];
  const launch = () => {
    const child = fork(PROGRAM, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    children.push(child);
    return child;
  };
  const sample = await startSample({ kubeconfig: place() }, { launch });
  stops.push(() => sample.stop());
  return { ...sample, pid: () => children.at(-1)?.pid ?? 0 };
}

const nodesOf = async (kubeconfig: string) => {
  const { items = [] } = await get(kubeconfig, '/api/v1/nodes');
  return items.map(({ metadata }) => metadata.name);
};
const podsOf = async (kubeconfig: string) => {
  const { items = [] } = await get(kubeconfig, '/api/v1/namespaces/default/pods');
  return items.map(({ metadata }) => metadata.name);
};
const settled = { timeout: 60_000, interval: 50 };

describe('the sample cluster as a process', () => {
  it('serves its API, tells how it stands and does what it is told', async () => {
    const sample = await started();
    expect(await nodesOf(sample.kubeconfig)).toEqual(['maestro', 'nodo1', 'nodo2']);
    expect((await sample.state()).profile).toBe('kubeadm');
    const { state } = await sample.act({ do: 'pause' });
    expect(state.paused).toBe(true);
    const { refused } = await sample.act({ do: 'switch', name: 'nothing', on: false });
    expect(refused?.reason).toBe('NotFound');
    await sample.stop();
    expect(existsSync(sample.kubeconfig)).toBe(false);
  });

  it('leaves no kubeconfig behind where it had to be killed', async () => {
    const launch = () => {
      const child = fork(PROGRAM, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      const kill = child.kill.bind(child);
      child.kill = () => kill('SIGKILL');
      return child;
    };
    const sample = await startSample({ kubeconfig: place() }, { launch });
    expect(existsSync(sample.kubeconfig)).toBe(true);
    await sample.stop();
    expect(existsSync(sample.kubeconfig)).toBe(false);
  });

  it('has a name that whoever keeps it running holds: nobody takes it between one process and the next', async () => {
    const sample = await started();
    expect(readFileSync(sample.kubeconfig, 'utf8')).toContain(claimOf(process.pid));
  });

  it('that is killed is started again where it was, with the same kubeconfig, and says so', async () => {
    const sample = await started();
    const before = readFileSync(sample.kubeconfig, 'utf8');
    await sample.state();
    expect(sample.lastEnding()).toBeUndefined();
    process.kill(sample.pid(), 'SIGKILL');
    await vi.waitFor(async () => expect((await sample.state()).profile).toBe('kubeadm'), settled);
    expect(sample.lastEnding()).toMatchObject({ how: 'SIGKILL', again: true });
    const address = (text: string) => text.replace(/^# .*\n/, '');
    expect(address(readFileSync(sample.kubeconfig, 'utf8'))).toBe(address(before));
    expect(await nodesOf(sample.kubeconfig)).toHaveLength(3);
  });

  it('that ends again and again is left alone, until it is reset', async () => {
    const sample = await started();
    for (let times = 0; times < 4; times++) {
      const pid = sample.pid();
      await vi.waitFor(() => sample.state(), settled);
      process.kill(pid, 'SIGKILL');
      await vi.waitFor(() => {
        if (sample.pid() === pid && sample.lastEnding()?.again !== false) throw new Error('still there');
      }, settled);
    }
    expect(sample.lastEnding()).toMatchObject({ how: 'SIGKILL', again: false });
    await expect(sample.state()).rejects.toThrow('not running');
    const { state } = await sample.act({ do: 'reset' });
    expect(state.switches.every(({ on }) => on)).toBe(true);
    expect(sample.lastEnding()).toBeUndefined();
    expect(await nodesOf(sample.kubeconfig)).toHaveLength(3);
  }, 30_000);

  it('ends when whoever started it is killed', async () => {
    const file = place();
    const index = pathToFileURL(fileURLToPath(new URL('./index.js', import.meta.url))).href;
    const script = join(mkdtempSync(join(tmpdir(), 'parent-')), 'parent.mjs');
    writeFileSync(
      script,
      `import { startSample } from ${JSON.stringify(index)};
       await startSample({ kubeconfig: ${JSON.stringify(file)} });
       console.log('started');`,
    );
    const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(parent.stdout, 'data');
    expect(existsSync(file)).toBe(true);
    const server = field(file, 'server');
    parent.kill('SIGKILL');
    await vi.waitFor(() => expect(existsSync(file)).toBe(false), settled);
    await vi.waitFor(() => expect(fetch(server)).rejects.toThrow(/fetch failed/), settled);
  });
});

describe('the reset', () => {
  it('by kubectl makes the cluster anew behind the same address', async () => {
    const sample = await started();
    const created = await sample.act({ do: 'create', namespace: 'default', name: 'web', image: 'nginx', replicas: 1 });
    expect(created.refused).toBeUndefined();
    await sample.act({ do: 'switch', name: 'scheduler', on: false });
    const before = await get(sample.kubeconfig, '/api/v1/nodes');
    const path = '/apis/sample.kubeplano.dev/v1/changes';
    expect(await get(sample.kubeconfig, path, 'DELETE')).toMatchObject({ status: 'Success' });
    await vi.waitFor(async () => {
      expect((await sample.state()).switches.filter(({ on }) => !on)).toEqual([]);
    }, settled);
    const after = await get(sample.kubeconfig, '/api/v1/nodes');
    expect(Number(after.metadata?.resourceVersion)).toBeGreaterThan(Number(before.metadata?.resourceVersion));
    expect((await podsOf(sample.kubeconfig)).filter((name) => name.startsWith('web-'))).toEqual([]);
    // A watch of the cluster before is told that its revision is no more: nothing of both is mixed.
    const stale = `/api/v1/nodes?watch=1&timeoutSeconds=1&resourceVersion=${before.metadata?.resourceVersion}`;
    expect(await get(sample.kubeconfig, stale)).toMatchObject({ type: 'ERROR', object: { code: 410 } });
  });

  it('by the page works while no API server answers', async () => {
    const sample = await started();
    await sample.act({ do: 'switch', name: 'apiserver', on: false });
    await vi.waitFor(() => expect(nodesOf(sample.kubeconfig)).rejects.toThrow(), { timeout: 60_000, interval: 200 });
    const { state } = await sample.act({ do: 'reset' });
    expect(state.switches.every(({ on, phase }) => on && phase === 'Running')).toBe(true);
    expect(await nodesOf(sample.kubeconfig)).toHaveLength(3);
  }, 70_000);
});
