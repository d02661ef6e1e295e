/** Something the person asked for that cannot be done: said in one message of namespace `cli`, never with a stack. */
export class UsageError extends Error {
  /**
   * @param {string} key message of namespace `cli`
   * @param {Record<string, string | number>} [values]
   */
  constructor(key, values = {}) {
    super(key);
    this.key = key;
    this.values = values;
  }
}
