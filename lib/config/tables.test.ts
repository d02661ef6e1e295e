/**
 * A word of a cluster may be `constructor` or `__proto__`: no object of ours is a table for such words. What is looked up by
 * any word is a Map; what an object holds of its own is asked with Object.hasOwn.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const ROOMS = [
  'lib/**/*.{ts,tsx}',
  'components/**/*.tsx',
  'components/**/*.ts',
  'app/**/*.{ts,tsx}',
  'proxy.ts',
  'packages/*/src/**/*.ts',
];
const isOurs = (file: string) => !/\.test\.tsx?$|\/testing\//.test(file);

type Syntax = { type: string; start: number } & Record<string, unknown>;
const isSyntax = (value: unknown): value is Syntax =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

function* within(value: unknown): Generator<Syntax> {
  if (Array.isArray(value)) for (const one of value) yield* within(one);
  else if (typeof value === 'object' && value !== null) {
    if (isSyntax(value)) yield value;
    for (const inner of Object.values(value)) yield* within(inner);
  }
}

/** `Record<string, …>`, or what makes each of its fields optional or constant, or a table of such tables. */
function isOfAnyWord(annotation: unknown): boolean {
  for (const { type, typeName, typeArguments } of within(annotation)) {
    if (type !== 'TSTypeReference' || !isSyntax(typeName) || typeName.name !== 'Record' || !isSyntax(typeArguments))
      continue;
    const [key] = Array.isArray(typeArguments.params) ? typeArguments.params : [];
    if (isSyntax(key) && key.type === 'TSStringKeyword') return true;
  }
  return false;
}

/** Names of what is asked for a word that is not written there: `TABLE[word]`. */
const askedByWord = (program: unknown): ReadonlySet<string> =>
  new Set(
    [...within(program)].flatMap(({ type, computed, object, property }) => {
      if (type !== 'MemberExpression' || computed !== true || !isSyntax(object) || !isSyntax(property)) return [];
      return property.type !== 'Literal' && object.type === 'Identifier' ? [String(object.name)] : [];
    }),
  );

/** Places where a table may be asked for a word nobody put there, with why. */
function holesIn(file: string, source: string): string[] {
  const { program, errors } = parseSync(file, source);
  expect(errors, file).toEqual([]);
  const lineOf = (at: number) => source.slice(0, at).split('\n').length;
  const asked = askedByWord(program);
  return [...within(program)].flatMap((syntax) => {
    const say = (why: string) => [`${file}:${lineOf(syntax.start)} ${why}`];
    const { type, operator, left, init, id, typeAnnotation } = syntax;
    if (type === 'BinaryExpression' && operator === 'in' && isSyntax(left) && left.type !== 'Literal')
      return say('asks with `in` for a word: Object.hasOwn');
    if (type === 'VariableDeclarator' && isSyntax(id) && isSyntax(init) && init.type === 'ObjectExpression') {
      const isTable = Array.isArray(init.properties) && init.properties.length > 0;
      const isShared = /^[A-Z][A-Z_0-9]+$/.test(String(id.name));
      if (isTable && (isShared || asked.has(String(id.name))) && isOfAnyWord(id.typeAnnotation))
        return say('is a table for any word: a Map');
    }
    if (
      type === 'TSTypeOperator' &&
      operator === 'keyof' &&
      isSyntax(typeAnnotation) &&
      typeAnnotation.type === 'TSTypeQuery'
    )
      return source.slice(0, syntax.start).endsWith(' as ')
        ? say('takes a word for a key by `as`: Object.hasOwn, or a Map')
        : [];
    return [];
  });
}

describe('tables', () => {
  it('are not asked for words of a cluster as if nothing were inherited', () => {
    const files = ROOMS.flatMap((pattern) => globSync(pattern, { cwd: root })).filter(isOurs);
    expect(files.length).toBeGreaterThan(300);
    expect(files.flatMap((file) => holesIn(file, readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });

  it.each([
    ['const f = (kind: string) => kind in OWNERS;', 1],
    ['const WORDS: Record<string, number> = { a: 1 };', 1],
    ['const WORDS: Readonly<Partial<Record<string, number>>> = { a: 1 };', 1],
    ['const BY: Partial<Record<Kind, Record<string, number>>> = { pods: { a: 1 } };', 1],
    ['const f = (word: string) => { const known: Record<string, number> = { a: 1 }; return known[word]; };', 1],
    ['const f = (tone: string) => TONE[tone as keyof typeof TONE];', 1],
    ["const f = (answer: object) => 'kind' in answer;", 0],
    ['const WORDS: Record<Health, number> = { ok: 1 };', 0],
    ['const WORDS: ReadonlyMap<string, number> = new Map();', 0],
    ['const isKind = (kind: string): kind is keyof typeof OWNERS => Object.hasOwn(OWNERS, kind);', 0],
    ["const headers: Record<string, string> = { accept: 'text/plain' };", 0],
  ])('%s', (source, holes) => {
    expect(holesIn('x.ts', source)).toHaveLength(holes);
  });
});
