import type { ImageProgram, ProcessContext } from './image.ts';
import { execIn, shellWith, type Tools } from './shell.ts';

/** What tells one well-known server from another. */
export interface ServerTraits {
  /** The name of its program: an argv that starts otherwise is run by the shell. */
  program: string[];
  port: number;
  /** What it says when it starts: milliseconds after the start, and the line, of which the time may be a part. */
  says: [number, string | ((at: Date) => string)][];
  /** When it begins to listen. */
  readyAfterMs: number;
  /** Memory it needs to live; under a lower limit the kernel kills it. */
  needs: number;
  /** How long it takes to end well on SIGTERM. */
  stopsAfterMs?: number;
  exitCode?: number;
  /** Paths it answers with 200; anything else is 404. Absent: it speaks no HTTP. */
  paths?: string[];
  /** The directory its pages are in: what lies there is served too, and nothing else when a volume covers it. */
  root?: string;
  accessLog?: (path: string, status: number, at: Date) => string;
  /** Environment it cannot start without: any of these. */
  requires?: { anyOf: string[]; says: string[] };
}

/** A server that starts, says so, listens, and ends well when asked to. */
export function serverProgram(traits: ServerTraits): ImageProgram {
  const start: ImageProgram = (context) => {
    const program = context.argv[0]?.split('/').at(-1) ?? '';
    if (!traits.program.includes(program))
      return shellWith(context, new Map(traits.program.map((name) => [name, start])));
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
    for (const [ms, line] of traits.says)
      scope.after(ms, () => context.log(typeof line === 'string' ? line : line(new Date(scope.clock.now()))));
    scope.after(traits.readyAfterMs, () => {
      listening = true;
    });
    const terminate = (): void => {
      listening = false;
      scope.after(traits.stopsAfterMs ?? 200, () => context.exit(traits.exitCode ?? 0));
    };
    const tools = toolsOf(traits, () => listening, terminate);
    return {
      terminate,
      listens: (port) => listening && port === traits.port,
      http: (port, path) => {
        if (!listening || port !== traits.port || traits.paths === undefined) return undefined;
        const status = statusOf(traits, context, path.split('?')[0] ?? '');
        if (traits.accessLog !== undefined) context.log(traits.accessLog(path, status, new Date(scope.clock.now())));
        return status;
      },
      run: (argv, done) => execIn(context, argv, done, tools),
    };
  };
  return start;
}

/** Clients that come with a server, to ask it whether it lives: what they say when it does, and when it does not. */
const CLIENTS = {
  'redis-cli': ['PONG', 'Could not connect to Redis at 127.0.0.1:6379: Connection refused', 1],
  pg_isready: ['/var/run/postgresql:5432 - accepting connections', '/var/run/postgresql:5432 - no response', 2],
  mysqladmin: ['mysqld is alive', "error: 'Can't connect to local server through socket'", 1],
  mongosh: ['{ ok: 1 }', 'MongoNetworkError: connect ECONNREFUSED 127.0.0.1:27017', 1],
} satisfies Record<string, [alive: string, dead: string, code: number]>;

/** What can be asked of a running server from inside its container. */
function toolsOf({ program }: ServerTraits, listening: () => boolean, stop: () => void): Tools {
  const own = (args: string[]) => {
    const [flag = '', signal = ''] = args;
    if (flag === '-s' && ['quit', 'stop'].includes(signal)) stop();
    else if (flag !== '-t' && flag !== '-s') return { code: 1, output: `${program[0]}: not simulated here\n` };
    return { code: 0, output: '' };
  };
  const clients = Object.entries(CLIENTS).map(([name, [alive, dead, code]]) => {
    const ask = () => (listening() ? { code: 0, output: `${alive}\n` } : { code, output: `${dead}\n` });
    return [name, ask] as const;
  });
  return new Map([...program.map((name) => [name, own] as const), ...clients]);
}

function statusOf({ paths = [], root }: ServerTraits, { files }: ProcessContext, path: string): number {
  if (root !== undefined) {
    if (files.read(`${root}/${path}`) !== undefined || files.read(`${root}/${path}/index.html`) !== undefined)
      return 200;
    if (files.mounted(root)) return files.isDirectory(`${root}/${path}`) ? 403 : 404;
  }
  return paths.includes(path) ? 200 : 404;
}

/** The program of many examples: what it is depends on its first word. */
export const agnhostProgram: ImageProgram = (context) => {
  const { scope, argv } = context;
  const [program = '', what = 'pause'] = argv;
  if (program.split('/').at(-1) !== 'agnhost') return shellWith(context, new Map([['agnhost', agnhostProgram]]));
  const asked = argv.join(' ');
  const ports: ReadonlyMap<string, number> = new Map(
    Object.entries({
      liveness: 8080,
      netexec: Number(/--http-port[= ](\d+)/.exec(asked)?.[1] ?? 8080),
      'serve-hostname': Number(/--port[= ](\d+)/.exec(asked)?.[1] ?? 9376),
      pause: 0,
    }),
  );
  const port = ports.get(what);
  if (port === undefined) {
    context.log(`agnhost ${what}: not simulated here`);
    scope.after(50, () => context.exit(1));
    return {};
  }
  if (what === 'pause') context.log('Paused');
  if (what === 'netexec') context.log(`Started HTTP server on port ${port}`);
  const startedAt = scope.clock.now();
  return {
    terminate: () => context.exit(what === 'pause' ? 0 : 143),
    listens: (other) => port > 0 && other === port,
    http: (other, path) => {
      if (port === 0 || other !== port) return undefined;
      // Healthy for ten seconds, and never again: what its example is about.
      if (what === 'liveness') return path !== '/healthz' ? 404 : scope.clock.now() - startedAt > 10_000 ? 500 : 200;
      return what === 'serve-hostname' || ['/', '/healthz', '/hostname'].includes(path) ? 200 : 404;
    },
    run: (command, done) => execIn(context, command, done),
  };
};
