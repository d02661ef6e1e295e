import { TREE_BYTES } from './files.ts';
import { OutOfMemory } from './shell-jump.ts';

/** Takes lines and gives others on: what stands behind a pipe. */
export interface Filter {
  line(text: string): void;
  /** Takes text as it comes instead, for one that changes nothing. */
  raw?(text: string): void;
  /** It has all it wants: whoever writes more to it is told so. */
  isFull?(): boolean;
  /** The input is over; answers the exit code. */
  end(): number;
}

/** What a filter was told, and where its text goes. */
export interface FilterCall {
  args: string[];
  out(text: string): void;
  /** `tee`: a file, from its beginning. Answers why not. */
  file(name: string): (text: string) => void;
}

/** A filter and the files it is to read instead of its input. */
export type MadeFilter = { filter: Filter; files: string[] };

/** What is asked of a filter and not done here. */
export class NotSimulated extends Error {
  override readonly name = 'NotSimulated';
}

/** Flags (`-iv`, `-n 3`, `-n3`) and what is left. `valued`: flags that take a value. */
function options(args: string[], valued: string, known: string): { flags: Map<string, string>; rest: string[] } {
  const flags = new Map<string, string>();
  const rest: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (!/^-[A-Za-z]/.test(word)) {
      rest.push(word);
      continue;
    }
    for (let letter = 1; letter < word.length; letter += 1) {
      const name = word[letter] ?? '';
      if (valued.includes(name)) {
        flags.set(name, word.slice(letter + 1) || (args[++at] ?? ''));
        break;
      }
      if (!known.includes(name)) throw new NotSimulated(`-${name}`);
      flags.set(name, '');
    }
  }
  return { flags, rest };
}

const LONGEST = 1_000;
/** Characters a filter may hold: four times what a volume has. What is more comes from what never ends. */
const MOST_HELD = 4 * TREE_BYTES;

/** A pattern of grep or sed. Those that could take for ever are refused. */
function pattern(text: string, extended: boolean, flags = ''): RegExp {
  const swapped = extended
    ? text
    : text.replace(/\\([(){}|+?])|([(){}|+?])/g, (_all, special: string | undefined, plain: string | undefined) =>
        special === undefined ? `\\${plain ?? ''}` : special,
      );
  const classes: ReadonlyMap<string, string> = new Map(
    Object.entries({
      alpha: 'A-Za-z',
      digit: '0-9',
      alnum: 'A-Za-z0-9',
      space: '\\s',
      upper: 'A-Z',
      lower: 'a-z',
    }),
  );
  const source = swapped.replace(/\[:(\w+):\]/g, (all, name: string) => classes.get(name) ?? all);
  const open = source.match(/(?<!\\)(?:[*+]|\{\d*,\})/g)?.length ?? 0;
  if (open > 2 || /(?<!\\)\)[*+{?]/.test(source) || source.length > 200) throw new NotSimulated(`the pattern ${text}`);
  try {
    return new RegExp(source, flags);
  } catch {
    throw new NotSimulated(`the pattern ${text}`);
  }
}

const onto = (call: FilterCall, line: string) => call.out(`${line}\n`);

function grep(call: FilterCall): MadeFilter {
  const { flags, rest } = options(call.args, 'em', 'vicqEFnosh');
  const text = flags.get('e') ?? rest.shift() ?? '';
  const source = flags.has('F') ? text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : text;
  const found = pattern(source, flags.has('E') || flags.has('F'), flags.has('i') ? 'i' : '');
  let [count, number] = [0, 0];
  return {
    files: rest,
    filter: {
      line: (line) => {
        number += 1;
        const match = found.exec(line.slice(0, LONGEST));
        if ((match !== null) === flags.has('v')) return;
        count += 1;
        if (flags.has('c') || flags.has('q')) return;
        onto(call, `${flags.has('n') ? `${number}:` : ''}${flags.has('o') && match ? match[0] : line}`);
      },
      end: () => {
        if (flags.has('c')) onto(call, String(count));
        return count > 0 ? 0 : 1;
      },
    },
  };
}

/** What a line takes besides its letters. */
const SLOT = 8;

/** A filter that looks at all lines when they are over, or at the last ones. */
function whole(call: FilterCall, files: string[], say: (lines: string[]) => string[], last?: number): MadeFilter {
  const lines: string[] = [];
  let held = 0;
  // Those before are let go of, and cleared away many at a time: what each line costs does not grow with what is kept.
  let first = 0;
  return {
    files,
    filter: {
      line: (line) => {
        lines.push(line);
        held += line.length + SLOT;
        if (last !== undefined && lines.length - first > last) {
          held -= (lines[first]?.length ?? 0) + SLOT;
          lines[first] = '';
          first += 1;
        }
        if (first > (last ?? 0)) {
          lines.splice(0, first);
          first = 0;
        }
        if (held > MOST_HELD) throw new OutOfMemory();
      },
      end: () => {
        for (const line of say(lines.slice(first))) onto(call, line);
        return 0;
      },
    },
  };
}

const each = (call: FilterCall, files: string[], say: (line: string) => string | undefined): MadeFilter => ({
  files,
  filter: {
    line: (line) => {
      const said = say(line);
      if (said !== undefined) onto(call, said);
    },
    end: () => 0,
  },
});

function wc(call: FilterCall): MadeFilter {
  const { flags, rest } = options(call.args, '', 'lwc');
  const counts = { l: 0, w: 0, c: 0 };
  let inWord = false;
  return {
    files: rest,
    filter: {
      line: () => {},
      raw: (text) => {
        counts.c += text.length;
        counts.l += text.split('\n').length - 1;
        counts.w += text.split(/\s+/).filter(Boolean).length - Number(inWord && /^\S/.test(text));
        if (text !== '') inWord = /\S$/.test(text);
      },
      end: () => {
        const asked = (['l', 'w', 'c'] as const).filter((one) => flags.size === 0 || flags.has(one));
        const numbers = asked.map((one) => counts[one]);
        onto(call, flags.size === 1 ? String(numbers[0]) : numbers.map((one) => String(one).padStart(9)).join(''));
        return 0;
      },
    },
  };
}

const howMany = (args: string[]) => {
  const { flags, rest } = options(
    args.map((word) => (/^-\d+$/.test(word) ? `-n${word.slice(1)}` : word)),
    'nc',
    'qfF',
  );
  const bytes = /^(\d+)([bkmg]?)$/i.exec(flags.get('c') ?? '');
  if (flags.has('c') && bytes === null) throw new NotSimulated(`-c ${flags.get('c')}`);
  const unit = { b: 512, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 }[bytes?.[2]?.toLowerCase() ?? ''] ?? 1;
  return {
    count: Math.max(0, Math.abs(Number(flags.get('n') ?? 10)) || 0),
    bytes: bytes === null ? undefined : Number(bytes[1]) * unit,
    rest,
  };
};

function head(call: FilterCall): MadeFilter {
  const { count, bytes, rest } = howMany(call.args);
  let seen = 0;
  if (bytes !== undefined) {
    const raw = (text: string) => {
      call.out(text.slice(0, bytes - seen));
      seen += text.length;
    };
    return { files: rest, filter: { line: () => {}, raw, isFull: () => seen >= bytes, end: () => 0 } };
  }
  const { filter } = each(call, rest, (line) => (seen++ < count ? line : undefined));
  return { files: rest, filter: { ...filter, isFull: () => seen >= count } };
}

function tail(call: FilterCall): MadeFilter {
  const { count, bytes, rest } = howMany(call.args);
  if (bytes !== undefined) throw new NotSimulated('-c');
  return whole(call, rest, (lines) => (count === 0 ? [] : lines.slice(-count)), count);
}

/** As `base64` and `base64 -d`. */
function base64(call: FilterCall): MadeFilter {
  const { flags, rest } = options(call.args, 'w', 'dD');
  let text = '';
  return {
    files: rest,
    filter: {
      line: () => {},
      raw: (more) => {
        text += more;
        if (text.length > MOST_HELD) throw new OutOfMemory();
      },
      end: () => {
        if (flags.has('d') || flags.has('D')) call.out(Buffer.from(text, 'base64').toString());
        else {
          const width = Number(flags.get('w') ?? 76);
          const code = Buffer.from(text).toString('base64');
          call.out(width === 0 ? code : code.replace(new RegExp(`.{1,${width}}`, 'g'), '$&\n'));
        }
        return 0;
      },
    },
  };
}

function sort(call: FilterCall): MadeFilter {
  const { flags, rest } = options(call.args, '', 'nru');
  return whole(call, rest, (lines) => {
    const order = flags.has('n')
      ? (a: string, b: string) => (Number.parseFloat(a) || 0) - (Number.parseFloat(b) || 0)
      : (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
    const sorted = (flags.has('u') ? [...new Set(lines)] : lines).sort(order);
    return flags.has('r') ? sorted.reverse() : sorted;
  });
}

function uniq(call: FilterCall): MadeFilter {
  const { flags, rest } = options(call.args, '', 'c');
  return whole(call, rest, (lines) => {
    const runs: { line: string; count: number }[] = [];
    for (const line of lines) {
      const last = runs.at(-1);
      if (last?.line === line) last.count += 1;
      else runs.push({ line, count: 1 });
    }
    return runs.map(({ line, count }) => (flags.has('c') ? `${String(count).padStart(7)} ${line}` : line));
  });
}

/** `a-z` in full. */
const letters = (set: string): string =>
  set
    .replace(/\[:upper:\]/, 'A-Z')
    .replace(/\[:lower:\]/, 'a-z')
    .replace(/\\n/g, '\n')
    .replace(/([\w])-([\w])/g, (_all, from: string, to: string) =>
      Array.from({ length: Math.max(0, to.charCodeAt(0) - from.charCodeAt(0) + 1) }, (_one, index) =>
        String.fromCharCode(from.charCodeAt(0) + index),
      ).join(''),
    );

function tr(call: FilterCall): MadeFilter {
  const { flags, rest } = options(call.args, '', 'dc');
  const [from = '', to = ''] = rest.map(letters);
  const others = flags.has('c');
  const change = (char: string) => {
    const at = from.indexOf(char);
    if (at < 0 !== others) return char;
    return flags.has('d') ? '' : (to[others ? to.length - 1 : Math.min(at, to.length - 1)] ?? '');
  };
  const raw = (text: string) => {
    const changed = [...text].map(change).join('');
    if (changed !== '') call.out(changed);
  };
  return { files: [], filter: { line: () => {}, raw, end: () => 0 } };
}

function cut(call: FilterCall): MadeFilter {
  const { flags, rest } = options(call.args, 'dfc', '');
  const wanted = (flags.get('f') ?? flags.get('c') ?? '').split(',').map((part) => part.split('-'));
  const chosen = (parts: string[]) =>
    parts.filter((_part, index) =>
      wanted.some(([from = '', to = from]) => index + 1 >= Number(from || 1) && index + 1 <= Number(to || Infinity)),
    );
  const mark = flags.get('d') ?? '\t';
  return each(call, rest, (line) =>
    flags.has('c') ? chosen([...line]).join('') : line.includes(mark) ? chosen(line.split(mark)).join(mark) : line,
  );
}

function sed(call: FilterCall): MadeFilter {
  const { flags, rest } = options(call.args, 'e', 'Er');
  const script = flags.get('e') ?? rest.shift() ?? '';
  const mark = script[1] ?? '';
  const [, from = '', to = '', how = ''] = script.split(mark);
  if (script[0] !== 's' || !/^[gi]*$/.test(how) || script.split(mark).length !== 4) throw new NotSimulated(script);
  const found = pattern(from, flags.has('E') || flags.has('r'), how);
  const replacement = to
    .replace(/\$/g, '$$$$')
    .replace(/\\(\d)/g, '$$$1')
    .replace(/(?<!\\)&/g, '$$&')
    .replace(/\\&/g, '&');
  return each(call, rest, (line) => line.slice(0, LONGEST).replace(found, replacement) + line.slice(LONGEST));
}

function awk(call: FilterCall): MadeFilter {
  const { flags, rest } = options(call.args, 'F', '');
  const asked = /^\s*\{\s*print\s+((?:\$\w+[\s,]*)+)\}\s*$/.exec(rest.shift() ?? '')?.[1];
  if (asked === undefined) throw new NotSimulated('this program');
  const fields = asked.split(/[\s,]+/).filter(Boolean);
  const mark = flags.get('F');
  return each(call, rest, (line) => {
    const parts = mark === undefined ? line.split(/\s+/).filter(Boolean) : line.split(mark);
    return fields
      .map((one) =>
        one === '$0' ? line : one === '$NF' ? (parts.at(-1) ?? '') : (parts[Number(one.slice(1)) - 1] ?? ''),
      )
      .join(' ');
  });
}

function tee(call: FilterCall): MadeFilter {
  const { flags, rest } = options(call.args, '', 'a');
  if (flags.has('a')) throw new NotSimulated('-a');
  const files = rest.map((name) => call.file(name));
  return each(call, [], (line) => {
    for (const write of files) write(`${line}\n`);
    return line;
  });
}

/** The filters there are, by name. */
export const FILTERS: ReadonlyMap<string, (call: FilterCall) => MadeFilter> = new Map(
  Object.entries({
    grep,
    egrep: (call: FilterCall) => grep({ ...call, args: ['-E', ...call.args] }),
    wc,
    head,
    tail,
    sort,
    uniq,
    tr,
    cut,
    sed,
    awk,
    base64,
    tee,
    cat: (call: FilterCall) => ({
      files: options(call.args, '', '').rest,
      filter: { line: () => {}, raw: call.out, end: () => 0 },
    }),
  }),
);

/** Gives text on line by line. One longer than `most` goes on in parts, or is more than a process can hold. */
export function byLines(filter: Filter, most?: number): { push(text: string): void; end(): number } {
  let open = '';
  const tell = (line: string) => {
    const part = most ?? (line.length || 1);
    for (let at = 0; at === 0 || at < line.length; at += part) filter.line(line.slice(at, at + part));
  };
  return {
    push: (text) => {
      if (filter.raw !== undefined) {
        filter.raw(text);
        return;
      }
      const lines = (open + text).split('\n');
      open = lines.pop() ?? '';
      for (const line of lines) tell(line);
      if (most === undefined && open.length > MOST_HELD) throw new OutOfMemory();
      for (; most !== undefined && open.length > most; open = open.slice(most)) filter.line(open.slice(0, most));
    },
    end: () => {
      if (open !== '') tell(open);
      open = '';
      return filter.end();
    },
  };
}
