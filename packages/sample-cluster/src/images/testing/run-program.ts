/** Runs the program of an image alone, for tests. */
import { SimulatedClock } from '../../engine/clock.ts';
import { seededRandom } from '../../engine/random.ts';
import { Scope } from '../../engine/scope.ts';
import { Files } from '../files.ts';
import type { ImageProgram, ProcessContext } from '../image.ts';

/** What a program prints in `seconds` of simulated time, and how it ended, if it did. */
export function runProgram(
  program: ImageProgram,
  argv: string[],
  { seconds = 10, ...more }: Partial<ProcessContext> & { seconds?: number } = {},
): { lines: string[]; code: number | undefined; reason: string | undefined } {
  const clock = new SimulatedClock(Date.parse('2026-11-06T07:23:28Z'));
  const lines: string[] = [];
  let code: number | undefined;
  let reason: string | undefined;
  const scope = new Scope(clock);
  program({
    scope,
    random: seededRandom(1),
    argv,
    env: new Map([['SALUDO', 'hola']]),
    files: new Files(),
    log: (line) => lines.push(line),
    exit: (ended, why) => {
      code ??= ended;
      reason ??= why;
      scope.close();
    },
    pod: { name: 'web-1', namespace: 'aula', ip: '10.0.0.9', node: 'm1' },
    ...more,
  });
  clock.advance(seconds * 1000);
  return { lines, code, reason };
}
