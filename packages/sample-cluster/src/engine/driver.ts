import { isSpeed, LEAST_SPEED, MOST_SPEED } from '../options.js';
import type { SimulatedClock } from './clock.ts';

/** The world's own time and timer, for tests to replace. */
export interface RealTime {
  /** Milliseconds since any moment: it never goes back, whatever is done to the clock on the wall. */
  now(): number;
  /** Runs `run` once after `ms`; answers how to take it back. */
  after(ms: number, run: () => void): () => void;
}

const realTime: RealTime = {
  now: () => Math.floor(performance.now()),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    // The sample cluster alone keeps no process alive.
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Speeds a person may choose: simulated seconds for each of ours. */
export const SPEEDS = [1, 2, 5, 10] as const;
/** For so long simulated timers run in one go, whatever each costs, so that requests are answered between them. */
const BATCH_MS = 10;
/** A laptop that slept longer than this does not make up for it: time stood still. */
const MOST_BEHIND_MS = 5 * 60_000;

/** Lets simulated time flow with the world's, at a settable speed, with one real timer. */
export class Driver {
  #speed = 1;
  #running = false;
  #baseReal = 0;
  #baseSimulated = 0;
  #cancel: (() => void) | undefined;
  #listeners = new Set<() => void>();

  private readonly clock: SimulatedClock;
  private readonly real: RealTime;
  /** A mistake in a program of the cluster: the others live on. */
  private readonly onError: (error: unknown) => void;

  constructor(
    clock: SimulatedClock,
    real: RealTime = realTime,
    onError: (error: unknown) => void = (error) => process.emitWarning(error instanceof Error ? error : String(error)),
  ) {
    this.clock = clock;
    this.real = real;
    this.onError = onError;
    this.clock.onEarlier = () => this.#plan();
    this.#plan();
  }

  get speed(): number {
    return this.#speed;
  }

  get paused(): boolean {
    return !this.#running;
  }

  /** Told when the speed was changed or time was stopped or started; answers how to be told no more. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Time flows from `from` (ms since 1970): what fell due before is done at once. From where it stood by default. */
  start(from = this.clock.now()): void {
    if (this.#running) return;
    this.#running = true;
    this.#rebase(Math.max(from, this.clock.now()));
    this.clock.flow = () => this.#flow();
    this.#plan();
    this.#tell();
  }

  /** Time stands still. What is due this very moment is still done, so that watches tell of writes. */
  pause(): void {
    if (!this.#running) return;
    this.#advance(this.clock.now());
    this.#running = false;
    this.clock.flow = undefined;
    this.#plan();
    this.#tell();
  }

  /** From 0.1 to 10; 1 is the world's pace. Throws RangeError for anything else. */
  setSpeed(speed: number): void {
    if (!isSpeed(speed)) throw new RangeError(`speed must be from ${LEAST_SPEED} to ${MOST_SPEED}`);
    this.#rebase(this.#running ? this.#flow() : this.clock.now());
    this.#speed = speed;
    this.#plan();
    this.#tell();
  }

  /** While paused: moves on by `ms`. */
  step(ms: number): void {
    if (this.#running) return;
    this.#advance(this.clock.now() + ms, () => false);
    this.#plan();
    this.#tell();
  }

  /** For good. */
  stop(): void {
    this.pause();
    this.clock.onEarlier = undefined;
    this.#cancel?.();
    this.#listeners.clear();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #flow(): number {
    return this.#baseSimulated + (this.real.now() - this.#baseReal) * this.#speed;
  }

  #rebase(simulated = this.clock.now()): void {
    this.#baseSimulated = simulated;
    this.#baseReal = this.real.now();
  }

  #plan(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const next = this.clock.nextAt();
    if (next === undefined) return;
    if (this.#running)
      this.#cancel = this.real.after(Math.max(0, (next - this.#flow()) / this.#speed), () => this.#tick());
    else if (next <= this.clock.now()) this.#cancel = this.real.after(0, () => this.#tick());
  }

  #takesLong(): () => boolean {
    const end = this.real.now() + BATCH_MS;
    return () => this.real.now() >= end;
  }

  #tick(): void {
    if (this.#running && this.#flow() - this.clock.now() > MOST_BEHIND_MS) {
      this.#rebase();
    }
    this.#advance(this.#running ? this.#flow() : this.clock.now());
    this.#plan();
  }

  #advance(until: number, enough = this.#takesLong()): void {
    // While timers run they set others: planned once, afterwards.
    this.clock.onEarlier = undefined;
    try {
      this.clock.advanceTo(until, enough);
    } catch (error) {
      this.onError(error);
    }
    this.clock.onEarlier = () => this.#plan();
  }
}
