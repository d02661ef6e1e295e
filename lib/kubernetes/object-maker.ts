/**
 * Makes plain objects that are then filled field by field. Each maker has a constructor of its own, from whose first
 * objects V8 learns how much room the next ones need: an object literal would be moved again and again as it grows,
 * which is half the time of reading a large cluster.
 */
export function createMaker<T extends object>(defaults: T): () => T {
  const entries = Object.entries(defaults);
  const fields = function (this: Record<string, unknown>) {
    for (const [name, value] of entries) this[name] = value;
  };
  fields.prototype = Object.prototype;
  return () => Reflect.construct(fields, []);
}
