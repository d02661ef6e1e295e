/** Merge and strategic merge patches: the types that need no field ownership, beside JSON Patch. */
import { ApiError } from './errors.ts';
import { type Fields, fieldsOf, isFields, listOf, setField } from './json.ts';
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

/** Items of a list by their merge key, so that merging takes as long as the lists and not as their product. */
class Keyed {
  readonly #items: unknown[];
  readonly #places = new Map<unknown, number[]>();
  readonly #key: string;

  constructor(items: readonly unknown[], key: string) {
    this.#items = [...items];
    this.#key = key;
    for (const index of items.keys()) this.#note(index);
  }

  #note(index: number): void {
    const id = fieldsOf(this.#items[index])[this.#key];
    const places = this.#places.get(id);
    if (places) places.push(index);
    else this.#places.set(id, [index]);
  }

  first(id: unknown): number | undefined {
    return this.#places.get(id)?.[0];
  }

  change(index: number, to: (item: unknown) => unknown): void {
    this.#items[index] = to(this.#items[index]);
  }

  add(item: unknown): void {
    this.#items.push(item);
    this.#note(this.#items.length - 1);
  }

  remove(id: unknown): void {
    for (const index of this.#places.get(id) ?? []) delete this.#items[index];
    this.#places.delete(id);
  }

  /** What is left, in order: of those removed there are holes, which `filter` passes over. */
  left(): unknown[] {
    return this.#items.filter(() => true);
  }
}

/** Values as texts that are equal when they are. */
const texts = (values: readonly unknown[]) => new Set(values.map((value) => JSON.stringify(value)));

function mergeLists(
  target: unknown[],
  patch: unknown[],
  type: FieldType & { is: 'list' },
  order: unknown[],
): unknown[] {
  const key = type.mergeKey ?? '';
  if (type.set) {
    const have = texts(target);
    return [...target, ...patch.filter((item) => !have.has(JSON.stringify(item)))];
  }
  if (patch.some((item) => isFields(item) && item.$patch === 'replace'))
    return patch.filter((item) => !isFields(item) || !('$patch' in item)).map(withoutDirectives);
  const result = new Keyed(target, key);
  for (const item of patch.map(fieldsOf)) {
    const id = item[key];
    if (id === undefined)
      throw new ApiError(400, 'BadRequest', `map: ${JSON.stringify(item)} does not contain declared merge key: ${key}`);
    const index = result.first(id);
    if (item.$patch === 'delete') result.remove(id);
    else if (index === undefined) result.add(withoutDirectives(item));
    else result.change(index, (have) => strategicPatch(have, item, type.of));
  }
  return order.length > 0 ? ordered(result.left(), order, key) : result.left();
}

function ordered(items: unknown[], order: readonly unknown[], key: string): unknown[] {
  const ranks = new Map(order.map((want, rank) => [fieldsOf(want)[key], rank] as const).reverse());
  const rank = (item: unknown) => ranks.get(fieldsOf(item)[key]) ?? order.length;
  return items.toSorted((a, b) => rank(a) - rank(b));
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
    if (deleting) {
      const gone = texts(listOf(value));
      result[deleting] = listOf(result[deleting]).filter((item) => !gone.has(JSON.stringify(item)));
    }
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
