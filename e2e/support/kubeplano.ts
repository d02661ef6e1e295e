/** Kubeplano as a person starts it: the command line, on a free port, ended with SIGTERM. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Running {
  pid: number;
  /** Address without the last slash. */
  url: string;
  /** What it has printed so far. */
  output(): string;
  /** SIGTERM; milliseconds until it was gone and its exit code. */
  stop(): Promise<{ code: number | null; after: number }>;
}

/** The environment without what would tell Kubeplano of a cluster of this machine. */
export function cleanEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(KUBECONFIG|KUBERNETES_.*|KUBEPLANO_.*|HOST|PORT|LANG|LC_.*)$/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    NODE_ENV: 'production',
    HOME: '/nonexistent',
    LANG: 'es_ES.UTF-8',
    ...more,
  };
}

export function launch(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const script = fileURLToPath(new URL('../../bin/kubeplano.js', import.meta.url));
  return spawn(process.execPath, [script, '--no-open', ...args], {
    env: cleanEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs a command that is expected to end by itself. */
export async function runToEnd(args: readonly string[], env: Record<string, string> = {}) {
  const child = launch(args, env);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
  const [code] = await once(child, 'exit');
  return { code: Number(code), output };
}

/** Starts Kubeplano on a free port and waits until it says that it is ready. */
export async function startKubeplano(args: readonly string[], env: Record<string, string> = {}): Promise<Running> {
  const child = launch([...(args.includes('--port') ? [] : ['--port', '0']), ...args], env);
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        output += String(chunk);
        const ready = /: (http:\/\/\S+)\/$/m.exec(output);
        // `Ctrl-C …` is the last thing it says.
        if (ready?.[1] && output.includes('Ctrl-C')) resolve(ready[1]);
      });
    }
    child.on('exit', (code) => reject(new Error(`Kubeplano ended (${code}):\n${output}`)));
  });
  return {
    pid: child.pid ?? 0,
    url,
    output: () => output,
    async stop() {
      if (child.exitCode !== null) return { code: child.exitCode, after: 0 };
      const start = performance.now();
      child.kill('SIGTERM');
      const [code] = await once(child, 'exit');
      return { code: code === null ? null : Number(code), after: performance.now() - start };
    },
  };
}
