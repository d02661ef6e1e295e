/** The addresses a node gives its pods, of the range the cluster gave it. */
export class PodAddresses {
  readonly #used = new Set<string>();
  #last = 1;

  take(ip: string): void {
    this.#used.add(ip);
  }

  release(ip: string): void {
    this.#used.delete(ip);
  }

  /** The next free one of a range as `10.244.1.0/24`; undefined while there is none. */
  next(range: string | undefined): string | undefined {
    const prefix = range?.replace(/\.0\/24$/, '');
    if (prefix === undefined) return undefined;
    for (let tries = 0; tries < 253; tries += 1) {
      this.#last = this.#last >= 254 ? 2 : this.#last + 1;
      const ip = `${prefix}.${this.#last}`;
      if (this.#used.has(ip)) continue;
      this.#used.add(ip);
      return ip;
    }
    return undefined;
  }
}
