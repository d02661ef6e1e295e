/** How often something may still fail. */
export interface Patience {
  /** It failed once more. */
  lose(): void;
  readonly isOver: boolean;
}

/** Patience for `most` failures. */
export function createPatience(most: number): Patience {
  let left = most;
  return {
    lose() {
      left -= 1;
    },
    get isOver() {
      return left <= 0;
    },
  };
}
