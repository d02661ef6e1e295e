/**
 * `npm run bench [-- ROUNDS]`: Kubeplano against a plain paged list with JSON.parse, side by side on the same servers, and
 * what a browser feels. Servers: a generated cluster of 500 nodes and 10,000 pods on loopback, the recorded one of 3 nodes,
 * and the one KUBECONFIG leads to. Figures are least / median / most.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { startKubeplano } from '../e2e/support/kubeplano.ts';
import { ensureBuild } from '../lib/cli/build.js';
import { median, spread, table } from './figures.ts';
import { generate } from './generate.ts';
import { measureChanges, measurePage, openBrowser } from './page.ts';
import { ReplayServer } from './replay.ts';

const ROUNDS = Number(process.argv[2] ?? 5);
const MEGA = 1024 * 1024;
const RECORDING = fileURLToPath(new URL('../e2e/recordings/real-3-nodes', import.meta.url));
const say = (text: string) => process.stdout.write(`${text}\n`);

interface Round {
  /** Seconds from the start of the process to the last object. */
  seconds: number;
  /** Resident memory then, MB. */
  memory: number;
}

async function plainList(kubeconfig: string): Promise<Round> {
  const start = performance.now();
  const script = fileURLToPath(new URL('./plain-list.ts', import.meta.url));
  const child = spawn(process.execPath, [script, kubeconfig], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the plain list ended with ${code}`);
  return { seconds: (performance.now() - start) / 1000, memory: JSON.parse(output).rss / MEGA };
}

interface Model {
  connection: { state: string };
  kinds: { state: string }[];
  pods: unknown[];
}
const isComplete = ({ connection, kinds }: Model) =>
  connection.state === 'live' && kinds.length > 0 && kinds.every(({ state }) => state !== 'loading');

async function kubeplano(kubeconfig: string, look: (url: string) => Promise<void>) {
  const start = performance.now();
  const running = await startKubeplano(['--kubeconfig', kubeconfig]);
  try {
    for (;;) {
      const model: Model = await (await fetch(`${running.url}/api/cluster`)).json();
      if (isComplete(model)) break;
    }
    const seconds = (performance.now() - start) / 1000;
    const memory = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${running.pid}/status`, 'utf8'))?.[1]) / 1024;
    await look(running.url);
    return { seconds, memory };
  } finally {
    await running.stop();
  }
}

async function compare(name: string, kubeconfig: string, replay?: ReplayServer) {
  const plain: Round[] = [];
  const ours: Round[] = [];
  const pages: { firstDiagram: number; bytes: number }[] = [];
  let changes: number[] = [];
  const browser = await openBrowser();
  for (let round = 0; round < ROUNDS; round++) {
    plain.push(await plainList(kubeconfig));
    const last = round === ROUNDS - 1;
    ours.push(
      await kubeplano(kubeconfig, async (url) => {
        pages.push(await measurePage(browser, url));
        if (last && replay) changes = await measureChanges(browser, url, replay, 20);
      }),
    );
  }
  await browser.close();
  const ratio = (of: (round: Round) => number) => (median(ours.map(of)) / median(plain.map(of))).toFixed(2);
  say(`\n### ${name}\n`);
  say(
    table(
      ['', 'plain paged list', 'Kubeplano', 'ratio of medians'],
      [
        [
          'start of process to complete model, s',
          spread(plain.map(({ seconds }) => seconds)),
          spread(ours.map(({ seconds }) => seconds)),
          ratio(({ seconds }) => seconds),
        ],
        [
          'resident memory then, MB',
          spread(
            plain.map(({ memory }) => memory),
            0,
          ),
          spread(
            ours.map(({ memory }) => memory),
            0,
          ),
          ratio(({ memory }) => memory),
        ],
        [
          'bytes to the browser until the first diagram, kB',
          '',
          spread(
            pages.map(({ bytes }) => bytes / 1024),
            0,
          ),
          '',
        ],
        [
          'request to first diagram, ms',
          '',
          spread(
            pages.map(({ firstDiagram }) => firstDiagram),
            0,
          ),
          '',
        ],
        ...(changes.length ? [[`change to pixel, ms (${changes.length} changes)`, '', spread(changes, 0), '']] : []),
      ],
    ),
  );
}

async function onReplay(name: string, recording: string, changes: boolean) {
  const replay = new ReplayServer(recording);
  await replay.start();
  await compare(name, replay.kubeconfig(), changes ? replay : undefined);
  await replay.stop();
}

await ensureBuild(new URL('../', import.meta.url), () => say('Building…'));
say(`${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, `);
say(`${Math.round(totalmem() / 1024 ** 3)} GB, ${ROUNDS} rounds, least / median / most`);
await onReplay('3 nodes, 27 pods, replayed on loopback', RECORDING, true);
await onReplay('500 nodes, 10,000 pods, generated, on loopback', generate(RECORDING, 500, 10_000), false);
if (process.env.KUBECONFIG) await compare('the cluster of KUBECONFIG', process.env.KUBECONFIG);
