/** The program: in the process of whoever typed it, or as the child of another that it talks to and ends with. */
import { parseArgs } from 'node:util';
import type { SampleControls } from './control.ts';
import { isSpeed, LEAST_SPEED, MOST_SPEED, PROFILE_NAMES, readSize } from './options.js';
import type { Order, Report, SampleOptions } from './protocol.ts';
import { type Started, startFailureOf, startHere } from './starter.ts';

/** Runs until a signal ends it, or its parent does. */
export async function main(process_: NodeJS.Process): Promise<void> {
  if (process_.send) serveParent(process_);
  else await serveTerminal(process_);
}

/** Nothing but what listens is waited for; the driver of the simulated clock keeps no process alive. */
function endWith(process_: NodeJS.Process, started: () => Started | undefined): () => void {
  return () => {
    void (started()?.stop() ?? Promise.resolve()).finally(() => process_.exit());
  };
}

/** Orders come and reports go over the channel that `child_process.fork` made; when it closes, the parent is gone. */
function serveParent(process_: NodeJS.Process): void {
  let started: Started | undefined;
  const end = endWith(process_, () => started);
  const report = (message: Report) => process_.send?.(message, () => undefined);
  process_.on('disconnect', end);
  process_.on('SIGTERM', end);
  // Ctrl-C reaches everyone in the terminal: the parent ends this one when it is done.
  process_.on('SIGINT', () => undefined);
  const begin = async ({ start, instead, generation }: Extract<Order, { start: SampleOptions }>) => {
    try {
      started = await startHere(start, instead, generation);
      report({ started: started.identity });
    } catch (error) {
      report({ failed: startFailureOf(error, start) });
    }
  };
  const answer = async ({ id, act }: Extract<Order, { id: number }>) => {
    try {
      const controls = await started?.controls;
      if (!controls) throw new Error('a cluster of a given size has no controls');
      const refused = act && (await perform(controls, act));
      report({ id, state: controls.state(), ...(refused ? { refused } : {}) });
    } catch (error) {
      report({ id, error: error instanceof Error ? error.message : String(error) });
    }
  };
  process_.on('message', (order: Order) => void ('start' in order ? begin(order) : answer(order)));
}

const perform = async (controls: SampleControls, act: NonNullable<Extract<Order, { id: number }>['act']>) =>
  act.do === 'reset' ? void (await controls.reset()) : controls.act(act);

const USAGE = `sample-cluster [--profile ${PROFILE_NAMES.join('|')}] [--size nodes=N,pods=N] [--speed ${LEAST_SPEED}..${MOST_SPEED}] [--port PORT] [--kubeconfig FILE]`;

async function serveTerminal(process_: NodeJS.Process): Promise<void> {
  const options = optionsOf(process_.argv.slice(2));
  if (!options) {
    process_.stderr.write(`usage: ${USAGE}\n`);
    process_.exitCode = 2;
    return;
  }
  try {
    const started = await startHere(options);
    await started.controls;
    const end = endWith(process_, () => started);
    process_.on('SIGTERM', end);
    process_.on('SIGINT', end);
    process_.stdout.write(`export KUBECONFIG=${started.identity.kubeconfig}\n`);
  } catch (error) {
    const { code, values } = startFailureOf(error, options);
    process_.stderr.write(`${code}: ${Object.values(values).join(', ')}\n`);
    process_.exitCode = 1;
  }
}

/** Undefined for what is not understood. */
function optionsOf(args: readonly string[]): SampleOptions | undefined {
  const option = { type: 'string' } as const;
  const options = { profile: option, size: option, speed: option, port: option, kubeconfig: option };
  try {
    const { profile, size, speed, port, kubeconfig } = parseArgs({ args: [...args], options }).values;
    const shape = PROFILE_NAMES.find((name) => name === profile);
    if (profile !== undefined && shape === undefined) return undefined;
    if (size !== undefined && !('size' in (readSize(size) ?? {}))) return undefined;
    if (speed !== undefined && !isSpeed(Number(speed))) return undefined;
    if (port !== undefined && !/^\d{1,5}$/.test(port)) return undefined;
    return { profile: shape, size, speed: numberOf(speed), port: numberOf(port), kubeconfig };
  } catch {
    return undefined;
  }
}

const numberOf = (text: string | undefined) => (text === undefined ? undefined : Number(text));
