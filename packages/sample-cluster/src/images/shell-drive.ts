/** How a run of a shell is lived through: a generator that yields the milliseconds it waits for, on the clock of its container. */
import type { ProcessContext } from './image.ts';
import { Jump, OutOfMemory } from './shell-jump.ts';

/** Yields the milliseconds it waits for; answers the exit code. */
export type Run = Generator<number, number, void>;

/** What runs in a process of its own leaves only that, when it leaves. */
export function* asProcess(run: Run): Run {
  try {
    return yield* run;
  } catch (error) {
    if (error instanceof Jump) return error.code;
    throw error;
  }
}

/** Lives through a run, on the scope of the container. */
export function drive({ scope, exit }: ProcessContext, run: Run, done: (code: number) => void): void {
  const step = (): void => {
    try {
      const next = run.next();
      if (next.done === true) done(next.value);
      else if (next.value !== Number.POSITIVE_INFINITY) scope.after(next.value, step);
    } catch (error) {
      if (!(error instanceof OutOfMemory)) throw error;
      // The kernel ends all that is in the container.
      exit(137, 'OOMKilled');
    }
  };
  scope.after(0, step);
}
