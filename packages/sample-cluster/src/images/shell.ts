import type { Files } from './files.ts';
import { type ImageProgram, type ProcessContext, type RunningProcess, StartError } from './image.ts';
import { BUILTINS } from './shell-builtins.ts';
import { COMMANDS } from './shell-commands.ts';
import { asProcess, drive, type Run } from './shell-drive.ts';
import { MOST_TEXT } from './shell-expand.ts';
import { runFilter } from './shell-filter-run.ts';
import { FILTERS } from './shell-filters.ts';
import { Jump } from './shell-jump.ts';
import { baseName, ELSEWHERE, SHELLS } from './shell-names.ts';
import { type Command, type Line, parse, SyntaxProblem, type Word } from './shell-parse.ts';
import { ShellState } from './shell-state.ts';
import { logged, type Streams } from './shell-streams.ts';
import { ending, takerOf } from './shell-taker.ts';
import { TIMED, timed } from './shell-timed.ts';
import { ShellWords } from './shell-words.ts';

/**
 * The little of a shell that teaching manifests use: its words are in shell-parse.ts, its commands in
 * shell-commands.ts, what stands behind pipes in shell-filters.ts. What it does not know is "not found" (127), as in a
 * small image; what of the language it does not know it says, and ends with 2.
 */
export const shellProgram: ImageProgram = (context) => shellWith(context, new Map());

/** The same, in an image that has servers: their names start them, and the shell waits for their end. */
export function shellWith(context: ProcessContext, servers: ReadonlyMap<string, ImageProgram>): RunningProcess {
  const io = logged(context);
  const shell = new Shell(context, servers);
  const { argv } = context;
  const program = argv[0] ?? '';
  if (!shell.knows(program)) throw new StartError(program);
  drive(context, shell.main(argv, io), (code) => {
    io.end();
    context.exit(code);
  });
  return shell.process();
}

/** Runs a command inside a container, beside its main process: what probes and hooks do. */
export function execIn(
  context: ProcessContext,
  argv: string[],
  done: (code: number, output: string) => void,
  tools: Tools = new Map(),
): void {
  let output = '';
  const say = (text: string) => {
    output = (output + text).slice(0, MOST_TEXT);
  };
  const shell = new Shell(context, new Map(), tools);
  const io = { input: { text: '' }, out: say, err: say };
  drive(context, shell.main(argv, io), (code) => done(code, output));
}

/** Programs of an image that ask its server something, by name. */
export type Tools = ReadonlyMap<string, (args: string[]) => { code: number; output: string }>;

/** A pause before each command, so that an endless loop of nothing does not stop time. */
const STEP_MS = 5;
const DEEPEST = 20;
/** Processes in the background of a container. */
const MOST_JOBS = 100;
class Shell {
  #depth = 0;
  #stopsOnError = false;
  /** Above 0: inside a condition, where failing is an answer. */
  #asking = 0;
  #jobs = 0;
  #trap: string | undefined;
  #signalled = false;
  #server: RunningProcess | undefined;
  #replaced = false;

  private readonly context: ProcessContext;
  private readonly servers: ReadonlyMap<string, ImageProgram>;
  private readonly tools: Tools;
  /** Of all shells that come of one: what runs in the background. */
  private readonly background: { alive: number };
  private readonly state: ShellState;
  readonly #around: { words: ShellWords; files: Files; state: ShellState };

  constructor(
    context: ProcessContext,
    servers: ReadonlyMap<string, ImageProgram>,
    tools: Tools = new Map(),
    background = { alive: 0 },
    state = new ShellState(context),
  ) {
    this.context = context;
    this.servers = servers;
    this.tools = tools;
    this.background = background;
    this.state = state;
    const words = new ShellWords(context, state, (text, io) => this.#nested(text, io));
    this.#around = { words, files: context.files, state };
  }

  process(): RunningProcess {
    return {
      // PID 1 is deaf to what it has no handler for.
      terminate: () => {
        if (this.#replaced) this.#server?.terminate?.();
        else if (this.#trap !== undefined) this.#signalled = true;
      },
      listens: (port) => this.#server?.listens?.(port) === true,
      http: (port, path) => this.#server?.http?.(port, path),
      run: (argv, done) => execIn(this.context, argv, done),
    };
  }

  knows(program: string): boolean {
    const name = baseName(program);
    return (
      SHELLS.has(name) ||
      TIMED.has(name) ||
      COMMANDS.has(name) ||
      FILTERS.has(name) ||
      ELSEWHERE.has(name) ||
      this.servers.has(name) ||
      this.context.files.read(program) !== undefined
    );
  }

  /** A command line as a process of its own. */
  main(argv: string[], io: Streams): Run {
    return asProcess(this.#command(argv, io));
  }

  *#lines(lines: Line[], io: Streams): Run {
    this.state.last = 0;
    for (const [index, line] of lines.entries()) {
      if (line.joint === '&&' && this.state.last !== 0) continue;
      if (line.joint === '||' && this.state.last === 0) continue;
      if (line.background) {
        this.#fork(line.pipe, io);
        continue;
      }
      const code = yield* this.#pipe(line.pipe, io);
      this.state.last = line.not ? Number(code === 0) : code;
      if (this.#signalled) yield* this.#trapped(io);
      const asked = this.#asking > 0 || line.not || (lines[index + 1]?.joint ?? ';') !== ';';
      if (this.#stopsOnError && this.state.last !== 0 && !asked) throw new Jump('exit', this.state.last);
    }
    return this.state.last;
  }

  #fork(pipe: Command[], io: Streams): void {
    const { background } = this;
    if (background.alive >= MOST_JOBS) {
      io.err("sh: can't fork: Resource temporarily unavailable\n");
      throw new Jump('exit', 2);
    }
    background.alive += 1;
    this.#jobs += 1;
    drive(this.context, this.#child().run(pipe, { ...io, input: { text: '' } }), () => {
      background.alive -= 1;
      this.#jobs -= 1;
    });
    this.state.last = 0;
  }

  *#trapped(io: Streams): Run {
    this.#signalled = false;
    return yield* this.#script(this.#trap ?? '', io);
  }

  /** A script, its mistakes told as a shell does. */
  *#script(text: string, io: Streams): Run {
    let lines: Line[];
    try {
      lines = parse(text);
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      io.err(`sh: ${error.message}\n`);
      return 2;
    }
    if (this.#depth >= DEEPEST) {
      io.err('sh: too many scripts inside each other\n');
      return 2;
    }
    this.#depth += 1;
    const code = yield* this.#lines(lines, io);
    this.#depth -= 1;
    return code;
  }

  /** One that begins with all this one knows, and changes nothing of it. */
  #child(args?: string[]): Shell {
    const { context, servers, tools, background, state } = this;
    const child = new Shell(context, servers, tools, background, state.copy(args));
    child.#depth = this.#depth;
    return child;
  }

  run(pipe: Command[], io: Streams): Run {
    return asProcess(this.#pipe(pipe, io));
  }

  #nested(text: string, io: Streams, args?: string[]): Run {
    return asProcess(this.#child(args).#script(text, io));
  }

  /** From the last to the first: each stage is a filter that takes lines as they come, or waits for all of them. */
  *#pipe(pipe: Command[], io: Streams): Run {
    const [first, ...rest] = pipe;
    if (first === undefined) return 0;
    if (rest.length === 0) return yield* this.#stage(first, io);
    let next: Pick<Streams, 'out' | 'isFull'> = io;
    const ends: (() => Run)[] = [];
    for (const command of rest.reverse()) {
      const into = next;
      const taker = yield* takerOf(command, { ...io, ...into }, this.#around);
      if (taker !== undefined) {
        next = { out: taker.push, isFull: taker.isFull };
        ends.unshift(() => ending(taker));
      } else {
        let text = '';
        const out = (more: string) => {
          text = (text + more).slice(0, MOST_TEXT);
        };
        next = { out, isFull: () => text.length >= MOST_TEXT };
        ends.unshift(() => this.#child().run([command], { ...io, ...into, input: { text } }));
      }
    }
    let code = yield* this.#child().run([first], { ...io, ...next });
    for (const end of ends) code = yield* asProcess(end());
    return code;
  }

  *#stage(command: Command, outer: Streams): Run {
    const io = yield* this.#around.words.redirected(command.redirects, outer);
    if (io === undefined) return 1;
    switch (command.kind) {
      case 'simple':
        return yield* this.#simple(command.words, io);
      case 'group':
        return yield* command.subshell
          ? asProcess(this.#child().#lines(command.body, io))
          : this.#lines(command.body, io);
      case 'if':
        return yield* this.#lines((yield* this.#ask(command.condition, false, io)) ? command.holds : command.fails, io);
      case 'each': {
        const values = yield* this.#around.words.all(command.values, io);
        return yield* this.#loop(command.body, io, () => {
          const value = values.shift();
          if (value !== undefined) this.state.set(command.name, value);
          return value !== undefined;
        });
      }
      case 'loop':
        return yield* this.#loop(command.body, io, () => this.#ask(command.condition, command.until, io));
    }
  }

  *#ask(condition: Line[], until: boolean, io: Streams): Generator<number, boolean, void> {
    this.#asking += 1;
    const code = yield* this.#lines(condition, io);
    this.#asking -= 1;
    return (code === 0) !== until;
  }

  *#loop(body: Line[], io: Streams, goesOn: () => boolean | Generator<number, boolean, void>): Run {
    let code = 0;
    for (;;) {
      const asked = goesOn();
      if (!(typeof asked === 'boolean' ? asked : yield* asked)) break;
      // What stands in the body may be nothing: time passes all the same.
      yield STEP_MS;
      try {
        code = yield* this.#lines(body, io);
      } catch (error) {
        if (!(error instanceof Jump) || error.kind === 'exit') throw error;
        code = 0;
        if (error.kind === 'break') break;
      }
    }
    return code;
  }

  *#simple(words: Word[], io: Streams): Run {
    yield STEP_MS;
    const assigned: [string, string][] = [];
    const said: string[] = [];
    for (const [at, word] of words.entries()) {
      const [first, ...more] = word;
      const match = first?.quoted === 'none' ? /^([A-Za-z_]\w*)=(.*)$/s.exec(first.text) : null;
      if (match?.[1] !== undefined) {
        const rest: Word = [{ text: match[2] ?? '', quoted: 'double' }, ...more];
        assigned.push([match[1], yield* this.#around.words.one(rest, io)]);
      } else {
        said.push(...(yield* this.#around.words.all(words.slice(at), io)));
        break;
      }
    }
    const before = assigned.map(([name]) => [name, this.state.own(name)] as const);
    for (const [name, value] of assigned) this.state.set(name, value);
    if (said.length === 0) return assigned.length > 0 ? 0 : this.state.last;
    const code = yield* this.#command(said, io);
    for (const [name, value] of before) {
      if (value === undefined) this.state.unset(name);
      else this.state.set(name, value);
    }
    return code;
  }

  *#command(argv: string[], io: Streams): Run {
    const [program = '', ...args] = argv;
    const name = baseName(program);
    const tool = this.tools.get(name)?.(args);
    if (tool !== undefined) {
      io.out(tool.output);
      return tool.code;
    }
    const server = this.servers.get(name);
    if (server !== undefined) {
      // It takes the container's log and end for its own.
      this.#server = server({ ...this.context, argv });
      yield Number.POSITIVE_INFINITY;
    }
    if (SHELLS.has(name)) return yield* this.#shell(args, io);
    const builtin = yield* this.#builtin(name, args, io);
    if (builtin !== undefined) return builtin;
    const filter = FILTERS.get(name);
    const run = COMMANDS.get(name);
    if (name === 'perl') yield 5_000;
    // As long as it asks a server that does not answer.
    if (name === 'nslookup' && this.context.resolve?.(args[0] ?? '') === undefined) yield 10_000;
    if (filter !== undefined)
      return yield* runFilter(name, filter, args, {
        io,
        files: this.context.files,
        state: this.state,
        random: this.context.random,
      });
    const { context, state } = this;
    const env = () => state.env();
    const path = (file: string) => state.path(file);
    if (run !== undefined) return run({ name, args, context, env, path, out: io.out, err: io.err });
    const script = program.includes('/') ? this.context.files.read(this.state.path(program)) : undefined;
    if (script !== undefined) return yield* this.#nested(script, io, [program, ...args]);
    io.err(ELSEWHERE.has(name) ? `${name}: not simulated here\n` : `sh: ${program}: not found\n`);
    return 127;
  }

  /** What only the shell itself can do, or what takes time; undefined when it is neither. */
  *#builtin(name: string, args: string[], io: Streams): Generator<number, number | undefined, void> {
    switch (name) {
      case 'wait':
        while (this.#jobs > 0 && !this.#signalled) yield 500;
        return 0;
      case 'exit':
      case 'return':
        throw new Jump('exit', args[0] === undefined ? this.state.last : Number(args[0]) & 0xff);
      case 'break':
      case 'continue':
        throw new Jump(name, 0);
      case 'exec':
        if (args.length === 0) return 0;
        this.#replaced = true;
        throw new Jump('exit', yield* this.#command(args, io));
      case 'eval':
        return yield* this.#script(args.join(' '), io);
      case 'set':
        if (args.some((word) => /^-\w*e/.test(word))) this.#stopsOnError = true;
        return 0;
      case 'trap':
        if (args.slice(1).some((word) => /^(SIG)?(TERM)$|^15$/.test(word))) this.#trap = args[0];
        return 0;
    }
    const ended = yield* timed(name, args, { context: this.context, state: this.state, io });
    if (ended !== undefined) return ended;
    return BUILTINS.get(name)?.(args, this.state, io, this.context.files);
  }

  *#shell(args: string[], io: Streams): Run {
    const at = args.findIndex((word) => /^-\w*c/.test(word));
    if (at >= 0) {
      if (/^-\w*e/.test(args[at] ?? '')) this.#stopsOnError = true;
      const [script = '', ...rest] = args.slice(at + 1);
      if (this.#depth === 0) {
        this.state.args = rest.length > 0 ? rest : ['sh'];
        return yield* this.#script(script, io);
      }
      return yield* this.#nested(script, io, rest.length > 0 ? rest : ['sh']);
    }
    const file = args.find((word) => !word.startsWith('-'));
    if (file !== undefined) {
      const script = this.context.files.read(this.state.path(file));
      if (script === undefined) {
        io.err(`sh: can't open '${file}': No such file or directory\n`);
        return 2;
      }
      return yield* this.#nested(script, io, args.slice(args.indexOf(file)));
    }
    // Nobody types; without a terminal it reads the end of its input and is done.
    if (io.input.text === undefined) yield Number.POSITIVE_INFINITY;
    return yield* this.#nested(io.input.text ?? '', io);
  }
}
