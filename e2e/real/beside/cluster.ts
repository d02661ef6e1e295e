/** One of the two clusters kubectl is run against, and how. */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kubectls } from '../../../packages/sample-cluster/src/testing/kubectls';

export interface Cluster {
  name: 'real' | 'sample';
  /** Arguments that make kubectl one of its people; `--kubeconfig` is among them. */
  users: { admin: readonly string[]; reader: readonly string[]; developer: readonly string[] };
  control: string;
  workers: readonly string[];
}

export interface Answer {
  code: number;
  out: string;
  err: string;
}

/** Arguments of a line as a shell would split it; only single quotes are known. */
export const words = (line: string): string[] =>
  (line.match(/(?:'[^']*'|[^\s'])+/g) ?? []).map((word) => word.replaceAll("'", ''));

/** Discovery is cached by address: a sample of another run may have had the same port. */
const cache = mkdtempSync(join(tmpdir(), 'beside-cache-'));

const argumentsOf = (cluster: Cluster, args: readonly string[], user: keyof Cluster['users'] = 'admin') => {
  const [command, ...rest] = args;
  return [command ?? '', ...cluster.users[user], '--cache-dir', join(cache, `${cluster.name}-${user}`), ...rest];
};

interface Options {
  as?: keyof Cluster['users'];
  binary?: string;
  /** Where `-f` looks. */
  folder?: string;
}

/** Runs kubectl to its end. */
export function run(cluster: Cluster, args: readonly string[], options: Options = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    execFile(
      options.binary ?? 'kubectl',
      argumentsOf(cluster, args, options.as),
      { cwd: options.folder ?? '.', timeout: 90_000, maxBuffer: 2 ** 26 },
      (error, out, err) => {
        if (error && typeof error.code !== 'number') reject(error);
        else resolve({ code: error ? Number(error.code) : 0, out, err });
      },
    );
  });
}

/** What must go well for the comparison to be one: rejects with what kubectl said. */
export async function must(cluster: Cluster, ...args: string[]): Promise<string> {
  const { code, out, err } = await run(cluster, args);
  if (code !== 0) throw new Error(`${cluster.name}: kubectl ${args.join(' ')}: ${err}`);
  return out.trim();
}

/** A kubectl that goes on printing, once it has printed `first`. */
export async function follow(cluster: Cluster, args: readonly string[], first: RegExp) {
  const child = spawn('kubectl', argumentsOf(cluster, args), { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', () => reject(new Error(`kubectl ${args.join(' ')} ended: ${out}`)));
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        out += String(chunk);
        if (first.test(out)) resolve();
      });
  });
  return { output: () => out, stop: () => child.kill() };
}

/** An older kubectl lying beside the one on the path (`kubectl.1.28`). */
export const olderKubectl = (): string | undefined =>
  kubectls().find((binary) => /kubectl\.1\.(2[89]|3[01])$/.test(binary));
