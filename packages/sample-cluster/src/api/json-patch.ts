/** JSON Patch (RFC 6902), in time that grows with the patch and not with the patch times the object. */
import { ApiError } from './errors.ts';
import { type Fields, fieldsOf, isFields, same, setField } from './json.ts';

const MOST_OPERATIONS = 10_000;
/** What `copy` may add altogether, in characters: as the API server, which takes the limit of a request's body. */
const MOST_COPIED = 3 * 1024 * 1024;

const unprocessable = (message = 'the server rejected our request due to an error in our request') =>
  new ApiError(422, 'Invalid', message);

const pointer = (path: string): string[] =>
  path === ''
    ? []
    : path
        .slice(1)
        .split('/')
        .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

function indexIn(list: unknown[], part: string, adding: boolean): number {
  if (adding && part === '-') return list.length;
  const index = /^(0|[1-9]\d*)$/.test(part) ? Number(part) : -1;
  if (index < 0 || index > (adding ? list.length : list.length - 1))
    throw unprocessable(`Unable to access invalid index: ${part}: invalid index referenced`);
  return index;
}

function childOf(here: unknown, part: string): unknown {
  if (Array.isArray(here)) return here[indexIn(here, part, false)];
  if (isFields(here) && Object.hasOwn(here, part)) return here[part];
  throw unprocessable();
}

/** A document of one's own, changed in place. */
class Document {
  root: unknown;
  #copied = 0;

  constructor(target: unknown) {
    this.root = structuredClone(target);
  }

  apply(step: Fields): void {
    const path = typeof step.path === 'string' ? step.path : '';
    const from = typeof step.from === 'string' ? step.from : '';
    switch (step.op) {
      case 'add':
      case 'replace':
        this.#set(path, structuredClone(step.value), step.op);
        return;
      case 'remove':
        this.#remove(path);
        return;
      case 'copy':
        this.#set(path, this.#copyOf(from), 'add');
        return;
      case 'move': {
        const moved = this.#at(from);
        this.#remove(from);
        this.#set(path, moved, 'add');
        return;
      }
      case 'test':
        if (!same(this.#at(path), step.value)) throw unprocessable();
        return;
      default:
        throw unprocessable();
    }
  }

  #at(path: string): unknown {
    return pointer(path).reduce(childOf, this.root);
  }

  #copyOf(path: string): unknown {
    const value = this.#at(path);
    this.#copied += JSON.stringify(value ?? null).length;
    if (this.#copied > MOST_COPIED)
      throw unprocessable(
        `Unable to complete the copy, the accumulated size increase of copy is ${this.#copied}, exceeding the limit ${MOST_COPIED}`,
      );
    return structuredClone(value);
  }

  #parentOf(path: string): { parent: unknown; last: string | undefined } {
    const parts = pointer(path);
    const last = parts.pop();
    return { parent: parts.reduce(childOf, this.root), last };
  }

  #set(path: string, value: unknown, op: 'add' | 'replace'): void {
    const { parent, last } = this.#parentOf(path);
    if (last === undefined) this.root = value;
    else if (Array.isArray(parent)) parent.splice(indexIn(parent, last, op === 'add'), op === 'add' ? 0 : 1, value);
    else if (isFields(parent) && (op === 'add' || Object.hasOwn(parent, last))) setField(parent, last, value);
    else throw unprocessable();
  }

  #remove(path: string): void {
    const { parent, last } = this.#parentOf(path);
    if (last === undefined) this.root = null;
    else if (Array.isArray(parent)) parent.splice(indexIn(parent, last, false), 1);
    else if (isFields(parent) && Object.hasOwn(parent, last)) delete parent[last];
    else throw unprocessable();
  }
}

/** Throws {@link ApiError} 422 when a path does not exist or a `test` fails, 400 when it is no JSON patch, 413 when it is too long. */
export function jsonPatch(target: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch))
    throw new ApiError(400, 'BadRequest', 'json: cannot unmarshal object into Go value of type jsonpatch.Patch');
  if (patch.length > MOST_OPERATIONS)
    throw new ApiError(
      413,
      'RequestEntityTooLarge',
      `The allowed maximum operations in a JSON patch is ${MOST_OPERATIONS}, got ${patch.length}`,
    );
  const document = new Document(target);
  for (const step of patch) document.apply(fieldsOf(step));
  return document.root;
}
