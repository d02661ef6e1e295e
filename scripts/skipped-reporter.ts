/** The last word of a unit run: in one line, what was skipped and why. */
import type { Reporter, TestModule } from 'vitest/node';

/** A test that was skipped, with the reason its `skip('…')` gave. */
export interface Skipped {
  name: string;
  why: string | undefined;
}

/** One line, or nothing when everything ran. */
export function skippedLine(skipped: readonly Skipped[]): string | undefined {
  if (skipped.length === 0) return undefined;
  const byReason = Map.groupBy(skipped, ({ why }) => why ?? 'no reason given');
  const reasons = [...byReason].map(([why, tests]) => `${why} (${tests.map(({ name }) => name).join('; ')})`);
  return `Skipped: ${reasons.join(' · ')}`;
}

const skippedIn = (module: TestModule): Skipped[] =>
  [...module.children.allTests('skipped')].map((test) => {
    const result = test.result();
    return { name: test.name, why: result.state === 'skipped' ? result.note : undefined };
  });

/** Writes the line with `write`; a run of chosen tests (`-t`) skips the others on purpose, and says nothing. */
export function skippedReporter(write: (text: string) => void): Reporter {
  let chosen = false;
  return {
    onInit: (vitest) => {
      chosen = Boolean(vitest.config.testNamePattern);
    },
    onTestRunEnd: (modules) => {
      const line = chosen ? undefined : skippedLine(modules.flatMap(skippedIn));
      if (line) write(`${line}\n`);
    },
  };
}
