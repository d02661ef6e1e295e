import 'server-only';

/** `exit`, `break`, `continue`: leaves what is being run. */
export class Jump extends Error {
  constructor(
    readonly kind: 'exit' | 'break' | 'continue',
    readonly code: number,
  ) {
    super(kind);
  }
}

/** A process holds more than there is: the kernel ends its container. */
export class OutOfMemory extends Error {
  override readonly name = 'OutOfMemory';
}
