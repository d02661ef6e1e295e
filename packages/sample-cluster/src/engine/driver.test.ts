import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { SimulatedClock } from './clock.ts';
import { SampleCluster } from './cluster.ts';
import { Driver, type RealTime } from './driver.ts';

/** The world, moved by hand. */
function world() {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const real: RealTime = {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  };
  const pass = (ms: number) => {
    const end = now + ms;
    for (;;) {
      const next = timers.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      timers = timers.filter((one) => one !== next);
      now = Math.max(now, next.at);
      next.run();
    }
    now = end;
  };
  /** Nothing runs meanwhile: a closed laptop, a debugger. */
  const stall = (ms: number) => {
    now += ms;
  };
  return { real, pass, stall, waiting: () => timers.length };
}

function started(speed = 1) {
  const { real, pass, waiting } = world();
  const clock = new SimulatedClock(1_000_000);
  const driver = new Driver(clock, real, (error) => {
    throw error;
  });
  driver.setSpeed(speed);
  driver.start();
  return { clock, driver, pass, waiting };
}

describe('simulated time', () => {
  it('flows on when the clock on the wall is set back by half an hour', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const clock = new SimulatedClock(Date.now());
    const driver = new Driver(clock);
    const began = clock.now();
    driver.start();
    vi.setSystemTime(began - 30 * 60_000);
    clock.after(3_000, () => undefined);
    vi.advanceTimersByTime(3_000);
    expect(clock.now() - began).toBe(3_000);
    driver.stop();
  });

  it('has no speed at which nothing would ever happen', () => {
    const driver = new Driver(new SimulatedClock(0), world().real);
    for (const speed of [0, -1, 1e-9, 0.01, 11, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => driver.setSpeed(speed), `${speed}`).toThrow(RangeError);
    driver.setSpeed(0.1);
    expect(driver.speed).toBe(0.1);
  });

  it('starts at the time it is told, and does what fell due before', () => {
    const { real, pass } = world();
    const clock = new SimulatedClock(1_000_000);
    const driver = new Driver(clock, real);
    const done: number[] = [];
    clock.after(700, () => done.push(clock.now()));
    driver.start(1_001_300);
    pass(10);
    expect(clock.now()).toBe(1_001_310);
    expect(done).toEqual([1_001_300]);
  });

  it('flows with the world, at its speed', () => {
    const { clock, driver, pass } = started(10);
    const ran: number[] = [];
    clock.after(5_000, () => ran.push(clock.now()));
    pass(499);
    expect(ran).toEqual([]);
    pass(2);
    expect(ran).toEqual([1_005_000]);
    driver.setSpeed(1);
    pass(1_000);
    expect(clock.now()).toBe(1_000_000 + 5_010 + 1_000);
  });

  it('holds one real timer however many wait', () => {
    const { clock, waiting } = started();
    for (let index = 0; index < 100; index += 1) clock.after(1_000 + index, () => {});
    expect(waiting()).toBe(1);
  });

  it('stands still while paused, but tells of what is written meanwhile', () => {
    const { clock, driver, pass } = started();
    const ran: string[] = [];
    clock.after(100, () => ran.push('later'));
    driver.pause();
    clock.after(0, () => ran.push('now'));
    pass(10_000);
    expect(ran).toEqual(['now']);
    expect(clock.now()).toBe(1_000_000);
    driver.step(100);
    expect(ran).toEqual(['now', 'later']);
  });

  it('lets the world have its turn, however much each timer costs', () => {
    const { real, pass, stall } = world();
    const clock = new SimulatedClock(1_000_000);
    const driver = new Driver(clock, real);
    driver.start();
    let ran = 0;
    const dear = () => {
      ran += 1;
      stall(4);
    };
    for (let timer = 0; timer < 100; timer += 1) clock.after(5, dear);
    let heard: number | undefined;
    real.after(6, () => {
      heard = ran;
    });
    pass(6);
    expect(heard).toBe(3);
    pass(1_000);
    expect(ran).toBe(100);
  });

  it('does not make up for hours in which the machine slept', () => {
    let now = 0;
    let fire: (() => void) | undefined;
    const clock = new SimulatedClock(0);
    const driver = new Driver(clock, {
      now: () => now,
      after: (_ms, run) => {
        fire = run;
        return () => {
          if (fire === run) fire = undefined;
        };
      },
    });
    let beats = 0;
    const beat = () => {
      beats += 1;
      clock.after(10_000, beat);
    };
    clock.after(10_000, beat);
    driver.start();
    now = 8 * 3_600_000;
    fire?.();
    now += 10_000;
    fire?.();
    expect(beats).toBeLessThan(5);
  });
});

describe('a cluster whose machine was asleep', () => {
  const MINUTE = 60_000;

  it.each([
    ['three minutes, which it makes up for', 3 * MINUTE, 3 * MINUTE],
    ['eight hours, in which time stood still', 480 * MINUTE, 0],
  ])('for %s, finds nobody dead and moves no pod', (_name, asleep, passed) => {
    const { real, pass, stall } = world();
    const cluster = new SampleCluster({ now: Date.parse('2026-11-22T21:00:00Z'), ageMs: 3 * MINUTE });
    const api = cluster.server.as('kubectl');
    const conditions: (string | undefined)[] = [];
    api.watch('nodes', {}, (event) => {
      if (event.type !== 'MODIFIED') return;
      conditions.push(event.object.status.conditions?.find((one) => one.type === 'Ready')?.status);
    });
    const pods = () => api.list('pods', { namespace: 'produccion' }).items.map((one) => one.metadata.uid);
    const before = pods();
    const driver = new Driver(cluster.clock, real, (error) => {
      throw error;
    });
    driver.start();
    pass(MINUTE);
    const fellAsleep = cluster.clock.now();
    stall(asleep);
    pass(6 * MINUTE);
    expect(cluster.clock.now() - fellAsleep).toBeLessThan(passed + 6 * MINUTE + 1_000);
    expect(cluster.clock.now() - fellAsleep).toBeGreaterThan(passed + 6 * MINUTE - 10_000);
    expect(new Set(conditions)).toEqual(new Set(['True']));
    expect(pods()).toEqual(before);
    const lease = api.get('leases', 'nodo1', 'kube-node-lease').spec.renewTime ?? '';
    expect(cluster.clock.now() - Date.parse(lease)).toBeLessThanOrEqual(10_000);
    driver.stop();
  });
});
