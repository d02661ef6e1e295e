import type { Json } from '../object-view';
import type { Bounds } from './bounds';

/** Values in one object: etcd holds no object larger than 1.5 MB, so none has more. Beyond it, YAML repeats itself. */
const MOST_VALUES = 500_000;

/** An object that may be handed on as JSON, or what is wrong with it. */
export type Soundness = { json: { [key: string]: Json } } | { code: 'too-deep' | 'too-large-object' };

/** Looks through an object once, before anybody walks it without looking. */
export function soundObject(value: object, { depth: most }: Pick<Bounds, 'depth'>): Soundness {
  let values = 0;
  function isJson(inner: unknown, depth: number): inner is Json {
    values += 1;
    if (values > MOST_VALUES) return false;
    if (typeof inner !== 'object' || inner === null) return true;
    if (depth >= most) {
      tooDeep = true;
      return false;
    }
    for (const one of Array.isArray(inner) ? inner : Object.values(inner)) if (!isJson(one, depth + 1)) return false;
    return true;
  }
  let tooDeep = false;
  const isSound = (whole: object): whole is { [key: string]: Json } => isJson(whole, 0);
  return isSound(value) ? { json: value } : { code: tooDeep ? 'too-deep' : 'too-large-object' };
}
