import { quantity } from '../engine/quantity.ts';
import { FileError, TREE_BYTES } from './files.ts';
import type { ProcessContext } from './image.ts';
import { pi } from './pi.ts';
import { isEndless } from './shell-endless.ts';

/** A command as it is called: its words, and where what it says goes. */
export interface Call {
  name: string;
  args: string[];
  context: ProcessContext;
  /** Its environment, as `env` tells it. */
  env(): Map<string, string>;
  /** A path as seen from the present directory. */
  path(name: string): string;
  out(text: string): void;
  err(text: string): void;
}

const operands = (args: string[]) => args.filter((word) => !/^-\w/.test(word));
const hasFlag = (args: string[], letter: string) => args.some((word) => new RegExp(`^-\\w*${letter}`).test(word));

/** Runs `act` for each; what the file system refuses is told, and the code is 1. */
function forEach(call: Call, names: string[], words: (name: string) => string, act: (name: string) => void): number {
  let code = 0;
  for (const name of names) {
    try {
      act(name);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      call.err(`${words(name)}: ${error.message}\n`);
      code = 1;
    }
  }
  return code;
}

/** Names are looked up; further than that nothing goes, and it says why. */
function noNetwork(call: Call): number {
  const { name, args, context } = call;
  const target = args.findLast((word) => !word.startsWith('-') && !/^\d+$/.test(word)) ?? '';
  const host = /^(?:\w+:\/\/)?([^/:]*)/.exec(target)?.[1] ?? '';
  const known = /^[\d.]+$/.test(host) || host === 'localhost' || (context.resolve?.(host)?.ips.length ?? 0) > 0;
  if (known) call.err(`${name}: packets are not simulated here, there is no network to ask\n`);
  else call.err(name === 'curl' ? `curl: (6) Could not resolve host: ${host}\n` : `${name}: bad address '${host}'\n`);
  return known || name !== 'curl' ? 1 : 6;
}

function ls(call: Call): number {
  const { files } = call.context;
  const names = operands(call.args);
  const long = hasFlag(call.args, 'l');
  let code = 0;
  for (const name of names.length === 0 ? ['.'] : names) {
    const path = call.path(name);
    if (!files.exists(path)) {
      call.err(`ls: ${name}: No such file or directory\n`);
      code = 1;
      continue;
    }
    const found = files.isDirectory(path) ? files.list(path) : [name];
    if (names.length > 1 && files.isDirectory(path)) call.out(`${name}:\n`);
    for (const one of found) {
      const text = files.read(files.isDirectory(path) ? `${path}/${one}` : path);
      const size = String(text?.length ?? 4096).padStart(9);
      call.out(long ? `${text === undefined ? 'drwxr-xr-x' : '-rw-r--r--'} root root ${size} ${one}\n` : `${one}\n`);
    }
  }
  return code;
}

function copy(call: Call): number {
  const { files } = call.context;
  const names = operands(call.args);
  const target = names.pop() ?? '';
  return forEach(
    call,
    names,
    (name) =>
      isEndless(call.path(name))
        ? `${call.name}: write error`
        : `${call.name}: can't ${call.name === 'cp' ? 'stat' : 'rename'} '${name}'`,
    (name) => {
      const endless = isEndless(call.path(name));
      const text = endless ? '\0'.repeat(TREE_BYTES + 1) : files.read(call.path(name));
      if (text === undefined) throw new FileError('No such file or directory');
      const into = call.path(target);
      files.write(files.isDirectory(into) ? `${into}/${name.split('/').at(-1) ?? ''}` : into, text);
      if (call.name === 'mv') files.remove(call.path(name));
    },
  );
}

/** As busybox 1.28 tells, the one that examples use. */
function nslookup(call: Call): number {
  const name = operands(call.args)[0] ?? '';
  const answer = call.context.resolve?.(name);
  if (answer === undefined) {
    call.err(';; connection timed out; no servers could be reached\n\n');
    return 1;
  }
  call.out(`Server:    ${answer.server}\nAddress 1: ${answer.server} kube-dns.kube-system.svc.cluster.local\n\n`);
  if (answer.ips.length === 0) {
    call.err(`nslookup: can't resolve '${name}'\n`);
    return 1;
  }
  call.out(`Name:      ${name}\n`);
  for (const [index, ip] of answer.ips.entries()) call.out(`Address ${index + 1}: ${ip} ${answer.name}\n`);
  return 0;
}

/** The one program in Perl that everybody runs: the first example of a Job. */
function perl(call: Call): number {
  const digits = /^print bpi\((\d{1,5})\)$/.exec(call.args.at(-1) ?? '')?.[1];
  if (digits === undefined || !call.args.includes('-Mbignum=bpi')) {
    call.err('perl: of its programs only bpi is simulated here\n');
    return 1;
  }
  call.out(`${pi(Math.min(Number(digits), 10_000))}\n`);
  return 0;
}

function printf({ args, out }: Call): number {
  const [format = '', ...values] = args;
  const once = () =>
    format
      .replace(/\\n/g, '\n')
      .replace(/\\t/g, '\t')
      .replace(/%%|%[-0-9.]*[sdi]/g, (spec) => (spec === '%%' ? '%' : (values.shift() ?? '')));
  do out(once());
  while (values.length > 0 && /%[-0-9.]*[sdi]/.test(format));
  return 0;
}

const MOST_NUMBERS = 10_000;

function seq(call: Call): number {
  const numbers = call.args.map(Number);
  const last = numbers.at(-1) ?? 0;
  const from = numbers.length > 1 ? (numbers[0] ?? 1) : 1;
  const step = numbers.length > 2 ? (numbers[1] ?? 1) : 1;
  for (let at = from, count = 0; step > 0 ? at <= last : at >= last; at += step) {
    if (++count > MOST_NUMBERS) {
      call.err(`seq: not simulated here: more than ${MOST_NUMBERS} numbers\n`);
      return 1;
    }
    call.out(`${at}\n`);
  }
  return 0;
}

/** As busybox prints it: of users and groups, only root has a name. */
function id({ args, context, out }: Call): number {
  const { uid = 0, gid = 0 } = context;
  const groups = [...new Set([gid, ...(context.groups ?? [])])].sort((a, b) => a - b);
  const named = (one: number) => (one === 0 ? '0(root)' : String(one));
  if (hasFlag(args, 'u')) out(`${uid}\n`);
  else if (hasFlag(args, 'g')) out(`${gid}\n`);
  else if (hasFlag(args, 'G')) out(`${groups.join(' ')}\n`);
  else out(`uid=${named(uid)} gid=${named(gid)} groups=${groups.map(named).join(',')}\n`);
  return 0;
}

/** What runs at once, by name; answers the exit code. */
export const COMMANDS: ReadonlyMap<string, (call: Call) => number> = new Map(
  Object.entries({
    echo: ({ args, out }) => {
      const flags = args.findIndex((word) => !/^-[neE]+$/.test(word));
      const told = flags < 0 ? args.length : flags;
      const text = args.slice(told).join(' ');
      const plain = args.slice(0, told).some((word) => word.includes('e'))
        ? text.replace(/\\n/g, '\n').replace(/\\t/g, '\t')
        : text;
      out(args.slice(0, told).some((word) => word.includes('n')) ? plain : `${plain}\n`);
      return 0;
    },
    true: () => 0,
    ':': () => 0,
    false: () => 1,
    date: ({ args, context, out }) => {
      out(
        `${dateText(
          context.scope.clock.now(),
          args.find((word) => word.startsWith('+')),
        )}\n`,
      );
      return 0;
    },
    seq,
    printf,
    hostname: ({ args, context, out }) => {
      out(`${hasFlag(args, 'i') ? context.pod.ip : (context.env.get('HOSTNAME') ?? context.pod.name)}\n`);
      return 0;
    },
    env: ({ env, out }) => {
      for (const [name, value] of env()) out(`${name}=${value}\n`);
      return 0;
    },
    printenv: ({ args, env, out }) => {
      const all = env();
      if (args.length === 0) for (const [name, value] of all) out(`${name}=${value}\n`);
      for (const name of args) if (all.has(name)) out(`${all.get(name)}\n`);
      return args.every((name) => all.has(name)) ? 0 : 1;
    },
    touch: (call) => {
      const { files } = call.context;
      return forEach(
        call,
        operands(call.args),
        (name) => `touch: ${name}`,
        (name) => {
          if (!files.exists(call.path(name))) files.write(call.path(name), '');
        },
      );
    },
    rm: (call) =>
      forEach(
        call,
        operands(call.args),
        (name) => `rm: can't remove '${name}'`,
        (name) => {
          const path = call.path(name);
          if (!call.context.files.exists(path)) {
            if (hasFlag(call.args, 'f')) return;
            throw new FileError('No such file or directory');
          }
          if (call.context.files.isDirectory(path) && !hasFlag(call.args, 'r')) throw new FileError('Is a directory');
          call.context.files.remove(path);
        },
      ),
    mkdir: (call) =>
      forEach(
        call,
        operands(call.args),
        (name) => `mkdir: can't create directory '${name}'`,
        (name) => {
          const parts = call.path(name).split('/').filter(Boolean);
          const { files } = call.context;
          for (const [index] of parts.entries()) {
            const path = parts.slice(0, index + 1).join('/');
            const last = index === parts.length - 1;
            if (files.exists(path)) {
              if (last && !hasFlag(call.args, 'p')) throw new FileError('File exists');
            } else if (last || hasFlag(call.args, 'p')) files.makeDirectory(path);
            else throw new FileError('No such file or directory');
          }
        },
      ),
    ls,
    cp: copy,
    mv: copy,
    test: (call) => (isTrue(call.args, call) ? 0 : 1),
    '[': (call) => (isTrue(call.args.slice(0, -1), call) ? 0 : 1),
    whoami: ({ context, out, err }) => {
      const uid = context.uid ?? 0;
      if (uid === 0) out('root\n');
      else err(`whoami: unknown uid ${uid}\n`);
      return uid === 0 ? 0 : 1;
    },
    id,
    uname: ({ out }) => {
      out('Linux\n');
      return 0;
    },
    chmod: () => 0,
    chown: () => 0,
    sync: () => 0,
    nslookup,
    perl,
    wget: noNetwork,
    curl: noNetwork,
    ping: noNetwork,
    nc: noNetwork,
    telnet: noNetwork,
  } satisfies Record<string, (call: Call) => number>),
);

/** As busybox prints it: `Thu Nov 26 07:23:28 UTC 2026`; or by a format. */
function dateText(ms: number, format?: string): string {
  const at = new Date(ms);
  if (format !== undefined) {
    const iso = at.toISOString();
    const known: ReadonlyMap<string, string> = new Map(
      Object.entries({
        Y: iso.slice(0, 4),
        m: iso.slice(5, 7),
        d: iso.slice(8, 10),
        H: iso.slice(11, 13),
        M: iso.slice(14, 16),
        S: iso.slice(17, 19),
        F: iso.slice(0, 10),
        T: iso.slice(11, 19),
        s: String(Math.floor(ms / 1000)),
        Z: 'UTC',
      }),
    );
    return format.slice(1).replace(/%(\w)/g, (all, letter: string) => known.get(letter) ?? all);
  }
  const [weekday = '', day = '', month = '', year = '', time = ''] = at.toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${day.replace(/^0/, ' ')} ${time} UTC ${year}`;
}

const COMPARISONS: ReadonlyMap<string, (one: string, other: string) => boolean> = new Map(
  Object.entries({
    '=': (one, other) => one === other,
    '==': (one, other) => one === other,
    '!=': (one, other) => one !== other,
    '-eq': (one, other) => Number(one) === Number(other),
    '-ne': (one, other) => Number(one) !== Number(other),
    '-lt': (one, other) => Number(one) < Number(other),
    '-le': (one, other) => Number(one) <= Number(other),
    '-gt': (one, other) => Number(one) > Number(other),
    '-ge': (one, other) => Number(one) >= Number(other),
  }),
);

/** What `test` is asked: a comparison, `-z`, `-n`, or whether a file is there. */
function isTrue(words: string[], call: Call): boolean {
  if (words[0] === '!') return !isTrue(words.slice(1), call);
  const [first = '', operator = '', other = ''] = words;
  const compare = words.length === 3 ? COMPARISONS.get(operator) : undefined;
  if (compare) return compare(first, other);
  if (words.length < 2) return first !== '';
  const { files } = call.context;
  const path = call.path(operator);
  switch (first) {
    case '-z':
      return operator === '';
    case '-n':
      return operator !== '';
    case '-d':
      return files.isDirectory(path);
    case '-f':
      return files.read(path) !== undefined;
    case '-s':
      return (files.read(path) ?? '') !== '';
    default:
      return files.exists(path);
  }
}

/** `5`, `1m`, `infinity`; undefined when it is no time. */
export function sleepSeconds(text: string | undefined): number | undefined {
  if (text === 'infinity' || text === 'inf') return Number.POSITIVE_INFINITY;
  const match = /^([0-9.]+)([smhd]?)$/.exec(text ?? '');
  if (match === null) return undefined;
  return quantity(match[1]) * ({ s: 1, m: 60, h: 3600, d: 86_400 }[match[2] ?? ''] ?? 1);
}
