import 'server-only';
import { quantity } from '../engine/quantity';
import { type ImageProgram, type ProcessContext, type RunningProcess, StartError } from './image';

/**
 * The little of a shell that teaching manifests use: `echo`, `sleep`, `exit`, `true`, `false`, `date`, `cat`, `touch`,
 * `rm`, `test`, `env`, `hostname`, `tail -f`, `while true; do …; done`, `a; b`, `a && b`, `a || b`.
 * Everything else is "not found" (127), as in a small image.
 */
export const shellProgram: ImageProgram = (context) => {
  const run = new ShellRun(context);
  run.start(context.argv);
  return run.process();
};

/** A script as a list of steps, or a loop of them. */
type Step = { words: string[]; joint: ';' | '&&' | '||' } | { loop: Step[]; times: number };

const SHELLS = new Set(['sh', '/bin/sh', 'bash', '/bin/bash', 'ash', '/bin/ash']);
/** A pause between two steps, so that an endless loop of nothing does not stop time. */
const STEP_MS = 5;

/** What can be a container's own command; in a script, others are "not found". */
const COMMANDS = new Set(
  'sleep tail echo true false date hostname env printenv touch rm cat ls test curl wget python python3 node ps top nc ping nslookup'.split(
    ' ',
  ),
);

class ShellRun {
  #files = new Set<string>();
  #graceful = false;

  constructor(private readonly context: ProcessContext) {}

  process(): RunningProcess {
    return {
      ...(this.#graceful ? { terminate: () => this.context.exit(143) } : {}),
      run: (argv) => this.#execute(argv),
    };
  }

  start(argv: string[]): void {
    const program = argv[0] ?? '';
    if (SHELLS.has(program)) {
      const script = argv[1]?.startsWith('-') && argv[1].includes('c') ? (argv[2] ?? '') : '';
      // A shell without a terminal reads the end of its input and is done.
      if (script === '') this.context.scope.after(STEP_MS, () => this.context.exit(0));
      else this.#steps(parse(script), 0, 0, (code) => this.context.exit(code));
      return;
    }
    if (!COMMANDS.has(program.replace(/^\/(usr\/)?(local\/)?bin\//, ''))) throw new StartError(program);
    // A trapped script is not simulated: sleep as PID 1 has no handler for SIGTERM either.
    this.#step(argv, (code) => this.context.exit(code));
  }

  #steps(steps: Step[], index: number, last: number, done: (code: number) => void): void {
    const step = steps[index];
    if (step === undefined) {
      done(last);
      return;
    }
    const next = (code: number) => this.context.scope.after(STEP_MS, () => this.#steps(steps, index + 1, code, done));
    if ('loop' in step) {
      let left = step.times;
      const again = (code: number): void => {
        left -= 1;
        if (left < 0) next(code);
        else this.#steps(step.loop, 0, 0, (inner) => this.context.scope.after(STEP_MS, () => again(inner)));
      };
      again(0);
      return;
    }
    if ((step.joint === '&&' && last !== 0) || (step.joint === '||' && last === 0)) {
      this.#steps(steps, index + 1, last, done);
      return;
    }
    this.#step(step.words, next);
  }

  #step(words: string[], done: (code: number) => void): void {
    const [command = '', ...rest] = words;
    if (command === 'sleep' || command === '/bin/sleep') {
      const seconds = sleepSeconds(rest[0]);
      if (seconds === undefined) {
        this.context.log(`sleep: invalid number '${rest[0] ?? ''}'`);
        done(1);
      } else if (seconds !== Number.POSITIVE_INFINITY) {
        this.context.scope.after(seconds * 1000, () => done(0));
      }
      return;
    }
    if (command === 'tail' && rest.includes('-f')) return;
    if (command === 'exit') {
      this.context.exit(Number(rest[0] ?? 0) & 0xff);
      return;
    }
    if (command === 'wait') {
      done(0);
      return;
    }
    const { code, output } = this.#execute(words);
    for (const line of output.split('\n')) if (line !== '') this.context.log(line);
    done(code);
  }

  #execute(words: string[]): { code: number; output: string } {
    const said = (output: string, code = 0) => ({ code, output });
    const [command = '', ...rest] = words;
    switch (command.replace(/^\/(usr\/)?bin\//, '')) {
      case 'echo':
        return this.#echo(rest);
      case 'true':
      case ':':
      case 'trap':
      case 'set':
      case 'cd':
      case 'export':
        return said('');
      case 'false':
        return said('', 1);
      case 'date':
        return said(new Date(this.context.scope.clock.now()).toUTCString().replace('GMT', 'UTC'));
      case 'hostname':
        return said(this.context.pod.name);
      case 'env':
      case 'printenv':
        return said(Array.from(this.context.env, ([name, value]) => `${name}=${value}`).join('\n'));
      case 'touch':
        for (const file of rest) this.#files.add(file);
        return said('');
      case 'rm':
        for (const file of rest) this.#files.delete(file);
        return said('');
      case 'cat':
      case 'ls': {
        const file = rest.find((word) => !word.startsWith('-'));
        if (file === undefined || this.#files.has(file)) return said('');
        return said(
          command === 'ls'
            ? `ls: ${file}: No such file or directory`
            : `cat: can't open '${file}': No such file or directory`,
          1,
        );
      }
      case 'test':
      case '[':
        return said('', this.#files.has(rest.filter((word) => word !== ']').at(-1) ?? '') ? 0 : 1);
      case 'sh':
      case 'bash':
        return this.#inline(rest[1] ?? '');
      case 'sleep':
        return said('');
      default:
        return said(`sh: ${command}: not found`, 127);
    }
  }

  /** A script run at once, for probes. */
  #inline(script: string): { code: number; output: string } {
    let result = { code: 0, output: '' };
    for (const step of parse(script)) {
      if ('loop' in step || (step.joint === '&&' && result.code !== 0) || (step.joint === '||' && result.code === 0))
        continue;
      if (step.words[0] === 'exit') return { ...result, code: Number(step.words[1] ?? 0) & 0xff };
      result = this.#execute(step.words);
    }
    return result;
  }

  #echo(words: string[]): { code: number; output: string } {
    const redirect = words.findIndex((word) => word === '>' || word === '>>');
    if (redirect >= 0) {
      this.#files.add(words[redirect + 1] ?? '');
      return { code: 0, output: '' };
    }
    const text = words.filter((word, index) => index > 0 || (word !== '-n' && word !== '-e')).join(' ');
    return {
      code: 0,
      output: text
        .replace(/\$\(date\)/g, () => new Date(this.context.scope.clock.now()).toUTCString().replace('GMT', 'UTC'))
        .replace(/\$\(hostname\)/g, this.context.pod.name)
        .replace(/\$\{?(\w+)\}?/g, (_all, name: string) =>
          name === 'HOSTNAME' ? this.context.pod.name : (this.context.env.get(name) ?? ''),
        ),
    };
  }
}

function sleepSeconds(text: string | undefined): number | undefined {
  if (text === 'infinity' || text === 'inf') return Number.POSITIVE_INFINITY;
  const match = /^([0-9.]+)([smhd]?)$/.exec(text ?? '');
  if (match === null) return undefined;
  return quantity(match[1]) * ({ s: 1, m: 60, h: 3600, d: 86_400 }[match[2] ?? ''] ?? 1);
}

/** Splits a script into steps; loops keep their body. */
export function parse(script: string): Step[] {
  const tokens = tokenise(script);
  const [steps] = parseUntil(tokens, 0, undefined);
  return steps;
}

function parseUntil(tokens: string[], from: number, end: string | undefined): [Step[], number] {
  const steps: Step[] = [];
  let words: string[] = [];
  let joint: ';' | '&&' | '||' = ';';
  const flush = () => {
    if (words.length > 0) steps.push({ words, joint });
    words = [];
  };
  let index = from;
  for (; index < tokens.length; index += 1) {
    const token = tokens[index] ?? '';
    if (token === end && words.length === 0) break;
    if (token === ';' || token === '&&' || token === '||') {
      flush();
      joint = token;
    } else if (words.length === 0 && (token === 'while' || token === 'until' || token === 'for')) {
      const start = tokens.indexOf('do', index);
      if (start < 0) break;
      const head = tokens.slice(index + 1, start).filter((word) => word !== ';');
      const [body, after] = parseUntil(tokens, start + 1, 'done');
      const listed = head.indexOf('in') >= 0 ? head.slice(head.indexOf('in') + 1) : undefined;
      const never = token === 'while' && head[0] === 'false';
      steps.push({ loop: body, times: listed === undefined ? (never ? 0 : Number.POSITIVE_INFINITY) : listed.length });
      index = after;
    } else {
      words.push(token);
    }
  }
  flush();
  return [steps, index];
}

/** Words and separators of a script; quotes keep words together. */
function tokenise(script: string): string[] {
  const pattern = /\s*(?:(&&|\|\||;|\n)|((?:"(?:[^"\\]|\\.)*"|'[^']*'|\$\([^)]*\)|[^\s;&|"'])+)|([&|]))/gy;
  const tokens: string[] = [];
  for (let match = pattern.exec(script); match !== null; match = pattern.exec(script)) {
    if (match[1] !== undefined) tokens.push(match[1] === '\n' ? ';' : match[1]);
    else if (match[2] !== undefined)
      tokens.push(
        match[2].replace(
          /"((?:[^"\\]|\\.)*)"|'([^']*)'/g,
          (_all, double: string | undefined, single: string | undefined) => double ?? single ?? '',
        ),
      );
  }
  return tokens;
}
