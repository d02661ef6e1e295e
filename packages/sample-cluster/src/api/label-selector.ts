/** Label selectors, read token by token as `k8s.io/apimachinery/pkg/labels` reads them, and refused in its words. */
import { ApiError } from './errors.ts';
import { labelValueProblems, qualifiedNameProblems } from './validation-names.ts';

type Labels = Readonly<Record<string, string>>;
type Requirement = (labels: Labels) => boolean;

const TOKEN = /\s*(==?|!=?|[<>(),]|[^\s=!<>(),]+)/y;
const OPERATORS = ['in', 'notin', '=', '==', '!=', 'gt', 'lt'];
const isSpecial = (token: string) => token === '' || /^[=!<>(),]/.test(token);

class Parser {
  readonly #tokens: string[] = [];
  #next = 0;

  constructor(text: string) {
    TOKEN.lastIndex = 0;
    for (let found = TOKEN.exec(text); found; found = TOKEN.exec(text)) this.#tokens.push(found[1] ?? '');
  }

  /** All of them. A token that does not belong is an error, as is an end too early. */
  parse(): Requirement[] {
    const all: Requirement[] = [];
    for (;;) {
      const first = this.#peek();
      if (first === '') return all;
      if (isSpecial(first) && first !== '!') throw expected(first, `, expected: !, identifier, or 'end of string'`);
      all.push(this.#requirement());
      const after = this.#take();
      if (after === '') return all;
      if (after !== ',') throw expected(after, `, expected: ',' or 'end of string'`);
      const more = this.#peek();
      if (isSpecial(more) && more !== '!') throw expected(more, ", expected: identifier after ','");
    }
  }

  #peek(): string {
    return this.#tokens[this.#next] ?? '';
  }

  #take(): string {
    const token = this.#peek();
    this.#next += 1;
    return token;
  }

  #requirement(): Requirement {
    if (this.#peek() === '!') {
      this.#take();
      const absent = this.#key();
      return (labels) => !Object.hasOwn(labels, absent);
    }
    const key = this.#key();
    if (this.#peek() === '' || this.#peek() === ',') return (labels) => Object.hasOwn(labels, key);
    const operator = this.#take();
    switch (operator) {
      case 'in':
      case 'notin': {
        const values = this.#values();
        checkValues(key, values);
        return (labels) => (Object.hasOwn(labels, key) && values.includes(labels[key] ?? '')) === (operator === 'in');
      }
      case '=':
      case '==':
      case '!=': {
        const value = this.#value();
        checkValues(key, [value]);
        return (labels) => (labels[key] === value) === (operator !== '!=');
      }
      case '>':
      case '<': {
        const value = this.#value();
        const bound = Number(value);
        if (!/^[+-]?\d+$/.test(value))
          throw refusal(invalid('values[0]', value, "for 'Gt', 'Lt' operators, the value must be an integer"));
        return (labels) => (operator === '>' ? Number(labels[key]) > bound : Number(labels[key]) < bound);
      }
      default:
        throw refusal(expected(operator, `, expected: ${OPERATORS.join(', ')}`));
    }
  }

  #identifier(): string {
    const token = this.#take();
    if (isSpecial(token)) throw refusal(expected(token, ', expected: identifier'));
    return token;
  }

  #key(): string {
    const key = this.#identifier();
    const [problem] = qualifiedNameProblems(key);
    if (problem) throw refusal(invalid('<nil>', key, problem));
    return key;
  }

  #value(): string {
    return this.#peek() === '' || this.#peek() === ',' ? '' : this.#identifier();
  }

  /** In order and each once, as the server keeps them; between two commas, and beside one, is the empty value. */
  #values(): string[] {
    const open = this.#take();
    if (open !== '(') throw refusal(expected(open, " expected: '('"));
    const first = this.#peek();
    if (first !== ')' && first !== ',' && isSpecial(first))
      throw refusal(expected(first, ", expected: ',', ')' or identifier"));
    const values = new Set<string>();
    if (first === ')') values.add('');
    else this.#listed(values);
    this.#take();
    return [...values].sort();
  }

  /** Reads up to the closing parenthesis. */
  #listed(values: Set<string>): void {
    for (;;) {
      const token = this.#take();
      if (!isSpecial(token)) {
        values.add(token);
        const after = this.#peek();
        if (after === ')') return;
        if (after !== ',') throw refusal(expected(after, ", expected: ',' or ')'"));
      } else if (token === ',') {
        if (values.size === 0) values.add('');
        if (this.#peek() === ')') {
          values.add('');
          return;
        }
        if (this.#peek() === ',') {
          this.#take();
          values.add('');
        }
      } else throw refusal(expected(token, ", expected: ',', or identifier"));
    }
  }
}

function checkValues(key: string, values: readonly string[]): void {
  for (const [index, value] of values.entries())
    for (const problem of labelValueProblems(value)) throw refusal(invalid(`values[${index}][${key}]`, value, problem));
}

const expected = (found: string, what: string) => new ApiError(400, 'BadRequest', `found '${found}'${what}`);
const invalid = (field: string, value: string, why: string) =>
  new ApiError(400, 'BadRequest', `${field}: Invalid value: ${JSON.stringify(value)}: ${why}`);
const refusal = ({ message }: ApiError) => new ApiError(400, 'BadRequest', `unable to parse requirement: ${message}`);

/** Reads `app=web,tier in (a,b),!old`. Throws {@link ApiError} 400 when it cannot be parsed. */
export const parseLabelSelector = (selector: string): Requirement[] => new Parser(selector).parse();
