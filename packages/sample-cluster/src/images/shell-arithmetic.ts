/** What stands in `$((…))` cannot be calculated; the message is busybox's. */
export class ArithmeticProblem extends Error {
  override readonly name = 'ArithmeticProblem';
}

type Operation = (one: bigint, other: bigint) => bigint;

const flag = (holds: boolean): bigint => (holds ? 1n : 0n);
function divided(by: bigint, operation: () => bigint): bigint {
  if (by === 0n) throw new ArithmeticProblem('divide by zero');
  return operation();
}

/** From what binds least to what binds most. */
const LEVELS_BY_SIGN: Record<string, Operation>[] = [
  { '||': (a, b) => flag(a !== 0n || b !== 0n) },
  { '&&': (a, b) => flag(a !== 0n && b !== 0n) },
  { '|': (a, b) => a | b },
  { '^': (a, b) => a ^ b },
  { '&': (a, b) => a & b },
  { '==': (a, b) => flag(a === b), '!=': (a, b) => flag(a !== b) },
  {
    '<': (a, b) => flag(a < b),
    '<=': (a, b) => flag(a <= b),
    '>': (a, b) => flag(a > b),
    '>=': (a, b) => flag(a >= b),
  },
  { '<<': (a, b) => a << (b & 63n), '>>': (a, b) => a >> (b & 63n) },
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  { '*': (a, b) => a * b, '/': (a, b) => divided(b, () => a / b), '%': (a, b) => divided(b, () => a % b) },
];
const LEVELS = LEVELS_BY_SIGN.map((level) => new Map(Object.entries(level)));

const TOKEN =
  /\s*(0[xX][\da-fA-F]+|0[0-7]*|[1-9]\d*|[A-Za-z_]\w*|\+\+|--|\*\*|<<|>>|[<>=!]=|&&|\|\||[-+*/%()!~<>=&|^?:,])/y;
/** Of the shell's arithmetic, and not of ours. */
const NOT_HERE = new Set(['=', '++', '--', '**', '?', ':', ',']);
/** Parentheses, signs and variables inside each other. */
const DEEPEST = 50;

/** What `$((…))` says: whole numbers of 64 bits, as busybox calculates. Throws {@link ArithmeticProblem}. */
export function calculate(text: string, value: (name: string) => string): string {
  return String(new Calculation(tokens(text), value, 0).result());
}

function tokens(text: string): string[] {
  const found: string[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const token = TOKEN.exec(text)?.[1];
    // A digit or a letter right behind a number is of no number: `08`, `3x`.
    if (token === undefined || (/^\d/.test(token) && /\w/.test(text.charAt(TOKEN.lastIndex))))
      throw new ArithmeticProblem('arithmetic syntax error');
    if (NOT_HERE.has(token)) throw new ArithmeticProblem(`not simulated here: ${token} in arithmetic`);
    found.push(token);
  }
  return found;
}

class Calculation {
  #at = 0;

  private readonly tokens: string[];
  private readonly value: (name: string) => string;
  private depth: number;

  constructor(tokens: string[], value: (name: string) => string, depth: number) {
    this.tokens = tokens;
    this.value = value;
    this.depth = depth;
  }

  result(): bigint {
    if (this.tokens.length === 0) return 0n;
    const result = this.#level(0);
    if (this.#at < this.tokens.length) throw new ArithmeticProblem('arithmetic syntax error');
    return result;
  }

  #level(index: number): bigint {
    const level = LEVELS[index];
    if (level === undefined) return this.#one();
    let left = this.#level(index + 1);
    for (;;) {
      const operation = level.get(this.tokens[this.#at] ?? '');
      if (operation === undefined) return left;
      this.#at += 1;
      left = BigInt.asIntN(64, operation(left, this.#level(index + 1)));
    }
  }

  #one(): bigint {
    const token = this.tokens[this.#at++] ?? '';
    if (/^0[0-7]+$/.test(token)) return BigInt.asIntN(64, BigInt(`0o${token.slice(1)}`));
    if (/^\d/.test(token)) return BigInt.asIntN(64, BigInt(token));
    if (this.depth >= DEEPEST) throw new ArithmeticProblem('expression recursion loop detected');
    this.depth += 1;
    const result = this.#compound(token);
    this.depth -= 1;
    return BigInt.asIntN(64, result);
  }

  #compound(token: string): bigint {
    if (/^\w/.test(token)) {
      const held = this.value(token);
      // One word at most: sums of sums of sums would have no end.
      if (!/^\s*[-+]?\w*\s*$/.test(held)) throw new ArithmeticProblem(`not simulated here: a sum in ${token}`);
      return new Calculation(tokens(held), this.value, this.depth).result();
    }
    switch (token) {
      case '-':
        return -this.#one();
      case '+':
        return this.#one();
      case '!':
        return flag(this.#one() === 0n);
      case '~':
        return ~this.#one();
      case '(': {
        const inner = this.#level(0);
        if (this.tokens[this.#at++] === ')') return inner;
      }
    }
    throw new ArithmeticProblem('arithmetic syntax error');
  }
}
