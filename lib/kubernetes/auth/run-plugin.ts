import 'server-only';
import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../clock';

/** How a run ended. */
export interface PluginRun {
  /** Exit code; undefined when it was killed. */
  code?: number;
  timedOut: boolean;
  stdout: string;
  stderr: string;
}
/** What is run. */
export interface PluginCommand {
  /** Absolute path. */
  program: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
}

const TIMEOUT_MS = 60_000;
const GRACE_MS = 2_000;
const MOST_OUTPUT = 1024 * 1024;
const SHELL = '/bin/sh';
/**
 * Runs the program in a group of its own, and ends the group when the pipe on descriptor 3 closes: this process holds its
 * other end, so that a plugin never outlives it, however it ends (also by SIGKILL). SIGTERM is the plugin's to answer: its
 * guard waits for it.
 */
const GUARD = `
exec 4<&0
trap : TERM
"$@" <&4 3<&- 4<&- & plugin=$!
{ read -r _ <&3; kill -KILL 0; } 4<&- >/dev/null 2>&1 & guard=$!
wait "$plugin"; code=$?
while kill -0 "$plugin" 2>/dev/null; do wait "$plugin"; code=$?; done
kill "$guard" 2>/dev/null
exit "$code"`;

const running = new Set<ChildProcess>();
let watchingExit = false;

function endGroup(child: ChildProcess, signal: NodeJS.Signals) {
  try {
    if (child.pid) process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch {
    // It has ended by itself meanwhile.
    running.delete(child);
  }
}

/** Ends every plugin under way: for good, when this process ends. */
function endWithUs() {
  if (watchingExit) return;
  watchingExit = true;
  process.on('exit', () => {
    for (const child of running) endGroup(child, 'SIGKILL');
  });
}

/** Where a command without a path is found; undefined when it is not installed. */
export function findProgram(command: string, searchPath: string): string | undefined {
  if (process.platform === 'win32') return command;
  const places = command.includes('/')
    ? [command]
    : searchPath.split(path.delimiter).map((dir) => path.join(dir, command));
  return places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Runs a plugin to its end, at most a minute. Nothing is typed into it: its standard input is empty. */
export function runPlugin(
  { program, args, env }: PluginCommand,
  clock: Clock,
  signal: AbortSignal,
): Promise<PluginRun> {
  endWithUs();
  const guarded = process.platform !== 'win32' && existsSync(SHELL);
  const words = guarded ? ['-c', GUARD, 'sh', program, ...args] : args;
  return new Promise((resolve, reject) => {
    const child = spawn(guarded ? SHELL : program, words, {
      env,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    running.add(child);
    const run: PluginRun = { timedOut: false, stdout: '', stderr: '' };
    let cancelKill = () => {};
    let ending = false;
    const end = () => {
      ending = true;
      endGroup(child, 'SIGTERM');
      cancelKill = clock.after(GRACE_MS, () => endGroup(child, 'SIGKILL'));
    };
    const cancel = clock.after(TIMEOUT_MS, () => {
      run.timedOut = true;
      end();
    });
    signal.addEventListener('abort', end);
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      if (run.stdout.length < MOST_OUTPUT) run.stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (run.stderr.length < MOST_OUTPUT) run.stderr += text;
    });
    // The guard's pipe breaks when the group ends first.
    child.stdio[3]?.on('error', () => {});
    const done = () => {
      running.delete(child);
      cancel();
      cancelKill();
      // What of the group is left was asked to end as well.
      if (ending) endGroup(child, 'SIGKILL');
      signal.removeEventListener('abort', end);
      child.stdio[3]?.destroy();
    };
    child.on('error', (error) => {
      done();
      reject(error);
    });
    child.on('exit', (code) => {
      done();
      if (code !== null) run.code = code;
      // What it left behind may hold its output open: told from what has come.
      setImmediate(() => resolve(run));
    });
  });
}
