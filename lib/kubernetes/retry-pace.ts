import { StatusError } from './classify';
import type { Clock, createSleeper } from './clock';

/** How often a server that refuses or fails is asked again, by all readers of it together. */
export interface RetryPace {
  /** Remembers when the server said to come back (`Retry-After`); anything else is no news. */
  told(error: unknown): void;
  /**
   * 0: ask now, and it is counted. Otherwise milliseconds to wait before asking this again.
   * Not counted where the server is known to answer again, but what it asked for (`Retry-After`) is kept to.
   */
  take(answersAgain?: boolean): number;
}

/** Attempts after a failure that may come together: one of each kind, and the probe. */
export const BURST = 16;
/** And from there on, a second, all kinds together. */
export const PER_SECOND = 1;
/** Nobody is waited for longer, whatever a header says. */
const LONGEST_RETRY_AFTER_MS = 10 * 60_000;

/** A bucket of attempts that follow failures, closed while the server asks for quiet. `random` gives [0, 1). */
export function createRetryPace(clock: Clock, random: () => number): RetryPace {
  let tokens = BURST;
  let filledAt = clock.monotonic();
  let quietUntil = 0;
  let spread = 0;
  return {
    told(error) {
      if (!(error instanceof StatusError) || error.retryAfterMs === undefined) return;
      const ms = Math.min(error.retryAfterMs, LONGEST_RETRY_AFTER_MS);
      const until = clock.monotonic() + ms;
      if (until <= quietUntil) return;
      quietUntil = until;
      // Never earlier than it said; later by up to a fifth, so that not all come in the same instant.
      spread = Math.max(1_000, ms / 5);
    },
    take(answersAgain = false) {
      const now = clock.monotonic();
      if (now < quietUntil) return quietUntil - now + random() * spread;
      if (answersAgain) return 0;
      tokens = Math.min(BURST, tokens + ((now - filledAt) * PER_SECOND) / 1000);
      filledAt = now;
      if (tokens < 1) return ((1 - tokens) * 1000) / PER_SECOND + random() * 1000;
      tokens -= 1;
      return 0;
    },
  };
}

/** Waits until it is this one's turn; `answersAgain` as of {@link RetryPace.take}, asked each time. */
export async function takeTurn(
  pace: RetryPace,
  sleeper: Pick<ReturnType<typeof createSleeper>, 'sleep'>,
  signal: AbortSignal,
  answersAgain: () => boolean = () => false,
): Promise<void> {
  for (let ms = pace.take(answersAgain()); ms > 0 && !signal.aborted; ms = pace.take(answersAgain()))
    await sleeper.sleep(ms, signal);
}
