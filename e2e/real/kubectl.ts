/** The real cluster beside the project, seen by kubectl: what the page must agree with. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Kubeconfig of the administrator; from `KUBECONFIG`. */
export const ADMIN = process.env.KUBECONFIG ?? '';
/** Folder of the real cluster's own commands; from `REAL_CLUSTER`. */
export const CLUSTER_COMMANDS = process.env.REAL_CLUSTER ?? '';

/** The kubeconfig of a limited user, beside the administrator's. */
export const limited = (name: 'readonly' | 'desarrollo') => join(dirname(ADMIN), `${name}.kubeconfig`);

/** Why these tests cannot run here; undefined when they can. */
export const missing = () => {
  if (!ADMIN || !existsSync(ADMIN)) return 'KUBECONFIG does not lead to the real cluster';
  return undefined;
};

export async function kubectl(...args: string[]): Promise<string> {
  const { stdout } = await run('kubectl', args, { env: { ...process.env, KUBECONFIG: ADMIN }, maxBuffer: 2 ** 28 });
  return stdout;
}

/** The lines of `kubectl get`, each split into its columns (`5 (3m ago)` is one column: its words stay together). */
export async function table(...args: string[]): Promise<string[][]> {
  const text = await kubectl('get', ...args, '--no-headers');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(/\s{2,}/));
}

/** What kubectl reads from its standard input. */
export function kubectlWith(input: string, ...args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('kubectl', args, {
      env: { ...process.env, KUBECONFIG: ADMIN },
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`kubectl ${args.join(' ')}: ${code}`))));
    child.stdin.end(input);
  });
}

/** Creates with kubectl, as a person would. */
export const create = (manifest: object) => kubectlWith(JSON.stringify(manifest), 'create', '-f', '-');

/** How much a kubelet writes into its log, by its own debugging endpoint: 0 is little, 3 each step of a pod. */
export const kubeletVerbosity = (node: string, level: number) =>
  kubectlWith(String(level), 'replace', '--raw', `/api/v1/nodes/${node}/proxy/debug/flags/v`, '-f', '-');

/** A file of a node, as seen from outside of it. */
export const nodeFile = (node: string, path: string) => join(dirname(dirname(ADMIN)), 'run/nodes', node, 'root', path);

/** Breaks or mends the cluster. */
export async function fault(...args: string[]): Promise<void> {
  await run(join(CLUSTER_COMMANDS, 'fault'), args, { timeout: 90_000 });
}

/** `kubectl get pods --watch`, as it prints; resolves once its watch stands, so that nothing is born before it looks. */
export function watchPods(namespace: string): Promise<ChildProcess> {
  const child = spawn('kubectl', ['get', 'pods', '-n', namespace, '--watch', '--no-headers', '-v=6'], {
    env: { ...process.env, KUBECONFIG: ADMIN },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', () => reject(new Error('kubectl get --watch ended')));
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += String(chunk);
      if (/watch=true/.test(said)) resolve(child);
    });
  });
}
