import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from './openapi';

const app = path.resolve(import.meta.dirname, '../../app');

/** Addresses of the route files, as OpenAPI writes them. */
function routes(): string[] {
  return readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'route.ts')
    .map((file) => `/${path.dirname(file).split(path.sep).join('/')}`.replaceAll('[', '{').replaceAll(']', '}'))
    .sort();
}

type Json = { [key: string]: unknown };
const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null;

function* references(value: unknown): Generator<string> {
  if (!isRecord(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '$ref' && typeof inner === 'string') yield inner;
    else yield* references(inner);
  }
}

describe('the OpenAPI document', () => {
  const document = openApiDocument();

  it('describes the routes there are, all of them and no other', () => {
    expect(Object.keys(document.paths ?? {}).sort()).toEqual(routes());
  });

  it('points at nothing that it does not hold', () => {
    const found = [...references(document)];
    expect(found.length).toBeGreaterThan(5);
    for (const reference of found) {
      const target = reference
        .replace(/^#\//, '')
        .split('/')
        .reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), document);
      expect(target, reference).toBeDefined();
    }
  });

  it('names every parameter of a path', () => {
    for (const [address, item] of Object.entries(document.paths ?? {})) {
      const names = [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared =
        isRecord(item) && isRecord(item.get) && Array.isArray(item.get.parameters) ? item.get.parameters : [];
      expect(declared.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name)).toEqual(names);
    }
  });

  it('offers no kind that is secret', () => {
    expect(JSON.stringify(document.paths)).not.toContain('"secrets"');
    expect(JSON.stringify(document.paths)).toContain('"pods"');
  });
});
