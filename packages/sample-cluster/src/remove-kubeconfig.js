/** Plain JavaScript, as `index.js`: who keeps a sample cluster running removes what one that was killed has left. */
import { readFileSync, rmSync } from 'node:fs';

/**
 * Removes a kubeconfig, at once (a process that ends waits for nobody), unless another process has written its own there since.
 * @param {string} path
 * @param {string} token one that is in it
 */
export function removeKubeconfig(path, token) {
  try {
    if (readFileSync(path, 'utf8').includes(token)) rmSync(path, { force: true });
  } catch {
    // It is gone already.
  }
}
