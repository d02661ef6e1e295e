import type { ProcessContext } from './image.ts';
import { MOST_TEXT } from './shell-expand.ts';

const MOST_VARIABLES = 1_000;

/** What a shell knows: its variables, its arguments, where it is, and how its last command ended. */
export class ShellState {
  readonly #variables = new Map<string, string>();
  directory = '/';
  last = 0;

  private readonly context: ProcessContext;
  public args: string[];

  constructor(context: ProcessContext, args: string[] = ['sh']) {
    this.context = context;
    this.args = args;
  }

  /** The same for a shell of its own, which changes nothing here. */
  copy(args = this.args): ShellState {
    const copy = new ShellState(this.context, args);
    for (const [name, value] of this.#variables) copy.#variables.set(name, value);
    copy.directory = this.directory;
    copy.last = this.last;
    return copy;
  }

  set(name: string, value: string): void {
    if (this.#variables.size < MOST_VARIABLES || this.#variables.has(name))
      this.#variables.set(name, value.slice(0, MOST_TEXT));
  }

  unset(name: string): void {
    this.#variables.delete(name);
  }

  /** A variable that was set here; not one of the environment. */
  own(name: string): string | undefined {
    return this.#variables.get(name);
  }

  /** `$NAME`, `$1`, `$?`, `$#`, `$$`, `$@`. */
  value(name: string): string {
    if (name === '?') return String(this.last);
    if (name === '#') return String(this.args.length - 1);
    if (name === '$') return '1';
    if (name === '@' || name === '*') return this.args.slice(1).join(' ');
    if (/^\d$/.test(name)) return this.args[Number(name)] ?? '';
    return this.#variables.get(name) ?? this.context.env.get(name) ?? '';
  }

  /** The environment of its commands. */
  env(): Map<string, string> {
    return new Map([...this.context.env, ...this.#variables]);
  }

  /** A path as seen from here. */
  path(name: string): string {
    return name.startsWith('/') ? name : `${this.directory}/${name}`;
  }
}
