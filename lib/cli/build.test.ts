import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { fingerprint, isBuilt } from './build.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'build-'));
  mkdirSync(join(root, 'app'));
  mkdirSync(join(root, '.next'));
  writeFileSync(join(root, 'app', 'page.tsx'), 'one');
});
const stamp = () => {
  writeFileSync(join(root, '.next', 'BUILD_ID'), 'x');
  writeFileSync(join(root, '.next', 'kubeplano-build'), fingerprint(root) ?? '');
};

describe('the build', () => {
  it('is missing before the first one', () => {
    expect(isBuilt(root, fingerprint(root))).toBe(false);
  });

  it('is good while the sources say the same, whatever their dates', () => {
    stamp();
    utimesSync(join(root, 'app', 'page.tsx'), 0, 0);
    expect(isBuilt(root, fingerprint(root))).toBe(true);
  });

  it('is stale when a source changes, appears or moves', () => {
    stamp();
    writeFileSync(join(root, 'app', 'page.tsx'), 'two');
    expect(isBuilt(root, fingerprint(root))).toBe(false);
    stamp();
    writeFileSync(join(root, 'proxy.ts'), '');
    expect(isBuilt(root, fingerprint(root))).toBe(false);
  });

  it('does not depend on tests', () => {
    stamp();
    writeFileSync(join(root, 'app', 'page.test.tsx'), 'new');
    expect(isBuilt(root, fingerprint(root))).toBe(true);
  });

  it('is taken as it is where there are no sources: a published package', () => {
    const published = mkdtempSync(join(tmpdir(), 'package-'));
    mkdirSync(join(published, '.next'));
    writeFileSync(join(published, '.next', 'BUILD_ID'), 'x');
    expect(fingerprint(published)).toBeUndefined();
    expect(isBuilt(published, undefined)).toBe(true);
  });
});
