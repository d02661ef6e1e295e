import { describe, expect, it } from 'vitest';
import { SimulatedClock } from '../engine/clock';
import { seededRandom } from '../engine/random';
import { Scope } from '../engine/scope';
import { shellProgram } from './shell';

/** What a script prints in `seconds` of simulated time, and how it ended. */
function run(script: string, seconds = 10): { lines: string[]; code: number | undefined } {
  const clock = new SimulatedClock(Date.parse('2026-11-06T07:23:28Z'));
  const lines: string[] = [];
  let code: number | undefined;
  const scope = new Scope(clock);
  shellProgram({
    scope,
    random: seededRandom(1),
    argv: ['sh', '-c', script],
    env: new Map([['SALUDO', 'hola']]),
    log: (line) => lines.push(line),
    exit: (ended) => {
      code ??= ended;
      scope.close();
    },
    pod: { name: 'web-1', namespace: 'aula', ip: '10.0.0.9', node: 'm1' },
  });
  clock.advance(seconds * 1000);
  return { lines, code };
}

describe('the little of a shell that teaching manifests use', () => {
  it.each([
    // biome-ignore lint/suspicious/noTemplateCurlyInString: so shells write it
    ['echo $SALUDO ${SALUDO}', ['hola hola'], 0],
    ['date', ['Fri Nov  6 07:23:28 UTC 2026'], 0],
    ['x=2; echo "x vale $x, y $((x*3+1))"', ['x vale 2, y 7'], 0],
    ['for i in a b c; do echo paso $i; done', ['paso a', 'paso b', 'paso c'], 0],
    ['for i in $(seq 1 3); do echo $i; done', ['1', '2', '3'], 0],
    ['i=0; while [ $i -lt 3 ]; do echo $i; i=$((i+1)); done', ['0', '1', '2'], 0],
    ['until test -f /listo; do touch /listo; done; echo ya', ['ya'], 0],
    ['if [ "$SALUDO" = hola ]; then echo si; else echo no; fi', ['si'], 0],
    ['if [ -z "$SALUDO" ]; then echo si; else echo no; fi; exit 3', ['no'], 3],
    ['echo uno && false || echo dos', ['uno', 'dos'], 0],
    ['hostname; nada', ['web-1', 'sh: nada: not found'], 127],
  ])('%s', (script, lines, code) => {
    expect(run(script)).toEqual({ lines, code });
  });

  it('counts on as the tutorial does, a line a second', () => {
    const { lines, code } = run('i=0; while true; do echo "$i: $(date)"; i=$((i+1)); sleep 1; done', 3.5);
    expect(lines.map((line) => line.split(':')[0])).toEqual(['0', '1', '2', '3']);
    expect(lines[1]).toMatch(/^1: Fri Nov {2}6 07:23:29 UTC 2026$/);
    expect(code).toBeUndefined();
  });
});
