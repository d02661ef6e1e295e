import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Scope } from '@/lib/contract/scope';

/** Open streams by a name that nobody can guess, so that a page can say what it looks at without opening another. */
export interface Viewers {
  add(look: (scope: Scope) => void): { id: string; forget: () => void };
  /** False where there is no such stream (any more). */
  look(id: string, scope: Scope): boolean;
}

/** No streams yet. */
export function createViewers(newId: () => string = randomUUID): Viewers {
  const open = new Map<string, (scope: Scope) => void>();
  return {
    add(look) {
      const id = newId();
      open.set(id, look);
      return { id, forget: () => open.delete(id) };
    },
    look(id, scope) {
      const look = open.get(id);
      look?.(scope);
      return look !== undefined;
    },
  };
}

const KEY = Symbol.for('kubeplano.viewers');
const shared: typeof globalThis & { [KEY]?: Viewers } = globalThis;

/** Those of this process. On globalThis: Next compiles each route apart. */
export function sharedViewers(): Viewers {
  shared[KEY] ??= createViewers();
  return shared[KEY];
}
