import { quantity } from '../engine/quantity.ts';
import type { ImageProgram, ProcessContext } from './image.ts';
import { execIn, shellWith } from './shell.ts';

/** Takes so much memory: the kernel ends the container when that is more than it may have. */
function takes({ scope, memoryLimit, exit }: ProcessContext, bytes: number, afterMs: number): void {
  if (memoryLimit !== undefined && bytes > memoryLimit) scope.after(afterMs, () => exit(137, 'OOMKilled'));
}

/** `250M`, `1G` as stress reads them, in powers of two. */
const sizeOf = (text: string) =>
  quantity(text.replace(/([KMG])B?$/i, (_all, unit: string) => `${unit.toUpperCase()}i`));

/** The `stress` images: takes the memory it is told to, for as long as it is told to. */
export const stressProgram: ImageProgram = (context) => {
  const { scope, argv, log, exit } = context;
  const [program = '', ...args] = argv;
  if (!/(^|\/)stress(-ng)?$/.test(program)) return shellWith(context, new Map([['stress', stressProgram]]));
  const told = (...names: string[]) => args[args.findIndex((word) => names.includes(word)) + 1] ?? '';
  const has = (...names: string[]) => args.some((word) => names.includes(word));
  const count = (...names: string[]) => (has(...names) ? Number(told(...names)) || 0 : 0);
  const workers = {
    cpu: count('-c', '--cpu'),
    io: count('-i', '--io'),
    vm: count('-m', '--vm'),
    hdd: count('-d', '--hdd'),
  };
  log(
    `stress: info: [1] dispatching hogs: ${Object.entries(workers)
      .map(([name, many]) => `${many} ${name}`)
      .join(', ')}`,
  );
  takes(context, workers.vm * (has('--vm-bytes') ? sizeOf(told('--vm-bytes')) : 256 * 2 ** 20), 700);
  const seconds = has('-t', '--timeout') ? Number.parseInt(told('-t', '--timeout'), 10) : Number.NaN;
  if (!Number.isNaN(seconds))
    scope.after(seconds * 1000, () => {
      log(`stress: info: [1] successful run completed in ${seconds}s`);
      exit(0);
    });
  return { terminate: () => exit(143), run: (command, done) => execIn(context, command, done) };
};

/** The one of the documentation's examples of CPU and memory, which takes its memory little by little. */
export const vishStressProgram: ImageProgram = (context) => {
  const { scope, argv, log } = context;
  const told = (name: string) => argv[argv.findIndex((word) => word.replace(/^--/, '-') === name) + 1] ?? '';
  const has = (name: string) => argv.some((word) => word.replace(/^--/, '-') === name);
  const wanted = has('-mem-total') ? quantity(told('-mem-total')) : 0;
  const stamp = () => {
    const at = new Date(scope.clock.now()).toISOString();
    return `I${at.slice(5, 7)}${at.slice(8, 10)} ${at.slice(11, 23)}000       1 main.go`;
  };
  log(
    `${stamp()}:26] Allocating "${has('-mem-total') ? told('-mem-total') : 0}" memory, in "4Ki" chunks, with a 1ms sleep between allocations`,
  );
  for (let cpu = 0; cpu < (has('-cpus') ? Number(told('-cpus')) : 0); cpu += 1)
    log(`${stamp()}:39] Spawning a thread to consume CPU`);
  const limited = Math.min(wanted, context.memoryLimit ?? Number.POSITIVE_INFINITY);
  takes(context, wanted, (limited / 4096) * 1.1);
  if (limited === wanted)
    scope.after((wanted / 4096) * 1.1, () => log(`${stamp()}:29] Allocated "${told('-mem-total') || 0}" memory`));
  // PID 1 with no handler.
  return {};
};
