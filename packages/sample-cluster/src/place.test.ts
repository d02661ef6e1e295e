import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimOf, claimPlace, type Surroundings } from './place.ts';

const ALIVE = 1;
const newFolder = () => mkdtempSync(join(tmpdir(), 'place-'));

/** A person with a home and perhaps a folder for sessions; of the processes only {@link ALIVE} lives. */
function person(more: Partial<Surroundings> = {}): Surroundings & { base: string } {
  const base = newFolder();
  return {
    base,
    env: {},
    home: () => base,
    uid: process.getuid?.(),
    pid: process.pid,
    isAlive: (pid) => pid === ALIVE,
    ...more,
  };
}

describe('where the kubeconfig goes', () => {
  it('is a folder that only its owner may enter, and a name that is the same the next time', () => {
    const someone = person();
    const first = claimPlace(someone);
    expect(first).toBe(join(someone.base, '.cache/sample-cluster/kubeconfig'));
    expect(statSync(join(first, '..')).mode & 0o777).toBe(0o700);
    expect(statSync(first).mode & 0o777).toBe(0o600);
    // Its process was killed and left it behind.
    expect(claimPlace(someone)).toBe(first);
  });

  it('is the session’s folder where there is one', () => {
    const session = newFolder();
    const someone = person({ env: { XDG_RUNTIME_DIR: session } });
    expect(claimPlace(someone)).toBe(join(session, 'sample-cluster/kubeconfig'));
    const gone = person({ env: { XDG_RUNTIME_DIR: '/dev/null/run' } });
    expect(claimPlace(gone)).toBe(join(gone.base, '.cache/sample-cluster/kubeconfig'));
  });

  it('is another name while a living cluster holds the first, and leaves that one as it is', () => {
    const someone = person();
    const first = claimPlace({ ...someone, pid: ALIVE });
    expect(claimPlace(someone)).toBe(`${first}-2`);
    expect(readFileSync(first, 'utf8')).toBe(claimOf(ALIVE));
  });

  it('is another name where two found the first left behind, and the other was quicker', () => {
    const someone = person();
    const first = claimPlace({ ...someone, pid: 7 });
    const isAlive = (pid: number) => {
      if (pid === 7) writeFileSync(first, claimOf(ALIVE));
      return pid === ALIVE;
    };
    expect(claimPlace({ ...someone, isAlive })).toBe(`${first}-2`);
    expect(readFileSync(first, 'utf8')).toBe(claimOf(ALIVE));
  });

  it('is never what somebody planted: a link, a folder, a file of another’s', () => {
    const someone = person();
    const folder = join(someone.base, '.cache/sample-cluster');
    mkdirSync(folder, { recursive: true });
    const target = join(someone.base, 'target');
    symlinkSync(target, join(folder, 'kubeconfig'));
    mkdirSync(join(folder, 'kubeconfig-2'));
    writeFileSync(join(folder, 'kubeconfig-3'), 'apiVersion: v1\n');
    expect(claimPlace(someone)).toBe(join(folder, 'kubeconfig-4'));
    expect(existsSync(target)).toBe(false);
    expect(readFileSync(join(folder, 'kubeconfig-3'), 'utf8')).toBe('apiVersion: v1\n');
  });

  it('is closed to others when it was open, and not taken when it is a link or another’s', () => {
    const open = person();
    mkdirSync(join(open.base, '.cache/sample-cluster'), { recursive: true });
    chmodSync(join(open.base, '.cache/sample-cluster'), 0o777);
    expect(statSync(join(claimPlace(open), '..')).mode & 0o777).toBe(0o700);
    const linked = person();
    mkdirSync(join(linked.base, '.cache'));
    symlinkSync(newFolder(), join(linked.base, '.cache/sample-cluster'));
    for (const someone of [linked, person({ uid: 4_242_424 })])
      expect(claimPlace(someone).startsWith(someone.base), 'a folder nobody can foresee instead').toBe(false);
  });

  it('of a user without a home is a private folder that nobody can foresee', () => {
    const homeless = person({
      home: () => {
        throw new Error('no passwd entry');
      },
    });
    const [one, two] = [claimPlace(homeless), claimPlace(homeless)];
    expect(one).not.toBe(two);
    expect(statSync(join(one, '..')).mode & 0o777).toBe(0o700);
  });
});
