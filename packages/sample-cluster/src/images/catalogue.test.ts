import { describe, expect, it } from 'vitest';
import { Registry } from './catalogue.ts';
import { runProgram } from './testing/run-program.ts';

const MiB = 2 ** 20;
const registry = new Registry();

/** Runs an image as `docker run IMAGE ARGS` does. */
function run(name: string, args: string[] | undefined, more: Parameters<typeof runProgram>[2] = {}) {
  const found = registry.find(name);
  if ('failure' in found) throw new Error(found.failure.message);
  const { start, entrypoint, command } = found.image;
  return runProgram(start, [...entrypoint, ...(args ?? command)], more);
}

describe('a well-known image', () => {
  it.each([
    ['nginx', /^2026\/11\/06 07:23:28 \[notice\] 1#1: start worker process 29$/],
    ['httpd', /^\[Fri Nov 06 07:23:28\.200000 2026\] \[mpm_event:notice\]/],
    ['redis', /^1:M 06 Nov 2026 07:23:28\.250 \* Ready to accept connections tcp$/],
    ['mongo', /^\{"t":\{"\$date":"2026-11-06T07:23:29\.400\+00:00"\},.*"Waiting for connections"/],
    ['wordpress:6.8-apache', /^\[Fri Nov 06 07:23:28\.690000 2026\] \[mpm_prefork:notice\]/],
    ['tomcat:11', /^06-Nov-2026 07:23:29\.900 INFO \[main\] .*Server startup/],
    ['rabbitmq:4-management', /^2026-11-06 07:23:33\.100000\+00:00 \[info\] .*\[::\]:5672$/],
    ['jenkins/jenkins:lts-jdk21', /^2026-11-06 07:23:37\.000\+0000 \[id=25\]\tINFO\t.*fully up and running$/],
    ['traefik/whoami', /^Starting up on port 80$/],
    ['hashicorp/http-echo', /server is listening on :5678$/],
  ])('%s says that it serves, with the time as it writes it, and lives on', (name, line) => {
    const { lines, code } = run(name, undefined);
    expect(code).toBeUndefined();
    expect(lines).toContainEqual(expect.stringMatching(line));
    expect(lines.join()).not.toMatch(/undefined|NaN/);
  });

  it.each([
    ['polinux/stress', ['stress', '--vm', '1', '--vm-bytes', '250M', '--vm-hang', '1'], 'OOMKilled'],
    ['polinux/stress', ['stress', '--vm', '2', '--vm-bytes', '60M'], 'OOMKilled'],
    ['polinux/stress', ['stress', '--vm', '1', '--vm-bytes', '60M'], undefined],
    ['polinux/stress', ['stress', '--cpu', '2'], undefined],
    ['progrium/stress', ['--vm', '1'], 'OOMKilled'],
    ['vish/stress', ['-mem-total', '150Mi', '-mem-alloc-size', '10Mi'], 'OOMKilled'],
    ['vish/stress', ['-cpus', '2'], undefined],
  ])('%s %j under a limit of 100 MiB: %s', (name, args, reason) => {
    expect(run(name, args, { memoryLimit: 100 * MiB, seconds: 120 }).reason).toBe(reason);
  });

  it('of stress ends well when its time is over', () => {
    const { lines, code } = run('polinux/stress', ['stress', '--cpu', '2', '--timeout', '5s']);
    expect(code).toBe(0);
    expect(lines).toEqual([
      'stress: info: [1] dispatching hogs: 2 cpu, 0 io, 0 vm, 0 hdd',
      'stress: info: [1] successful run completed in 5s',
    ]);
  });
});
