/**
 * Builds the application when there is no build, or when the sources have changed since.
 * What was built is remembered as a hash of the sources' content: half a megabyte, some milliseconds.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from './usage-error.js';

/** What the build is made of. */
const SOURCES = [
  ...['app', 'components', 'lib', 'public', 'packages/sample-cluster/src/controls'],
  ...['proxy.ts', 'instrumentation.ts', 'next.config.js', 'postcss.config.js', 'tsconfig.json', 'package-lock.json'],
];
const NOT_BUILT = /\.test\.tsx?$|[/\\]lib[/\\]cli[/\\]/;

/**
 * Hash of the sources; undefined in a published package, which carries its build and no sources.
 * @param {string} root
 * @returns {string | undefined}
 */
export function fingerprint(root) {
  if (!existsSync(join(root, 'app'))) return undefined;
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    const inside = readdirSafe(path);
    for (const file of inside.filter((name) => !NOT_BUILT.test(name)).sort()) {
      hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

/** Files under a folder, or the file itself. @param {string} path */
function readdirSafe(path) {
  try {
    const entries = readdirSync(path, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return [path];
    throw error;
  }
}

/** @param {string} root */
const stampFile = (root) => join(root, '.next', 'kubeplano-build');

/**
 * Whether `.next` is the build of these sources.
 * @param {string} root
 * @param {string | undefined} now fingerprint of the sources
 */
export function isBuilt(root, now) {
  if (!existsSync(join(root, '.next', 'BUILD_ID'))) return false;
  if (now === undefined) return true;
  return existsSync(stampFile(root)) && readFileSync(stampFile(root), 'utf8') === now;
}

/**
 * Runs `next build` and remembers what was built. Its output is kept for the case that it fails.
 * @param {string} root
 * @param {'inherit' | 'pipe'} output
 */
export async function build(root, output) {
  const now = fingerprint(root);
  const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: /** @type {const} */ ('production') };
  const child = spawn(process.execPath, [next, 'build'], { cwd: root, env, stdio: ['ignore', output, output] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk));
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', resolve);
  });
  if (code !== 0) throw new UsageError('build-failed', { output: said.trim().split('\n').slice(-40).join('\n') });
  writeFileSync(stampFile(root), now ?? '');
}

/**
 * @param {URL} rootUrl
 * @param {() => void} onBuild called before a build, which takes a while
 * @throws {UsageError} with what `next build` said
 */
export async function ensureBuild(rootUrl, onBuild) {
  const root = fileURLToPath(rootUrl).replace(/[/\\]$/, '');
  const now = fingerprint(root);
  if (isBuilt(root, now)) return;
  if (now === undefined) throw new UsageError('package-without-build', { root });
  onBuild();
  await build(root, 'pipe');
}
