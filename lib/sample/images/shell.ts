import 'server-only';
import { FileError } from './files';
import { type ImageProgram, type ProcessContext, type RunningProcess, StartError } from './image';
import { type Call, COMMANDS, sleepSeconds } from './shell-commands';
import { expand, type Known, MOST_TEXT } from './shell-expand';
import { byLines, FILTERS, NotSimulated } from './shell-filters';
import { type Command, type Line, parse, type Redirect, SyntaxProblem, type Word } from './shell-parse';

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
/** Characters of a whole command. */
const MOST_WORDS = 4 * MOST_TEXT;
const LOG_LINE = 16_384;
const DEEPEST = 20;
/** Processes in the background of a container. */
const MOST_JOBS = 100;
const SHELLS = new Set(['sh', 'bash', 'ash', 'dash']);
/** In well-known images, and not simulated: said so, rather than "not found". */
const ELSEWHERE = new Set(
  'python python3 node ps top apt apt-get apk dd stat find xargs vi su kubectl git pip npm yes'.split(' '),
);

/** Files of the kernel that never end. */
const ENDLESS = /^\/dev\/(zero|u?random)$/;

/** Yields the milliseconds it waits for; answers the exit code. */
type Run = Generator<number, number, void>;

/** Where a command's text comes from and goes to. */
interface Streams {
  /** What is left to read, by whoever reads. Undefined: nobody will ever write (an open terminal). */
  input: { text: string | undefined };
  out(text: string): void;
  err(text: string): void;
}

/** `exit`, `break`, `continue`: leaves what is being run. */
class Jump extends Error {
  constructor(
    readonly kind: 'exit' | 'break' | 'continue',
    readonly code: number,
  ) {
    super(kind);
  }
}

/** Lives through a run, on the scope of the container. */
function drive({ scope }: ProcessContext, run: Run, done: (code: number) => void): void {
  const step = (): void => {
    const next = run.next();
    if (next.done === true) done(next.value);
    else if (next.value !== Number.POSITIVE_INFINITY) scope.after(next.value, step);
  };
  scope.after(0, step);
}

/** Both outputs of the main process are the log. */
function logged(context: ProcessContext): Streams & { end(): void } {
  const lines = byLines({
    line: (text) => {
      for (let at = 0; at === 0 || at < text.length; at += LOG_LINE) context.log(text.slice(at, at + LOG_LINE));
    },
    end: () => 0,
  });
  return {
    input: { text: context.stdin === true ? undefined : '' },
    out: lines.push,
    err: lines.push,
    end: () => lines.end(),
  };
}

const baseName = (program: string) => program.replace(/^\/(usr\/)?(local\/)?s?bin\//, '');

class Shell {
  readonly #variables = new Map<string, string>();
  #args: string[] = ['sh'];
  #directory = '/';
  #last = 0;
  #depth = 0;
  #stopsOnError = false;
  /** Above 0: inside a condition, where failing is an answer. */
  #asking = 0;
  #jobs = 0;
  #trap: string | undefined;
  #signalled = false;
  #server: RunningProcess | undefined;
  #replaced = false;

  constructor(
    private readonly context: ProcessContext,
    private readonly servers: ReadonlyMap<string, ImageProgram>,
    private readonly tools: Tools = new Map(),
    /** Of all shells that come of one: what runs in the background. */
    private readonly background = { alive: 0 },
  ) {}

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
      name === 'sleep' ||
      COMMANDS.has(name) ||
      FILTERS.has(name) ||
      ELSEWHERE.has(name) ||
      this.servers.has(name) ||
      this.context.files.read(program) !== undefined
    );
  }

  /** A command line as a process of its own. */
  *main(argv: string[], io: Streams): Run {
    try {
      return yield* this.#command(argv, io);
    } catch (error) {
      if (error instanceof Jump) return error.code;
      throw error;
    }
  }

  *#lines(lines: Line[], io: Streams): Run {
    this.#last = 0;
    for (const [index, line] of lines.entries()) {
      if (line.joint === '&&' && this.#last !== 0) continue;
      if (line.joint === '||' && this.#last === 0) continue;
      if (line.background) {
        this.#fork(line.pipe, io);
        continue;
      }
      const code = yield* this.#pipe(line.pipe, io);
      this.#last = line.not ? Number(code === 0) : code;
      if (this.#signalled) yield* this.#trapped(io);
      const asked = this.#asking > 0 || line.not || (lines[index + 1]?.joint ?? ';') !== ';';
      if (this.#stopsOnError && this.#last !== 0 && !asked) throw new Jump('exit', this.#last);
    }
    return this.#last;
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
    this.#last = 0;
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
  #child(args = this.#args): Shell {
    const child = new Shell(this.context, this.servers, this.tools, this.background);
    for (const [name, value] of this.#variables) child.#variables.set(name, value);
    child.#args = args;
    child.#directory = this.#directory;
    child.#depth = this.#depth;
    child.#last = this.#last;
    return child;
  }

  *run(pipe: Command[], io: Streams): Run {
    try {
      return yield* this.#pipe(pipe, io);
    } catch (error) {
      if (error instanceof Jump) return error.code;
      throw error;
    }
  }

  *#nested(text: string, io: Streams, args?: string[]): Run {
    const child = this.#child(args);
    try {
      return yield* child.#script(text, io);
    } catch (error) {
      if (error instanceof Jump) return error.code;
      throw error;
    }
  }

  /** From the last to the first: each stage is a filter that takes lines as they come, or waits for all of them. */
  *#pipe(pipe: Command[], io: Streams): Run {
    const [first, ...rest] = pipe;
    if (first === undefined) return 0;
    if (rest.length === 0) return yield* this.#stage(first, io);
    let out = io.out;
    const ends: (() => Run | number)[] = [];
    for (const command of rest.reverse()) {
      const into = out;
      const filter = yield* this.#filterOf(command, { ...io, out: into });
      if (filter !== undefined) {
        out = filter.push;
        ends.unshift(() => filter.end());
      } else {
        let text = '';
        out = (more) => {
          text = (text + more).slice(0, MOST_TEXT);
        };
        const child = this.#child();
        ends.unshift(() => child.run([command], { ...io, input: { text }, out: into }));
      }
    }
    let code = yield* this.#child().run([first], { ...io, out });
    for (const end of ends) {
      const ended = end();
      code = typeof ended === 'number' ? ended : yield* ended;
    }
    return code;
  }

  /** A command that only passes lines on, ready to take them; undefined for any other. */
  *#filterOf(command: Command, io: Streams): Generator<number, ReturnType<typeof byLines> | undefined, void> {
    if (command.kind !== 'simple' || command.redirects.length > 0) return undefined;
    const words = yield* this.#expandAll(command.words, io);
    const [name = '', ...args] = words;
    const make = FILTERS.get(baseName(name));
    if (make === undefined) return undefined;
    try {
      const { filter, files } = make({ args, out: io.out, file: (file) => this.#appender(file, false, io) });
      return files.length > 0 ? undefined : byLines(filter);
    } catch (error) {
      if (error instanceof NotSimulated) return undefined;
      throw error;
    }
  }

  *#stage(command: Command, outer: Streams): Run {
    const io = yield* this.#redirected(command.redirects, outer);
    if (io === undefined) return 1;
    switch (command.kind) {
      case 'simple':
        return yield* this.#simple(command.words, io);
      case 'group':
        return command.subshell ? yield* this.#group(command.body, io) : yield* this.#lines(command.body, io);
      case 'if':
        return yield* this.#lines((yield* this.#ask(command.condition, false, io)) ? command.holds : command.fails, io);
      case 'each': {
        const values = yield* this.#expandAll(command.values, io);
        return yield* this.#loop(command.body, io, () => {
          const value = values.shift();
          if (value !== undefined) this.#set(command.name, value);
          return value !== undefined;
        });
      }
      case 'loop':
        return yield* this.#loop(command.body, io, () => this.#ask(command.condition, command.until, io));
    }
  }

  *#group(body: Line[], io: Streams): Run {
    const child = this.#child();
    try {
      return yield* child.#lines(body, io);
    } catch (error) {
      if (error instanceof Jump) return error.code;
      throw error;
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

  /** Streams with files in place of some of them; undefined when one could not be opened (told). */
  *#redirected(redirects: Redirect[], outer: Streams): Generator<number, Streams | undefined, void> {
    const io = { ...outer };
    for (const { from, to } of redirects) {
      if (to === 'out' || to === 'err') {
        io[from === 'err' ? 'err' : 'out'] = to === 'out' ? io.out : io.err;
        continue;
      }
      const name = (yield* expand(to.file, this.#speaksOf(outer))).join(' ');
      if (from === 'in') {
        const text = this.context.files.read(this.#path(name));
        if (text === undefined) {
          outer.err(
            ENDLESS.test(name) ? `sh: ${name}: not simulated here\n` : `sh: can't open ${name}: no such file\n`,
          );
          return undefined;
        }
        io.input = { text };
        continue;
      }
      const write = this.#opened(name, to.append, outer);
      if (write === undefined) return undefined;
      if (from !== 'err') io.out = write;
      if (from !== 'out') io.err = write;
    }
    return io;
  }

  /** A file made ready to be written to; undefined when it cannot be (told). */
  #opened(name: string, append: boolean, outer: Streams): ((text: string) => void) | undefined {
    if (name === '/dev/stdout') return outer.out;
    if (name === '/dev/stderr') return outer.err;
    const { files } = this.context;
    const path = this.#path(name);
    try {
      files.write(path, append ? (files.read(path) ?? '') : '');
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      const why = error.message === 'No such file or directory' ? 'nonexistent directory' : error.message;
      outer.err(`sh: can't create ${name}: ${why}\n`);
      return undefined;
    }
    return this.#appender(name, true, outer);
  }

  /** Writes behind what is in a file; says so when it is full. */
  #appender(name: string, keeps: boolean, io: Streams): (text: string) => void {
    const { files } = this.context;
    const path = this.#path(name);
    let fresh = !keeps;
    return (text) => {
      try {
        files.write(path, (fresh ? '' : (files.read(path) ?? '')) + text);
        fresh = false;
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        io.err(`sh: write error: ${error.message}\n`);
      }
    };
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
        assigned.push([match[1], (yield* expand(rest, this.#speaksOf(io))).join(' ')]);
      } else {
        said.push(...(yield* this.#expandAll(words.slice(at), io)));
        break;
      }
    }
    const before = assigned.map(([name]) => [name, this.#variables.get(name)] as const);
    for (const [name, value] of assigned) this.#set(name, value);
    if (said.length === 0) return assigned.length > 0 ? 0 : this.#last;
    const code = yield* this.#command(said, io);
    for (const [name, value] of before) {
      if (value === undefined) this.#variables.delete(name);
      else this.#variables.set(name, value);
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
    if (filter !== undefined) return yield* this.#filter(name, filter, args, io);
    if (run !== undefined) return run(this.#call(name, args, io));
    const script = program.includes('/') ? this.context.files.read(this.#path(program)) : undefined;
    if (script !== undefined) return yield* this.#nested(script, io, [program, ...args]);
    io.err(ELSEWHERE.has(name) ? `${name}: not simulated here\n` : `sh: ${program}: not found\n`);
    return 127;
  }

  /** What only the shell itself can do, or what takes time; undefined when it is neither. */
  *#builtin(name: string, args: string[], io: Streams): Generator<number, number | undefined, void> {
    const say = (text: string, code = 0) => {
      (code === 0 ? io.out : io.err)(text);
      return code;
    };
    switch (name) {
      case 'sleep': {
        const seconds = sleepSeconds(args[0]);
        if (seconds === undefined) return say(`sleep: invalid number '${args[0] ?? ''}'\n`, 1);
        yield seconds * 1000;
        return 0;
      }
      case 'wait':
        while (this.#jobs > 0 && !this.#signalled) yield 500;
        return 0;
      case 'exit':
      case 'return':
        throw new Jump('exit', args[0] === undefined ? this.#last : Number(args[0]) & 0xff);
      case 'break':
      case 'continue':
        throw new Jump(name, 0);
      case 'exec':
        if (args.length === 0) return 0;
        this.#replaced = true;
        throw new Jump('exit', yield* this.#command(args, io));
      case 'eval':
        return yield* this.#script(args.join(' '), io);
      case 'pwd':
        return say(`${this.#directory}\n`);
      case 'cd': {
        const path = this.#path(args[0] ?? '/root');
        if (!this.context.files.isDirectory(path))
          return say(`sh: cd: line 0: can't cd to ${args[0] ?? ''}: No such file or directory\n`, 2);
        this.#directory = path;
        return 0;
      }
      case 'export':
        for (const word of args) {
          const match = /^(\w+)=(.*)$/s.exec(word);
          if (match?.[1] !== undefined) this.#set(match[1], match[2] ?? '');
        }
        return 0;
      case 'unset':
        for (const one of args) this.#variables.delete(one);
        return 0;
      case 'set':
        if (args.some((word) => /^-\w*e/.test(word))) this.#stopsOnError = true;
        return 0;
      case 'trap':
        if (args.slice(1).some((word) => /^(SIG)?(TERM)$|^15$/.test(word))) this.#trap = args[0];
        return 0;
      case 'read':
        return this.#read(args, io);
      case 'tail':
        if (args.some((word) => /^-\w*[fF]/.test(word))) return yield* this.#follow(args, io);
    }
    return undefined;
  }

  #call(name: string, args: string[], io: Streams): Call {
    const { context } = this;
    return {
      name,
      args,
      context,
      env: () => new Map([...context.env, ...this.#variables]),
      path: (file) => this.#path(file),
      out: io.out,
      err: io.err,
    };
  }

  *#shell(args: string[], io: Streams): Run {
    const at = args.findIndex((word) => /^-\w*c/.test(word));
    if (at >= 0) {
      if (/^-\w*e/.test(args[at] ?? '')) this.#stopsOnError = true;
      const [script = '', ...rest] = args.slice(at + 1);
      if (this.#depth === 0) {
        this.#args = rest.length > 0 ? rest : ['sh'];
        return yield* this.#script(script, io);
      }
      return yield* this.#nested(script, io, rest.length > 0 ? rest : ['sh']);
    }
    const file = args.find((word) => !word.startsWith('-'));
    if (file !== undefined) {
      const script = this.context.files.read(this.#path(file));
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

  *#filter(name: string, make: NonNullable<ReturnType<typeof FILTERS.get>>, args: string[], io: Streams): Run {
    try {
      const { filter, files } = make({ args, out: io.out, file: (file) => this.#appender(file, false, io) });
      let missing = 0;
      const lines = byLines(filter);
      if (files.length === 0) {
        if (io.input.text === undefined) yield Number.POSITIVE_INFINITY;
        lines.push(io.input.text ?? '');
        io.input.text = '';
      }
      for (const file of files) {
        const text = this.context.files.read(this.#path(file));
        if (text !== undefined) lines.push(text);
        else {
          const directory = this.context.files.isDirectory(this.#path(file));
          io.err(`${name}: ${unreadable(name, file, directory)}\n`);
          missing += 1;
        }
      }
      if (files.length > 0 && missing === files.length) return 1;
      return lines.end() || Math.min(missing, 1);
    } catch (error) {
      if (!(error instanceof NotSimulated)) throw error;
      io.err(`${name}: not simulated here: ${error.message}\n`);
      return 2;
    }
  }

  /** Once a second, as busybox looks. */
  *#follow(args: string[], io: Streams): Run {
    const numbers = args.findIndex((word) => /^-n/.test(word));
    const file = args.find(
      (word, index) => !word.startsWith('-') && index !== numbers + (args[numbers] === '-n' ? 1 : -99),
    );
    if (file === undefined || file === '/dev/null') yield Number.POSITIVE_INFINITY;
    const path = this.#path(file ?? '');
    let seen = 0;
    let text = this.context.files.read(path);
    if (text === undefined) {
      io.err(`tail: can't open '${file}': No such file or directory\n`);
      if (!args.some((word) => /^-\w*F/.test(word))) {
        io.err('tail: no files\n');
        return 1;
      }
    } else {
      const count = numbers < 0 ? 10 : Number(args[numbers]?.slice(2) || args[numbers + 1]);
      io.out(
        text
          .split(/(?<=\n)/)
          .slice(-count || Number.POSITIVE_INFINITY)
          .join(''),
      );
      seen = text.length;
    }
    for (;;) {
      yield 1_000;
      text = this.context.files.read(path) ?? '';
      if (text.length < seen) seen = 0;
      if (text.length > seen) io.out(text.slice(seen));
      seen = text.length;
    }
  }

  /** `read a b`: a line of the input, the rest of it in the last name. */
  #read(args: string[], io: Streams): number {
    const names = args.filter((word) => !word.startsWith('-'));
    const text = io.input.text ?? '';
    if (text === '') return 1;
    const end = text.indexOf('\n');
    io.input.text = end < 0 ? '' : text.slice(end + 1);
    const parts = (end < 0 ? text : text.slice(0, end)).trim().split(/\s+/);
    for (const [index, name] of names.entries())
      this.#set(name, index === names.length - 1 ? parts.slice(index).join(' ') : (parts[index] ?? ''));
    return 0;
  }

  #set(name: string, value: string): void {
    if (this.#variables.size < 1_000 || this.#variables.has(name)) this.#variables.set(name, value.slice(0, MOST_TEXT));
  }

  #value(name: string): string {
    if (/^\d$/.test(name)) return this.#args[Number(name)] ?? '';
    return this.#variables.get(name) ?? this.context.env.get(name) ?? '';
  }

  #path(name: string): string {
    return name.startsWith('/') ? name : `${this.#directory}/${name}`;
  }

  /** Words as the fields they become; too many of them end the shell. */
  *#expandAll(words: Word[], io: Streams): Generator<number, string[], void> {
    const fields: string[] = [];
    let length = 0;
    for (const word of words) {
      for (const field of yield* expand(word, this.#speaksOf(io))) {
        length += field.length + 1;
        fields.push(field);
      }
      if (length <= MOST_WORDS) continue;
      io.err('sh: Argument list too long\n');
      throw new Jump('exit', 126);
    }
    return fields;
  }

  #special(name: string): string {
    if (name === '?') return String(this.#last);
    if (name === '#') return String(this.#args.length - 1);
    if (name === '$') return '1';
    if (name === '@' || name === '*') return this.#args.slice(1).join(' ');
    return this.#value(name);
  }

  #speaksOf(io: Streams): Known {
    return {
      value: (name) => this.#special(name),
      list: (directory) => this.context.files.list(this.#path(directory)),
      captured: (script) => this.#captured(script, io),
      fails: (message) => {
        io.err(`sh: ${message}\n`);
        throw new Jump('exit', 2);
      },
    };
  }

  *#captured(script: string, io: Streams): Generator<number, string, void> {
    let text = '';
    const out = (more: string) => {
      text = (text + more).slice(0, MOST_TEXT);
    };
    this.#last = yield* this.#nested(script, { ...io, out });
    return text.replace(/\n+$/, '');
  }
}

/** Why a file cannot be read, in the words of busybox, which differ from program to program. */
function unreadable(program: string, file: string, directory: boolean): string {
  if (ENDLESS.test(file)) return `${file}: not simulated here`;
  if (directory) return program === 'cat' ? 'read error: Is a directory' : `${file}: Is a directory`;
  const why = 'No such file or directory';
  if (program === 'tail') return `can't open '${file}': ${why}\ntail: no files`;
  return program === 'cat' ? `can't open '${file}': ${why}` : `${file}: ${why}`;
}
