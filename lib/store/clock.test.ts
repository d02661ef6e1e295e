import { describe, expect, it, vi } from 'vitest';
import { createClock } from './clock';

function timers(start = 1_000_000) {
  let tick: (() => void) | undefined;
  const state = { now: start };
  return {
    state,
    running: () => tick !== undefined,
    pass(milliseconds: number) {
      state.now += milliseconds;
      tick?.();
    },
    timers: {
      now: () => state.now,
      setInterval: (callback: () => void) => {
        tick = callback;
        return 1;
      },
      clearInterval: () => {
        tick = undefined;
      },
    },
  };
}

describe('createClock', () => {
  it('gives everybody the same instant until the next tick', () => {
    const fake = timers();
    const clock = createClock(fake.timers);
    const heard = vi.fn();
    const stop = clock.subscribe(heard);
    fake.state.now += 400;
    expect(clock.now()).toBe(1_000_000);
    fake.pass(600);
    expect(clock.now()).toBe(1_001_000);
    expect(heard).toHaveBeenCalledTimes(1);
    stop();
    expect(fake.running()).toBe(false);
  });

  it('follows the server when the clocks differ, but not the delay of the edge', () => {
    const fake = timers();
    const clock = createClock(fake.timers);
    clock.correct(1_001_500);
    expect(clock.now()).toBe(1_000_000);
    clock.correct(1_090_000);
    expect(clock.now()).toBe(1_090_000);
  });

  it('stops at the time of a recording and runs again', () => {
    const fake = timers();
    const clock = createClock(fake.timers);
    clock.freeze('picture', 5);
    clock.freeze('sample', 9);
    expect(clock.now()).toBe(5);
    clock.freeze('picture', undefined);
    expect(clock.now()).toBe(9);
    clock.freeze('sample', undefined);
    expect(clock.now()).toBe(1_000_000);
  });
});
