/**
 * `npm run bench [-- ROUNDS [start|small|large|hostile|own]]`: Kubeplano against a plain paged list with JSON.parse, side by side on the same servers, what
 * a browser feels, and what a start without any cluster costs. Servers: the sample cluster of three nodes, the sample of 500
 * nodes and 10,000 pods, each a process of its own on loopback, and the cluster KUBECONFIG leads to.
 * Figures are least / median / most.
 */
import { cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { startKubeplano } from '../e2e/support/kubeplano.ts';
import { ensureBuild } from '../lib/cli/build.js';
import { apiOf } from './api.ts';
import { median, percentile, spread, table } from './figures.ts';
import { ASKED, measureHostile } from './hostile.ts';
import { measureChanges, measurePage, openBrowser, type PageFigures } from './page.ts';
import { outputOf, residentMemory, startSampleServer, startScript } from './processes.ts';
import { bareServer, kubeplanoAlone, kubeplanoWith, measureStart, type StartFigures } from './start.ts';

const ROUNDS = Number(process.argv[2] ?? 5);
/** All parts, or one. */
const wanted = (part: string) => process.argv[3] === undefined || process.argv[3] === part;
const CHANGES = 20;
const REST_SECONDS = 60;
const MEGA = 1024 * 1024;
const RECORDING = fileURLToPath(new URL('../e2e/recordings/real-3-nodes', import.meta.url));
const say = (text: string) => process.stdout.write(`${text}\n`);
const load = () => loadavg()[0]?.toFixed(1);

interface Round {
  /** Seconds from the start of the process to the last object. */
  seconds: number;
  /** Resident memory then, MB. */
  memory: number;
}

async function plainList(kubeconfig: string): Promise<Round> {
  const start = performance.now();
  const output = await outputOf(startScript('plain-list.ts', [kubeconfig]), 'the plain list');
  return { seconds: (performance.now() - start) / 1000, memory: JSON.parse(output).rss / MEGA };
}

interface Model {
  connection: { state: string };
  kinds: { state: string }[];
  nodes: unknown[];
  pods: unknown[];
}
const isComplete = ({ connection, kinds }: Model) =>
  connection.state === 'live' && kinds.length > 0 && kinds.every(({ state }) => state !== 'loading');

async function kubeplano(kubeconfig: string, look: (url: string, model: Model) => Promise<void>): Promise<Round> {
  const start = performance.now();
  const running = await startKubeplano(['--kubeconfig', kubeconfig]);
  try {
    for (;;) {
      const model: Model = await (await fetch(`${running.url}/api/cluster`)).json();
      if (!isComplete(model)) continue;
      const round = { seconds: (performance.now() - start) / 1000, memory: residentMemory(running.pid) };
      await look(running.url, model);
      return round;
    }
  } finally {
    await running.stop();
  }
}

/** One row of a table: the figures of both, and the ratio of their medians where both have some. */
function row(name: string, plain: readonly number[], ours: readonly number[], digits = 2): string[] {
  const said = (values: readonly number[]) => (values.length > 0 ? spread(values, digits) : '');
  const ratio = plain.length > 0 && ours.length > 0 ? (median(ours) / median(plain)).toFixed(2) : '';
  return [name, said(plain), said(ours), ratio];
}

async function compare(name: string, kubeconfig: string, bornOn?: string) {
  const plain: Round[] = [];
  const ours: Round[] = [];
  const pages: PageFigures[] = [];
  let changes: number[] = [];
  let size = '';
  const before = load();
  const browser = await openBrowser();
  for (let round = 0; round < ROUNDS; round++) {
    plain.push(await plainList(kubeconfig));
    const last = round === ROUNDS - 1;
    ours.push(
      await kubeplano(kubeconfig, async (url, { nodes, pods }) => {
        size = `${nodes.length} nodes, ${pods.length} pods`;
        pages.push(await measurePage(browser, url));
        if (!last || bornOn === undefined) return;
        const api = apiOf(kubeconfig);
        changes = await measureChanges(browser, url, api, bornOn, CHANGES);
        api.close();
      }),
    );
  }
  await browser.close();
  const seconds = ({ seconds }: Round) => seconds;
  const memory = ({ memory }: Round) => memory;
  const bytes = pages.map(({ bytes }) => bytes / 1024);
  const firstDiagram = pages.map(({ firstDiagram }) => firstDiagram);
  say(`\n### ${name}: ${size} (load average ${before} before, ${load()} after)\n`);
  say(
    table(
      ['', 'plain paged list', 'Kubeplano', 'ratio of medians'],
      [
        row('start of process to complete model, s', plain.map(seconds), ours.map(seconds)),
        row('resident memory then, MB', plain.map(memory), ours.map(memory), 0),
        row('bytes to the browser until the first diagram, kB', [], bytes, 0),
        row('request to first diagram, ms', [], firstDiagram, 0),
        ...(changes.length ? [row(`change to pixel, ms (${changes.length} changes)`, [], changes, 0)] : []),
      ],
    ),
  );
}

async function compareSample(name: string, size?: string, bornOn?: string) {
  const server = await startSampleServer(size);
  await compare(name, server.kubeconfig, bornOn);
  await server.stop();
}

/** Nothing but `npm start`: no kubeconfig, no home. */
async function compareStarts() {
  const bare: StartFigures[] = [];
  const recorded: StartFigures[] = [];
  const alone: StartFigures[] = [];
  const before = load();
  const browser = await openBrowser();
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(await measureStart(browser, bareServer));
    recorded.push(await measureStart(browser, kubeplanoWith(RECORDING)));
    alone.push(await measureStart(browser, kubeplanoAlone, round === ROUNDS - 1 ? REST_SECONDS : 0));
  }
  await browser.close();
  const line = (name: string, of: (figures: StartFigures) => number, digits = 2) => {
    const [floor = [], recording = [], sample = []] = [bare, recorded, alone].map((figures) => figures.map(of));
    const ratio = (median(sample) / median(floor)).toFixed(1);
    return [name, spread(floor, digits), spread(recording, digits), spread(sample, digits), ratio];
  };
  const later = alone.flatMap(({ memoryLater }) => memoryLater ?? []);
  say(`\n### start without a cluster (load average ${before} before, ${load()} after)\n`);
  say(
    table(
      ['', 'bare Node server, empty page', 'Kubeplano, a recording', 'Kubeplano, no kubeconfig', 'last to first'],
      [
        line('start of process to address, s', ({ address }) => address),
        line('start of process to diagram in the browser, s', ({ diagram }) => diagram),
        line('resident memory then, MB', ({ memory }) => memory, 0),
        [`resident memory ${REST_SECONDS} s later, MB`, '', '', later.map((value) => value.toFixed(0)).join(), ''],
      ],
    ),
  );
}

/** How fast the page is answered while pods of the sample print without end. */
async function compareHostile() {
  const before = load();
  const { calm, hostile } = await measureHostile();
  const said = (values: readonly number[] = []) =>
    [50, 99, 100].map((share) => percentile(values, share).toFixed(0)).join(' / ');
  say(`\n### ${hostile.running} pods of \`yes\` (load average ${before} before, ${load()} after)\n`);
  say(
    table(
      ['median / 99th percentile / most', 'calm', `${hostile.running} pods of yes`],
      [
        ...ASKED.map((path) => [`${path}, ms`, said(calm.times.get(path)), said(hostile.times.get(path))]),
        ['resident memory of both processes, MB', calm.memory.toFixed(0), hostile.memory.toFixed(0)],
      ],
    ),
  );
}

await ensureBuild(new URL('../', import.meta.url), () => say('Building…'));
say(`${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, `);
say(`${Math.round(totalmem() / 1024 ** 3)} GB, ${ROUNDS} rounds, least / median / most`);
if (wanted('start')) await compareStarts();
if (wanted('small')) await compareSample('the sample cluster on loopback', undefined, 'nodo1');
if (wanted('large')) await compareSample('the sample of a size, on loopback', 'nodes=500,pods=10000');
if (wanted('hostile')) await compareHostile();
const { KUBECONFIG } = process.env;
if (KUBECONFIG && wanted('own')) await compare('the cluster of KUBECONFIG', KUBECONFIG);
