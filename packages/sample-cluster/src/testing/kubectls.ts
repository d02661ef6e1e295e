import { readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** kubectl binaries of this machine, oldest first: `kubectl.1.28` … beside the one on the path, or that one alone. */
export function kubectls(): string[] {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    try {
      const found = realpathSync(join(folder, 'kubectl'));
      const minors = readdirSync(dirname(found)).filter((name) => /^kubectl\.1\.(2[89]|3\d)$/.test(name));
      return minors.length > 0 ? minors.sort().map((name) => join(dirname(found), name)) : [found];
    } catch {
      // Not in this folder.
    }
  }
  return [];
}
