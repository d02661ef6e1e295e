/** The programs that are measured, each a process of its own, and the memory they hold. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A program, by its place from this folder. */
export function startScript(name: string, args: readonly string[]): ChildProcess & { stdout: NodeJS.ReadableStream } {
  const script = fileURLToPath(new URL(name, import.meta.url));
  return spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** All it prints until it ends well. */
export async function outputOf(child: ReturnType<typeof startScript>, name: string): Promise<string> {
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
  return output;
}

export interface SampleServer {
  kubeconfig: string;
  stop(): Promise<void>;
}

/** The API server of the sample cluster: of three nodes, or of the size that is given. */
export async function startSampleServer(size?: string): Promise<SampleServer> {
  const kubeconfig = join(mkdtempSync(join(tmpdir(), 'kubeplano-bench-')), 'config');
  const program = '../packages/sample-cluster/bin/sample-cluster.js';
  const child = startScript(program, ['--kubeconfig', kubeconfig, ...(size ? ['--size', size] : [])]);
  const ended = once(child, 'exit');
  await Promise.race([
    once(child.stdout, 'data'),
    ended.then(([code]) => Promise.reject(new Error(`the sample's server ended with ${code}`))),
  ]);
  return {
    kubeconfig,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const statusOf = (pid: number | string): string => {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    // It ended meanwhile, or this is not Linux.
    return '';
  }
};
const field = (status: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? Number.NaN);

/** Resident memory of a process and all it has started, MB; not a number where there is no /proc. */
export function residentMemory(pid: number): number {
  const own = field(statusOf(pid), 'VmRSS') / 1024;
  if (Number.isNaN(own)) return own;
  const others = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const children = others.filter((name) => field(statusOf(name), 'PPid') === pid);
  return children.reduce((sum, child) => sum + (residentMemory(Number(child)) || 0), own);
}
