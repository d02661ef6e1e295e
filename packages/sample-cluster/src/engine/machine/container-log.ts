/** One line a container wrote. */
export interface LogLine {
  at: number;
  text: string;
}

/** Bytes one container's log may take, and those of a machine together. What is written beyond costs the oldest lines. */
const MOST_OF_ONE = 2 * 2 ** 20;
const MOST_OF_ALL = 16 * 2 ** 20;
/** What V8 needs for a line beside its characters, measured. */
const LINE_BYTES = 100;

const bytesOf = ({ text }: LogLine) => LINE_BYTES + text.length;

/** What a container wrote, as far as it is kept. */
export class ContainerLog {
  #lines: LogLine[] = [];
  #dropped = 0;
  #bytes = 0;

  private readonly space: LogSpace;

  constructor(space: LogSpace) {
    this.space = space;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The lines that are kept, oldest first. */
  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  /** How many lines were ever written. */
  get written(): number {
    return this.#dropped + this.#lines.length;
  }

  /** The lines written after the first `count` of all, as far as they are kept. */
  after(count: number): readonly LogLine[] {
    return this.#lines.slice(Math.max(0, count - this.#dropped));
  }

  add(line: LogLine): void {
    this.#lines.push(line);
    this.#bytes += bytesOf(line);
    if (this.#bytes > MOST_OF_ONE) this.shorten();
    this.space.took(bytesOf(line));
  }

  /** Drops its older half: rarely and much at once, as a log that is rotated. */
  shorten(): void {
    const before = this.#bytes;
    let count = 0;
    for (const line of this.#lines) {
      if (this.#bytes <= before / 2) break;
      this.#bytes -= bytesOf(line);
      count += 1;
    }
    this.#lines.splice(0, count);
    this.#dropped += count;
    this.space.took(this.#bytes - before);
  }
}

/** The logs of one machine. */
export class LogSpace {
  readonly #logs = new Set<ContainerLog>();
  #bytes = 0;

  open(): ContainerLog {
    const log = new ContainerLog(this);
    this.#logs.add(log);
    return log;
  }

  close(log: ContainerLog): void {
    if (this.#logs.delete(log)) this.#bytes -= log.bytes;
  }

  /** A log became longer, or shorter: the longest is shortened when all together are too long. */
  took(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > MOST_OF_ALL) [...this.#logs].reduce((a, b) => (a.bytes < b.bytes ? b : a)).shorten();
  }
}
