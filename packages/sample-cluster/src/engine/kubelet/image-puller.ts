import type { Image, PullFailure } from '../../images/image.ts';
import type { Containerd } from '../machine/containerd.ts';
import type { Scope } from '../scope.ts';

/** How a pull ended. `waitedMs` is the time in the queue and the pull together. */
export type Pulled = { image: Image; tookMs: number; waitedMs: number } | { failure: PullFailure };

/** What a kubelet hears of a pull whose runtime went away. */
const GONE = { failure: { code: 'Unknown' as const, message: 'error reading from server: EOF' } };

/** Pulls one image at a time, as a kubelet does by default (`serializeImagePulls`). */
export class ImagePuller {
  #queue: { name: string; askedAt: number; done: (result: Pulled) => void }[] = [];
  #busy = false;

  private readonly scope: Scope;
  private readonly containerd: Containerd;

  constructor(scope: Scope, containerd: Containerd) {
    this.scope = scope;
    this.containerd = containerd;
  }

  /** `done` is called once, later. */
  pull(name: string, done: (result: Pulled) => void): void {
    this.#queue.push({ name, askedAt: this.scope.clock.now(), done });
    this.#next();
  }

  #next(): void {
    const job = this.#queue[0];
    if (this.#busy || job === undefined) return;
    this.#busy = true;
    const startedAt = this.scope.clock.now();
    // A runtime that is gone refuses at once; the queue behind goes on.
    const { ms, result } = this.containerd.up ? this.containerd.pull(job.name) : { ms: 0, result: GONE };
    this.scope.after(ms, () => {
      this.#queue.shift();
      this.#busy = false;
      const now = this.scope.clock.now();
      if (!this.containerd.up) {
        job.done(GONE);
      } else if ('failure' in result) {
        job.done(result);
      } else {
        this.containerd.keep(result.image);
        job.done({ image: result.image, tookMs: now - startedAt, waitedMs: now - job.askedAt });
      }
      this.#next();
    });
  }
}

/** A duration as Go prints it: `312ms`, `1.234s`, `1m2.5s`. */
export function goDuration(ms: number): string {
  const whole = Math.round(ms);
  if (whole < 1000) return `${whole}ms`;
  const minutes = Math.floor(whole / 60_000);
  const seconds = Number(((whole - minutes * 60_000) / 1000).toFixed(3));
  return minutes === 0 ? `${seconds}s` : `${minutes}m${seconds}s`;
}
