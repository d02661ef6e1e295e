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
}
const read = (name: string) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));
const packages: [string, Locked][] = Object.entries(read('package-lock.json').packages as Record<string, Locked>);
/** What is this repository's own is not installed: the root and its workspaces. */
const installed = packages.filter(([path]) => path.startsWith('node_modules/'));

/** Optional, only for macOS, and only to rebuild what npm has already downloaded ready-made. */
const KNOWN_SCRIPTS = ['node_modules/fsevents'];

describe('what `npm ci` installs', () => {
  it('names no address: each package comes from the registry npm is set up with, by its name and hash', () => {
    expect(installed.length).toBeGreaterThan(100);
    const addressed = installed.filter(([, { resolved, link }]) => resolved !== undefined && !link);
    expect(addressed.map(([path, { resolved }]) => `${path} ${resolved}`)).toEqual([]);
  });

  it('is what was locked: every package has its hash', () => {
    // Builds for other platforms were not at hand where this was locked: their version is, their hash is not.
    const unlocked = installed.filter(([, { integrity, link, inBundle, optional }]) => {
      return !integrity && !link && !inBundle && !optional;
    });
    expect(unlocked.map(([path]) => path)).toEqual([]);
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
