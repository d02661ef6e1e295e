import { describe, expect, it } from 'vitest';
import { shellProgram } from './shell.ts';
import { runProgram } from './testing/run-program.ts';

const MiB = 2 ** 20;

/** What a script prints in `seconds` of simulated time, and how it ended. */
function run(script: string, seconds = 10): { lines: string[]; code: number | undefined } {
  const { lines, code } = runProgram(shellProgram, ['sh', '-c', script], { seconds });
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
    ['seq 1 20 | grep 1 | wc -l', ['11'], 0],
    ["echo 'a b c' | tr a-z A-Z | cut -d' ' -f2", ['B'], 0],
    ['printf "dos\\nuno\\n" | sort > /tmp/x; cat /tmp/x; ls /tmp', ['dos', 'uno', 'x'], 0],
    ["echo version=1.2.3 | sed 's/.*=\\(.*\\)/v\\1/'", ['v1.2.3'], 0],
    [
      'echo uno > /tmp/a; echo dos >> /tmp/a; tail -n 1 < /tmp/a; cat /nada',
      ['dos', "cat: can't open '/nada': No such file or directory"],
      1,
    ],
    ['cat /no/hay 2>/dev/null || echo falta', ['falta'], 0],
    ['echo x > /no/hay/y', ["sh: can't create /no/hay/y: nonexistent directory"], 1],
    ['mkdir -p /a/b && cd /a/b && echo hola > c && pwd && cat /a/b/*', ['/a/b', 'hola'], 0],
    ['(exit 4); echo $?; { echo en grupo; } | cat', ['4', 'en grupo'], 0],
    ['for i in 1 2 3 4; do [ $i = 2 ] && continue; [ $i = 4 ] && break; echo $i; done', ['1', '3'], 0],
    ['if false; then echo a; elif true; then echo b; else echo c; fi', ['b'], 0],
    ['printenv SALUDO; env | grep -c SALUDO; X=1 env | grep X', ['hola', '1', 'X=1'], 0],
    ['while read a b; do echo $b-$a; done < /dev/null; echo "1 2" | while read a b; do echo $b-$a; done', ['2-1'], 0],
    ['set -e; false || true; false; echo nunca', [], 1],
    ["sh -c 'echo $0 $1' uno dos", ['uno dos'], 0],
    ['wget -q http://10.0.0.1', ['wget: packets are not simulated here, there is no network to ask'], 1],
    ['wget -q http://web:80/ || curl -s web', ["wget: bad address 'web'", 'curl: (6) Could not resolve host: web'], 6],
    ['case a in a) echo si;; esac', ['sh: case: not simulated here'], 2],
    ['x=$(seq 1 9000); echo $x $x $x $x $x $x $x; echo nunca', ['sh: Argument list too long'], 126],
    ['x=aaaaaaaaaa; for i in $(seq 1 20); do x=$x$x; done; echo $x | wc -c', ['65537'], 0],
    ["echo aaaa | grep '\\(a*\\)*b'", ['grep: not simulated here: the pattern \\(a*\\)*b'], 2],
    [`${'if false; then :; el'.repeat(60)}`, ['sh: this script is too deep'], 2],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: so shells write it
    ['wc /nada; echo ${#SALUDO} ${NADA:-otro}', ['wc: /nada: No such file or directory', '4 otro'], 0],
    ["trap 'echo no' TERM; echo si", ['si'], 0],
    ['echo "sin cerrar', ['sh: syntax error: unterminated quoted string'], 2],
    ['echo $((010 + 0x10)) $((7/2*2 - -1)) $(((1+2)*3 % 5)) $((1 < 2 && 3 != 4)) $((NADA))', ['24 7 4 1 0'], 0],
    [
      'echo $((9223372036854775807 + 1)) $((3037000500 * 3037000500))',
      ['-9223372036854775808 -9223372036709301616'],
      0,
    ],
    ['echo $((1/0)); echo nunca', ['sh: divide by zero'], 2],
    ['(echo $((08))); echo $?', ['sh: arithmetic syntax error', '2'], 0],
    ['x=y+y; echo $((x))', ['sh: not simulated here: a sum in x'], 2],
    ['x=x; echo $((x))', ['sh: expression recursion loop detected'], 2],
    [`echo $((${'('.repeat(60)}1${')'.repeat(60)}))`, ['sh: expression recursion loop detected'], 2],
    [
      'seq 1 9000 | sort -rn > /tmp/n; head -1 /tmp/n; cat /tmp/n | tail -1 >> /nada/x',
      ['9000', "sh: can't create /nada/x: nonexistent directory"],
      1,
    ],
    ['seq 1 9000 | tail -n 2; seq 1 9000 | tail -n 4000 | head -n 1', ['8999', '9000', '5001'], 0],
    [
      'dd bs=abc if=/dev/zero of=/x; dd bs=0 if=/dev/zero of=/x; dd count=-3 if=/dev/zero of=/x; echo $?',
      [
        "dd: invalid number 'abc'",
        'dd: number 0 is not in 1..9223372036854775807 range',
        "dd: invalid number '-3'",
        '1',
      ],
      0,
    ],
    ['seq 1 9 | tail -n 20 | head -n 1; seq 1 9 | tail -n 0', ['1'], 0],
    ['seq 1 20000 > /tmp/n || tail -n 1 /tmp/n', ['seq: not simulated here: more than 10000 numbers', '10000'], 0],
    ['(sleep 2; echo tarde) & echo pronto; wait; echo fin', ['pronto', 'tarde', 'fin'], 0],
  ])('%s', (script, lines, code) => {
    expect(run(script)).toEqual({ lines, code });
  });

  it('has no more processes than a container may, whoever begets them', () => {
    const refused = "sh: can't fork: Resource temporarily unavailable";
    expect(run('while true; do sleep 600 & done')).toEqual({ lines: [refused], code: 2 });
    expect(run("echo 'sh /b & sh /b & sleep 600' > /b; sh /b", 60).lines).toContain(refused);
  });

  it('counts on as the tutorial does, a line a second', () => {
    const { lines, code } = run('i=0; while true; do echo "$i: $(date)"; i=$((i+1)); sleep 1; done', 3.5);
    expect(lines.map((line) => line.split(':')[0])).toEqual(['0', '1', '2', '3']);
    expect(lines[1]).toMatch(/^1: Fri Nov {2}6 07:23:29 UTC 2026$/);
    expect(code).toBeUndefined();
  });
});

describe('what never ends', () => {
  it.each([
    ['yes | head -n 3', ['y', 'y', 'y'], 0],
    ['while true; do echo x; done | head -2; echo fin', ['x', 'x', 'fin'], 0],
    ['seq 1 9 | sort -r | head -2', ['9', '8'], 0],
    ['head -c 5 /dev/zero | wc -c', ['5'], 0],
    ['tr -dc a-z < /dev/urandom | head -c 12 | wc -c', ['12'], 0],
    ['cat /dev/urandom | tr -dc 0-9 | head -c 4 | grep -c .', ['1'], 0],
    ['cat /dev/zero > /tmp/x; echo $?', ['sh: write error: No space left on device', '1'], 0],
    ['cp /dev/zero /tmp/x; echo $?', ['cp: write error: No space left on device', '1'], 0],
    [
      'dd if=/dev/zero of=/tmp/x bs=1k count=4; wc -c /tmp/x',
      ['4+0 records in', '4+0 records out', '4096 bytes (4.0KB) copied, 0.001000 seconds, 3.9MB/s', '4096'],
      0,
    ],
    ['dd if=/dev/zero of=/tmp/x bs=1M count=50', ["dd: error writing '/tmp/x': No space left on device"], 1],
    ['printf abc | wc -c; printf "a b\\nc" | wc', ['3', '        1        3        5'], 0],
    ['echo -n secreto | base64; echo c2VjcmV0bw== | base64 -d', ['c2VjcmV0bw==', 'secreto'], 0],
  ])('%s', (script, lines, code) => {
    const ran = run(script);
    expect(ran.code).toBe(code);
    expect(ran.lines.slice(0, lines.length)).toEqual(lines);
  });

  it('goes on for ever where nobody minds, and says little', () => {
    for (const script of ['yes > /dev/null', 'cat /dev/zero > /dev/null', 'dd if=/dev/zero of=/dev/null'])
      expect(run(script, 60)).toEqual({ lines: [], code: undefined });
    expect(run('yes hola', 2).lines.length).toBeLessThan(10_000);
    expect(new Set(run('yes hola', 2).lines)).toEqual(new Set(['hola']));
  });

  it.each([
    'tail /dev/zero',
    'head -c 200m /dev/zero | tail',
    'cat /dev/zero | sort > /dev/null; echo no',
    'grep x /dev/zero & wait',
    'dd if=/dev/zero of=/dev/null bs=200M count=1',
  ])('ends the container when it is held in memory: %s', (script) => {
    const { code, reason, lines } = runProgram(shellProgram, ['sh', '-c', script], {
      memoryLimit: 100 * MiB,
      seconds: 20,
    });
    expect({ code, reason, lines }).toEqual({ code: 137, reason: 'OOMKilled', lines: [] });
  });

  it('lets a process hold the few megabytes its limit allows', () => {
    const { code, reason } = runProgram(shellProgram, ['sh', '-c', 'head -c 3m /dev/zero | tail | wc -c'], {
      memoryLimit: 64 * MiB,
      seconds: 20,
    });
    expect({ code, reason }).toEqual({ code: 0, reason: undefined });
  });

  it('breaks no line of a log but where containerd does', () => {
    const { lines } = run('cat /dev/zero', 1);
    expect(new Set(lines.map(({ length }) => length))).toEqual(new Set([16_384]));
  });
});
