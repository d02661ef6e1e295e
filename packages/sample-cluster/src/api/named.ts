/** That a body is of what the URL names. */
import { ApiError } from './errors.ts';
import { at, type Fields, textOf } from './json.ts';
import type { ObjectTarget } from './request.ts';

const bad = (message: string) => new ApiError(400, 'BadRequest', message);

/** 400 of a body without a name. */
export const nameless = (name: string): ApiError =>
  bad(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);

/** Throws {@link ApiError} 400 for a body of another name or namespace than the URL; only the namespace may be left out. */
export function checkNamed(object: Fields, { name = '', namespace }: ObjectTarget): void {
  const own = textOf(at(object, 'metadata', 'name'));
  if (!own) throw nameless(name);
  if (own !== name) throw bad(`the name of the object (${own}) does not match the name on the URL (${name})`);
  const within = textOf(at(object, 'metadata', 'namespace'));
  if (within && namespace && within !== namespace)
    throw bad(`the namespace of the object (${within}) does not match the namespace on the request (${namespace})`);
}
