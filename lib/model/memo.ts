/**
 * Remembers what was made of an object, for as long as the object and the other inputs are the same:
 * what is stored is immutable, so its identity is its content. Forgotten with the object.
 */
function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  for (let at = 0; at < a.length; at += 1) if (!Object.is(a[at], b[at])) return false;
  return true;
}

/** Of an object (or a map) and other inputs; the last inputs of each object are remembered, not all of them. */
export function memoByObject<O extends object, I extends readonly unknown[], V>(
  make: (object: O, ...inputs: I) => V,
): (object: O, ...inputs: I) => V {
  const known = new WeakMap<O, { inputs: I; value: V }>();
  return (object, ...inputs) => {
    const entry = known.get(object);
    if (entry && isSame(entry.inputs, inputs)) return entry.value;
    const value = make(object, ...inputs);
    known.set(object, { inputs, value });
    return value;
  };
}
