/** Where a kubeconfig is written when nobody says where: in a folder that only this person can write to, under a name that stays. */
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a place is found by; parameters so that a test need not touch the home of whoever runs it. */
export interface Surroundings {
  env: Readonly<Record<string, string | undefined>>;
  home(): string;
  uid: number | undefined;
  pid: number;
  isAlive(pid: number): boolean;
}

/**
 * Who holds the names of this process: whoever started it as a child holds them, and starts another in its place should it
 * die; meanwhile nobody else may take them.
 */
export const keeper = (): number => (process.connected ? process.ppid : process.pid);

const here = (): Surroundings => ({
  env: process.env,
  home: homedir,
  uid: process.getuid?.(),
  pid: keeper(),
  isAlive,
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

const FOLDER = 'sample-cluster';
const MARK = '# Sample cluster of process ';

/** The first line of a kubeconfig: whose it is, so that a second cluster takes another name and leaves this one right. */
export const claimOf = (pid: number): string => `${MARK}${pid}\n`;
/** A place that was claimed and not written to yet. */
export const isClaim = (text: string): boolean => text.startsWith(MARK) && text.trimEnd().split('\n').length === 1;

/**
 * Takes a name nobody living holds: `kubeconfig`, or `kubeconfig-2`… beside other clusters of the same person. The folder
 * is of mode 700 in `XDG_RUNTIME_DIR`, else under home; where there is neither, one with a name nobody can foresee.
 */
export function claimPlace(around: Surroundings = here()): string {
  const folder = privateFolder(around);
  for (let number = 1; ; number += 1) {
    const file = join(folder, number === 1 ? 'kubeconfig' : `kubeconfig-${number}`);
    if (claim(file, around)) return file;
  }
}

function claim(file: string, { pid, isAlive: alive }: Surroundings): boolean {
  for (const _ of [1, 2]) {
    try {
      writeFileSync(file, claimOf(pid), { flag: 'wx', mode: 0o600 });
      return readFileSync(file, 'utf8') === claimOf(pid);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = holderOf(file);
    if (holder === undefined || alive(holder)) return false;
    // Its process was killed before it could remove it.
    if (!removeOf(file, holder)) return false;
  }
  return false;
}

/** Removes a name that a dead process holds; false where somebody living has taken it since. */
function removeOf(file: string, holder: number): boolean {
  // Moved first: what is looked at then is what is removed.
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    // Somebody else was quicker.
    return true;
  }
  const isIts = holderOf(aside) === holder;
  if (!isIts) linkSync(aside, file);
  rmSync(aside, { force: true });
  return isIts;
}

/** The process that holds a name; undefined for what is no file of ours. */
function holderOf(file: string): number | undefined {
  try {
    if (!lstatSync(file).isFile()) return undefined;
    const text = readFileSync(file, 'utf8');
    return text.startsWith(MARK) ? Number.parseInt(text.slice(MARK.length), 10) : undefined;
  } catch {
    // Gone meanwhile, or not ours to read: the next name.
    return undefined;
  }
}

function privateFolder(around: Surroundings): string {
  const { env, home } = around;
  const bases = [
    () => env.XDG_RUNTIME_DIR || undefined,
    // Of a user without an entry in passwd, and without HOME, nobody knows the home.
    () => join(home(), '.cache'),
  ];
  for (const base of bases) {
    try {
      const folder = base();
      if (folder === undefined) continue;
      const own = join(folder, FOLDER);
      mkdirSync(own, { recursive: true, mode: 0o700 });
      if (madePrivate(own, around)) return own;
    } catch {
      // Not there, or not ours to write to: the next one.
    }
  }
  return mkdtempSync(join(tmpdir(), `${FOLDER}-`));
}

/** Whether the folder itself, no link to one, is this user's; nobody else may enter it then. */
function madePrivate(folder: string, { uid }: Surroundings): boolean {
  const found = lstatSync(folder);
  if (!found.isDirectory() || (uid !== undefined && found.uid !== uid)) return false;
  if (uid !== undefined && (found.mode & 0o077) !== 0) chmodSync(folder, 0o700);
  return true;
}
