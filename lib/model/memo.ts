/**
 * Remembers what was made of an object, for as long as the object and the other inputs are the same:
 * stored objects are immutable, so their identity is their content. Forgotten with the object.
 */
export function memoByObject<O extends object, I extends readonly unknown[], V>(
  make: (object: O, ...inputs: I) => V,
): (object: O, ...inputs: I) => V {
  const known = new WeakMap<O, { inputs: I; value: V }>();
  return (object, ...inputs) => {
    const entry = known.get(object);
    if (entry?.inputs.every((input, at) => Object.is(input, inputs[at]))) return entry.value;
    const value = make(object, ...inputs);
    known.set(object, { inputs, value });
    return value;
  };
}
