import 'server-only';

/** Takes lines and gives others on: what stands behind a pipe. */
export interface Filter {
  line(text: string): void;
  /** Takes text as it comes instead, for one that changes nothing. */
  raw?(text: string): void;
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

/** A pattern of grep or sed. Those that could take for ever are refused. */
function pattern(text: string, extended: boolean, flags = ''): RegExp {
  const swapped = extended
    ? text
    : text.replace(/\\([(){}|+?])|([(){}|+?])/g, (_all, special: string | undefined, plain: string | undefined) =>
        special === undefined ? `\\${plain ?? ''}` : special,
      );
  const classes: Record<string, string> = {
    alpha: 'A-Za-z',
    digit: '0-9',
    alnum: 'A-Za-z0-9',
    space: '\\s',
    upper: 'A-Z',
    lower: 'a-z',
  };
  const source = swapped.replace(/\[:(\w+):\]/g, (all, name: string) => classes[name] ?? all);
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

/** A filter that looks at all lines when they are over. */
function whole(call: FilterCall, files: string[], say: (lines: string[]) => string[], most = 20_000): MadeFilter {
  const lines: string[] = [];
  return {
    files,
    filter: {
      line: (line) => {
        lines.push(line);
        if (lines.length > most) lines.shift();
      },
      end: () => {
        for (const line of say(lines)) onto(call, line);
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
  return {
    files: rest,
    filter: {
      line: (line) => {
        counts.l += 1;
        counts.w += line.split(/\s+/).filter(Boolean).length;
        counts.c += line.length + 1;
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
    'n',
    'qfF',
  );
  return { count: Math.max(0, Math.abs(Number(flags.get('n') ?? 10)) || 0), rest };
};

function head(call: FilterCall): MadeFilter {
  const { count, rest } = howMany(call.args);
  let seen = 0;
  return each(call, rest, (line) => (seen++ < count ? line : undefined));
}

function tail(call: FilterCall): MadeFilter {
  const { count, rest } = howMany(call.args);
  return whole(call, rest, (lines) => (count === 0 ? [] : lines.slice(-count)), count);
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
  const { flags, rest } = options(call.args, '', 'd');
  const [from = '', to = ''] = rest.map(letters);
  const change = (text: string) =>
    [...text]
      .map((char) => {
        const at = from.indexOf(char);
        return at < 0 ? char : flags.has('d') ? '' : (to[Math.min(at, to.length - 1)] ?? '');
      })
      .join('');
  return {
    files: [],
    filter: { line: (line) => call.out(change(`${line}\n`)), end: () => 0 },
  };
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
    tee,
    cat: (call: FilterCall) => ({
      files: options(call.args, '', '').rest,
      filter: { line: () => {}, raw: call.out, end: () => 0 },
    }),
  }),
);

/** Gives text on line by line. */
export function byLines(filter: Filter): { push(text: string): void; end(): number } {
  let open = '';
  return {
    push: (text) => {
      if (filter.raw !== undefined) {
        filter.raw(text);
        return;
      }
      const lines = (open + text).split('\n');
      open = lines.pop() ?? '';
      for (const line of lines) filter.line(line);
    },
    end: () => {
      if (open !== '') filter.line(open);
      open = '';
      return filter.end();
    },
  };
}
