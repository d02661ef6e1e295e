/** Which machines reach which. Everybody reaches everybody until a switch cuts the wire between two. */
export class Network {
  readonly #cut = new Set<string>();

  /** Cuts or mends the wire between two machines. */
  set(a: string, b: string, connected: boolean): void {
    const wire = [a, b].sort().join(' ');
    if (connected) this.#cut.delete(wire);
    else this.#cut.add(wire);
  }

  connected(a: string, b: string): boolean {
    return a === b || !this.#cut.has([a, b].sort().join(' '));
  }
}
