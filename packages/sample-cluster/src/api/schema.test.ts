import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { RESOURCES } from './resources.ts';
import { modelNames, modelOf } from './schema.ts';
import { LISTS } from './schema-lists.ts';

it('is what scripts/write-schema.js makes of the installed @kubernetes/client-node', async () => {
  const script = fileURLToPath(new URL('../../scripts/write-schema.js', import.meta.url));
  await expect(promisify(execFile)(process.execPath, [script, '--check'])).resolves.toBeDefined();
});

it('knows every resource and every model it refers to', () => {
  const names = new Set(modelNames());
  for (const { model } of RESOURCES) expect(names).toContain(model);
  for (const name of names)
    for (const [field, { type }] of modelOf(name).fields) {
      const inner = type.is === 'list' || type.is === 'map' ? type.of : type;
      if (inner.is === 'model') expect(names, `${name}.${field}`).toContain(inner.model);
    }
});

it('merges lists that exist, by keys their items have', () => {
  for (const [place, { keys = [] }] of LISTS) {
    const [model = '', field = ''] = place.split('.');
    const type = modelOf(model).fields.get(field)?.type;
    expect(type?.is, place).toBe('list');
    if (type?.is === 'list' && type.of.is === 'model')
      for (const key of keys) expect(modelOf(type.of.model).fields.has(key), `${place} by ${key}`).toBe(true);
  }
});
