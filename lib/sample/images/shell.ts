import 'server-only';
import { quantity } from '../engine/quantity';
import { type ImageProgram, type ProcessContext, type RunningProcess, StartError } from './image';

/**
 * The little of a shell that teaching manifests use: `echo`, `sleep`, `exit`, `true`, `false`, `date`, `cat`, `touch`,
 * `rm`, `test`, `seq`, `printf`, `env`, `hostname`, `tail -f`, variables and `$((i+1))`, `while`, `until`, `for`, `if`,
 * `a; b`, `a && b`, `a || b`. No pipes.
 * Everything else is "not found" (127), as in a small image.
 */
export const shellProgram: ImageProgram = (context) => {
  const run = new ShellRun(context);
  run.start(context.argv);
  return run.process();
};

/** A script as a list of steps, or a loop of them. */
type Step =
  | { words: string[]; joint: ';' | '&&' | '||' }
  /** Goes on while its condition holds, or once for each value. */
  | { loop: Step[]; condition?: { words: string[]; until: boolean }; each?: { name: string; values: string[] } }
  | { condition: string[]; holds: Step[]; fails: Step[] };

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
  readonly #variables = new Map<string, string>();
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
      const { condition, each } = step;
      const values = each?.values.flatMap((word) => this.#expand(word).split(/\s+/)).filter(Boolean);
      const again = (code: number): void => {
        const value = values?.shift();
        if (each && value !== undefined) this.#variables.set(each.name, value);
        const goesOn = condition ? this.#holds(condition.words) !== condition.until : value !== undefined;
        if (!goesOn) next(code);
        else this.#steps(step.loop, 0, 0, (inner) => this.context.scope.after(STEP_MS, () => again(inner)));
      };
      again(0);
      return;
    }
    if ('condition' in step) {
      this.#steps(this.#holds(step.condition) ? step.holds : step.fails, 0, 0, next);
      return;
    }
    if ((step.joint === '&&' && last !== 0) || (step.joint === '||' && last === 0)) {
      this.#steps(steps, index + 1, last, done);
      return;
    }
    this.#step(step.words, next);
  }

  #holds(words: string[]): boolean {
    return this.#execute(words).code === 0;
  }

  /** Variables, `$((…))`, `$(date)`, `$(hostname)` and `$(seq …)` in a word. */
  #expand(word: string): string {
    return word
      .replace(/\$\(\(([^()]*)\)\)/g, (_all, sum: string) => `${calculate(sum, (name) => this.#value(name))}`)
      .replace(/\$\(([^()]*)\)/g, (_all, script: string) => this.#inline(script).output.trim())
      .replace(/\$\{?(\w+)\}?/g, (_all, name: string) => this.#value(name));
  }

  #value(name: string): string {
    return (
      this.#variables.get(name) ?? this.context.env.get(name) ?? (name === 'HOSTNAME' ? this.context.pod.name : '')
    );
  }

  #step(words: string[], done: (code: number) => void): void {
    const [command = '', ...rest] = words.map((word) => this.#expand(word));
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

  #execute(raw: string[]): { code: number; output: string } {
    const said = (output: string, code = 0) => ({ code, output });
    const assigned = raw.length === 1 ? /^(\w+)=(.*)$/s.exec(raw[0] ?? '') : null;
    if (assigned?.[1]) {
      this.#variables.set(assigned[1], this.#expand(assigned[2] ?? ''));
      return said('');
    }
    const [command = '', ...rest] = raw.map((word) => this.#expand(word));
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
        return said(dateText(this.context.scope.clock.now()));
      case 'seq': {
        const [first = 1, last = first] = rest.map(Number);
        const from = rest.length > 1 ? first : 1;
        const count = Math.max(0, Math.min(1000, last - from + 1));
        return said(Array.from({ length: count }, (_one, index) => from + index).join('\n'));
      }
      case 'printf':
        return said((rest[0] ?? '').replace(/\\n/g, '\n').replace(/%[sd]/g, () => rest.splice(1, 1)[0] ?? ''));
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
        return said(
          '',
          isTrue(
            rest.filter((word) => word !== ']'),
            this.#files,
          )
            ? 0
            : 1,
        );
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
      if (
        !('words' in step) ||
        (step.joint === '&&' && result.code !== 0) ||
        (step.joint === '||' && result.code === 0)
      )
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
    return { code: 0, output: text };
  }
}

/** As busybox prints it: `Thu Nov 26 07:23:28 UTC 2026`. */
function dateText(ms: number): string {
  const [weekday = '', day = '', month = '', year = '', time = ''] = new Date(ms)
    .toUTCString()
    .replace(',', '')
    .split(' ');
  return `${weekday} ${month} ${day.replace(/^0/, ' ')} ${time} UTC ${year}`;
}

/** Sums of whole numbers and variables: `i+1`, `2*n - 1`. Nothing else is understood: 0. */
function calculate(text: string, value: (name: string) => string): number {
  const product = (part: string) =>
    part.split(/([*/%])/).reduce((left, token, index, all) => {
      const word = token.trim();
      const right = /^\d+$/.test(word) ? Number(word) : Number(value(word.replace(/^\$/, '')) || 0);
      if (index === 0) return right;
      const operator = all[index - 1];
      if (index % 2 === 1) return left;
      return operator === '*' ? left * right : operator === '/' ? Math.trunc(left / right) : left % right;
    }, 0);
  const total = text
    .split(/([+-])/)
    .reduce(
      (sum, token, index, all) =>
        index % 2 === 1 ? sum : all[index - 1] === '-' ? sum - product(token) : sum + product(token),
      0,
    );
  return Number.isFinite(total) ? total : 0;
}

const COMPARISONS: Record<string, (one: string, other: string) => boolean> = {
  '=': (one, other) => one === other,
  '==': (one, other) => one === other,
  '!=': (one, other) => one !== other,
  '-eq': (one, other) => Number(one) === Number(other),
  '-ne': (one, other) => Number(one) !== Number(other),
  '-lt': (one, other) => Number(one) < Number(other),
  '-le': (one, other) => Number(one) <= Number(other),
  '-gt': (one, other) => Number(one) > Number(other),
  '-ge': (one, other) => Number(one) >= Number(other),
};

/** What `test` is asked: a comparison, `-z`, `-n`, or whether a file is there. */
function isTrue(words: string[], files: ReadonlySet<string>): boolean {
  if (words[0] === '!') return !isTrue(words.slice(1), files);
  const [first = '', operator = '', other = ''] = words;
  const compare = words.length === 3 ? COMPARISONS[operator] : undefined;
  if (compare) return compare(first, other);
  if (first === '-z') return operator === '';
  if (first === '-n') return operator !== '';
  if (words.length === 1) return first !== '';
  return files.has(words.at(-1) ?? '');
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
  const [steps] = parseUntil(tokens, 0);
  return steps;
}

function parseUntil(tokens: string[], from: number, ...ends: string[]): [Step[], number] {
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
    if (ends.includes(token) && words.length === 0) break;
    if (token === ';' || token === '&&' || token === '||') {
      flush();
      joint = token;
    } else if (words.length === 0 && OPENINGS.has(token)) {
      const read = OPENINGS.get(token)?.(tokens, index);
      if (!read) break;
      steps.push(read.step);
      index = read.at;
    } else {
      words.push(token);
    }
  }
  flush();
  return [steps, index];
}

/** Reads what a word opens: the step, and where its last word stands. Undefined where its body never begins. */
type Opening = (tokens: string[], at: number) => { step: Step; at: number } | undefined;

/** The words between one that opens and the one its body begins with, and where that is. */
function headOf(tokens: string[], at: number, begins: string): { words: string[]; start: number } | undefined {
  const start = tokens.indexOf(begins, at);
  return start < 0 ? undefined : { words: tokens.slice(at + 1, start).filter((word) => word !== ';'), start };
}

const loop: Opening = (tokens, at) => {
  const head = headOf(tokens, at, 'do');
  if (!head) return undefined;
  const { words, start } = head;
  const [body, after] = parseUntil(tokens, start + 1, 'done');
  const control =
    tokens[at] === 'for'
      ? { each: { name: words[0] ?? '', values: words.slice(words.indexOf('in') + 1) } }
      : { condition: { words, until: tokens[at] === 'until' } };
  return { step: { loop: body, ...control }, at: after };
};

const choice: Opening = (tokens, at) => {
  const head = headOf(tokens, at, 'then');
  if (!head) return undefined;
  const [holds, middle] = parseUntil(tokens, head.start + 1, 'else', 'fi');
  const [fails, after] = tokens[middle] === 'else' ? parseUntil(tokens, middle + 1, 'fi') : [[], middle];
  return { step: { condition: head.words, holds, fails }, at: after };
};

const OPENINGS = new Map<string, Opening>([
  ['for', loop],
  ['while', loop],
  ['until', loop],
  ['if', choice],
]);

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
