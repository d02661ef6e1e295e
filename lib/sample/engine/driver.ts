import 'server-only';
import type { SimulatedClock } from './clock';

/** The world's own clock and timer, for tests to replace. */
export interface RealTime {
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(handle: unknown): void;
}

const realTime: RealTime = {
  now: () => Date.now(),
  setTimeout: (run, ms) => {
    const timer = setTimeout(run, ms);
    // The sample cluster alone keeps no process alive.
    timer.unref();
    return timer;
  },
  clearTimeout: (handle) => {
    if (handle instanceof Object && 'unref' in handle) clearTimeout(handle as NodeJS.Timeout);
  },
};

export const SPEEDS = [1, 2, 5, 10] as const;
/** Simulated timers run in one go, so that requests are answered between them. */
const BATCH = 500;
/** A laptop that slept longer than this does not make up for it: time stood still. */
const MOST_BEHIND_MS = 5 * 60_000;

/** Lets simulated time flow with the world's, at a settable speed, with one real timer. */
export class Driver {
  #speed = 1;
  #running = false;
  #baseReal = 0;
  #baseSimulated = 0;
  #timer: unknown;
  #listeners = new Set<() => void>();

  constructor(
    private readonly clock: SimulatedClock,
    private readonly real: RealTime = realTime,
  ) {}

  get speed(): number {
    return this.#speed;
  }

  get paused(): boolean {
    return !this.#running;
  }

  /** Told when the speed was changed or time was stopped or started. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#rebase();
    this.clock.flow = () => this.#flow();
    this.clock.onEarlier = () => this.#plan();
    this.#plan();
    this.#tell();
  }

  pause(): void {
    if (!this.#running) return;
    this.clock.advanceTo(this.clock.now(), BATCH);
    this.#running = false;
    this.clock.flow = undefined;
    this.clock.onEarlier = undefined;
    this.real.clearTimeout(this.#timer);
    this.#tell();
  }

  /** 1 is the world's pace; at most 10. */
  setSpeed(speed: number): void {
    if (!Number.isFinite(speed) || speed <= 0 || speed > 10)
      throw new RangeError('speed must be above 0 and at most 10');
    this.#rebase();
    this.#speed = speed;
    this.#plan();
    this.#tell();
  }

  /** While paused: moves on by `ms`. */
  step(ms: number): void {
    if (this.#running) return;
    this.clock.advance(ms);
    this.#tell();
  }

  #flow(): number {
    return this.#baseSimulated + (this.real.now() - this.#baseReal) * this.#speed;
  }

  #rebase(): void {
    this.#baseSimulated = this.clock.now();
    this.#baseReal = this.real.now();
  }

  #plan(): void {
    this.real.clearTimeout(this.#timer);
    if (!this.#running) return;
    const next = this.clock.nextAt();
    if (next === undefined) return;
    this.#timer = this.real.setTimeout(() => this.#tick(), Math.max(0, (next - this.#flow()) / this.#speed));
  }

  #tick(): void {
    if (!this.#running) return;
    const target = this.#flow();
    if (target - this.clock.now() > MOST_BEHIND_MS) this.#rebase();
    // While it runs, each new timer would plan anew.
    this.clock.onEarlier = undefined;
    this.clock.advanceTo(Math.min(target, this.#flow()), BATCH);
    if (!this.#running) return;
    this.clock.onEarlier = () => this.#plan();
    this.#plan();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
