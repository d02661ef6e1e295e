/** The patch types of the Kubernetes API that need no field ownership: JSON, merge and strategic merge. */
import { ApiError } from './errors.ts';
import { type Fields, fieldsOf, isFields, listOf, same, setField } from './json.ts';
import { type FieldType, modelOf } from './schema.ts';

/** RFC 7386: null removes, objects merge, all else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isFields(patch)) return patch;
  const result: Fields = { ...fieldsOf(target) };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else setField(result, name, mergePatch(result[name], value));
  }
  return result;
}

const unprocessable = (message: string) => new ApiError(422, 'Invalid', message);
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

function lookUp(document: unknown, path: string): unknown {
  let here = document;
  for (const part of pointer(path)) {
    if (Array.isArray(here)) here = here[indexIn(here, part, false)];
    else if (isFields(here) && part in here) here = here[part];
    else throw unprocessable(`the server rejected our request due to an error in our request`);
  }
  return here;
}

function edit(document: unknown, parts: string[], op: 'add' | 'replace' | 'remove', value: unknown): unknown {
  const [part, ...rest] = parts;
  if (part === undefined) return op === 'remove' ? null : value;
  if (Array.isArray(document)) {
    const index = indexIn(document, part, op === 'add' && rest.length === 0);
    if (rest.length > 0) return document.map((item, at) => (at === index ? edit(item, rest, op, value) : item));
    if (op === 'add') return [...document.slice(0, index), value, ...document.slice(index)];
    if (op === 'remove') return document.filter((_, at) => at !== index);
    return document.map((item, at) => (at === index ? value : item));
  }
  if (!isFields(document)) throw unprocessable('the server rejected our request due to an error in our request');
  if (rest.length === 0 && op === 'add') return { ...document, [part]: value };
  if (!(part in document)) throw unprocessable('the server rejected our request due to an error in our request');
  if (rest.length > 0) return { ...document, [part]: edit(document[part], rest, op, value) };
  if (op === 'replace') return { ...document, [part]: value };
  const { [part]: _gone, ...kept } = document;
  return kept;
}

/** RFC 6902. Throws {@link ApiError} 422 when a path does not exist or a `test` fails, 400 when it is no JSON patch. */
export function jsonPatch(target: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch))
    throw new ApiError(400, 'BadRequest', 'json: cannot unmarshal object into Go value of type jsonpatch.Patch');
  if (patch.length > 10_000)
    throw new ApiError(
      413,
      'RequestEntityTooLarge',
      `The allowed maximum operations in a JSON patch is 10000, got ${patch.length}`,
    );
  let result = target;
  for (const step of patch.map(fieldsOf)) {
    const path = typeof step.path === 'string' ? step.path : '';
    const from = typeof step.from === 'string' ? step.from : '';
    if (step.op === 'add' || step.op === 'replace') result = edit(result, pointer(path), step.op, step.value);
    else if (step.op === 'remove') result = edit(result, pointer(path), 'remove', undefined);
    else if (step.op === 'copy') result = edit(result, pointer(path), 'add', lookUp(result, from));
    else if (step.op === 'move') {
      const moved = lookUp(result, from);
      result = edit(edit(result, pointer(from), 'remove', undefined), pointer(path), 'add', moved);
    } else if (step.op === 'test') {
      if (!same(lookUp(result, path), step.value))
        throw unprocessable(`the server rejected our request due to an error in our request`);
    } else throw unprocessable('the server rejected our request due to an error in our request');
  }
  return result;
}

const isDirective = (name: string) => name.startsWith('$');

function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value))
    return value.filter((item) => !isFields(item) || item.$patch !== 'delete').map(withoutDirectives);
  if (!isFields(value)) return value;
  const kept: Fields = {};
  for (const [name, part] of Object.entries(value))
    if (!isDirective(name) && part !== null) setField(kept, name, withoutDirectives(part));
  return kept;
}

function mergeLists(
  target: unknown[],
  patch: unknown[],
  type: FieldType & { is: 'list' },
  order: unknown[],
): unknown[] {
  const key = type.mergeKey ?? '';
  if (type.set) return [...target, ...patch.filter((item) => !target.some((have) => same(have, item)))];
  if (patch.some((item) => isFields(item) && item.$patch === 'replace'))
    return patch.filter((item) => !isFields(item) || !('$patch' in item)).map(withoutDirectives);
  let result = [...target];
  for (const item of patch.map(fieldsOf)) {
    const id = item[key];
    if (id === undefined)
      throw new ApiError(400, 'BadRequest', `map: ${JSON.stringify(item)} does not contain declared merge key: ${key}`);
    const index = result.findIndex((have) => fieldsOf(have)[key] === id);
    if (item.$patch === 'delete') result = result.filter((have) => fieldsOf(have)[key] !== id);
    else if (index < 0) result.push(withoutDirectives(item));
    else result[index] = strategicPatch(result[index], item, type.of);
  }
  if (order.length > 0) {
    const rank = (item: unknown) => {
      const found = order.findIndex((want) => fieldsOf(want)[key] === fieldsOf(item)[key]);
      return found < 0 ? order.length : found;
    };
    result = result
      .map((item, index) => ({ item, index }))
      .sort((a, b) => rank(a.item) - rank(b.item) || a.index - b.index)
      .map(({ item }) => item);
  }
  return result;
}

/** Strategic merge patch: like a merge patch, but lists with a merge key merge item by item, and `$patch` directives count. */
export function strategicPatch(target: unknown, patch: unknown, type: FieldType): unknown {
  if (!isFields(patch)) return patch;
  if (patch.$patch === 'delete') return {};
  if (patch.$patch === 'replace') return withoutDirectives(patch);
  const source = fieldsOf(target);
  let result: Fields = { ...source };
  if (Array.isArray(patch.$retainKeys)) {
    const retained = patch.$retainKeys;
    result = Object.fromEntries(Object.entries(result).filter(([name]) => retained.includes(name)));
  }
  const typeOf = (name: string): FieldType => {
    if (type.is === 'model') return modelOf(type.model).fields.get(name)?.type ?? { is: 'any' };
    return type.is === 'map' ? type.of : { is: 'any' };
  };
  for (const [name, value] of Object.entries(patch)) {
    const deleting = name.startsWith('$deleteFromPrimitiveList/') ? name.slice(25) : undefined;
    if (deleting)
      result[deleting] = listOf(result[deleting]).filter((item) => !listOf(value).some((gone) => same(gone, item)));
    if (isDirective(name)) continue;
    const inner = typeOf(name);
    if (value === null) delete result[name];
    else if (Array.isArray(value) && inner.is === 'list' && inner.mergeKey !== undefined)
      result[name] = mergeLists(listOf(result[name]), value, inner, listOf(patch[`$setElementOrder/${name}`]));
    else if (isFields(value)) result[name] = strategicPatch(result[name], value, inner);
    else setField(result, name, withoutDirectives(value));
  }
  return result;
}
