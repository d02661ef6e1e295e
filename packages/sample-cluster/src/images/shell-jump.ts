/** `exit`, `break`, `continue`: leaves what is being run. */
export class Jump extends Error {
  readonly kind: 'exit' | 'break' | 'continue';
  readonly code: number;

  constructor(kind: 'exit' | 'break' | 'continue', code: number) {
    super(kind);
    this.kind = kind;
    this.code = code;
  }
}

/** A process holds more than there is: the kernel ends its container. */
export class OutOfMemory extends Error {
  override readonly name = 'OutOfMemory';
}
