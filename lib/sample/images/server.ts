import 'server-only';
import { quantity } from '../engine/quantity';
import type { ImageProgram } from './image';
import { shellProgram } from './shell';

/** What tells one well-known server from another. */
export interface ServerTraits {
  /** The name of its program: an argv that starts otherwise is run by the shell. */
  program: string[];
  port: number;
  /** What it says when it starts: milliseconds after the start, and the line. */
  says: [number, string][];
  /** When it begins to listen. */
  readyAfterMs: number;
  /** Memory it needs to live; under a lower limit the kernel kills it. */
  needs: number;
  /** How long it takes to end well on SIGTERM. */
  stopsAfterMs?: number;
  exitCode?: number;
  /** Paths it answers with 200; anything else is 404. Absent: it speaks no HTTP. */
  paths?: string[];
  accessLog?: (path: string, status: number, at: Date) => string;
  /** Environment it cannot start without: any of these. */
  requires?: { anyOf: string[]; says: string[] };
}

/** A server that starts, says so, listens, and ends well when asked to. */
export function serverProgram(traits: ServerTraits): ImageProgram {
  return (context) => {
    const program = context.argv[0]?.split('/').at(-1) ?? '';
    if (!traits.program.includes(program)) return shellProgram(context);
    const { scope } = context;
    if (traits.requires !== undefined && !traits.requires.anyOf.some((name) => context.env.has(name))) {
      const { says } = traits.requires;
      scope.after(300, () => {
        for (const line of says) context.log(line);
        context.exit(1);
      });
      return {};
    }
    const badFlag = context.argv.slice(1).find((word) => /^--?(no-such|inexistente|invalid|bad)/.test(word));
    if (badFlag !== undefined) {
      scope.after(120, () => {
        context.log(`${program}: unrecognized option '${badFlag}'`);
        context.exit(1);
      });
      return {};
    }
    if (context.memoryLimit !== undefined && context.memoryLimit < traits.needs) {
      scope.after(Math.min(traits.readyAfterMs, 900) + 100, () => context.exit(137, 'OOMKilled'));
    }
    let listening = false;
    for (const [ms, line] of traits.says) scope.after(ms, () => context.log(line));
    scope.after(traits.readyAfterMs, () => {
      listening = true;
    });
    return {
      terminate: () => {
        listening = false;
        scope.after(traits.stopsAfterMs ?? 200, () => context.exit(traits.exitCode ?? 0));
      },
      listens: (port) => listening && port === traits.port,
      http: (port, path) => {
        if (!listening || port !== traits.port || traits.paths === undefined) return undefined;
        const status = traits.paths.includes(path.split('?')[0] ?? '') ? 200 : 404;
        if (traits.accessLog !== undefined) context.log(traits.accessLog(path, status, new Date(scope.clock.now())));
        return status;
      },
      run: (argv) => {
        if (argv[0] === 'redis-cli' || argv[0] === 'pg_isready' || argv[0] === 'mysqladmin' || argv[0] === 'mongosh') {
          return listening ? { code: 0, output: '' } : { code: 1, output: 'connection refused' };
        }
        return runInShell(argv);
      },
    };
  };
}

/** Commands inside a server's container: the few that exec probes use. */
function runInShell(argv: string[]): { code: number; output: string } {
  const [command = ''] = argv;
  if (command === 'true' || command === 'echo') return { code: 0, output: '' };
  if (command === 'cat' || command === 'ls') {
    return { code: 1, output: `cat: ${argv[1] ?? ''}: No such file or directory` };
  }
  if (command === 'sh' || command === '/bin/sh')
    return { code: /exit ([1-9])/.test(argv[2] ?? '') ? 1 : 0, output: '' };
  return { code: command === 'false' ? 1 : 127, output: '' };
}

/** The `stress` images: takes the memory it is told to, and is killed when that is more than its limit. */
export const stressProgram: ImageProgram = (context) => {
  const at = context.argv.indexOf('--vm-bytes');
  const wanted = at < 0 ? 0 : quantity((context.argv[at + 1] ?? '').replace(/([KMG])$/, '$1i'));
  context.log('stress: info: [1] dispatching hogs: 0 cpu, 0 io, 1 vm, 0 hdd');
  if (context.memoryLimit !== undefined && wanted > context.memoryLimit) {
    context.scope.after(700, () => context.exit(137, 'OOMKilled'));
  }
  return { terminate: () => context.exit(143) };
};
