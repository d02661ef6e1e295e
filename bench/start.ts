/** From the start of a process to a diagram in a browser that is open already: what somebody without a cluster waits for. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from '@playwright/test';
import { launch } from '../e2e/support/kubeplano.ts';
import { freshPage, openDiagram } from './page.ts';
import { residentMemory } from './processes.ts';

export interface StartFigures {
  /** Seconds from the start of the process to its address on the terminal. */
  address: number;
  /** Seconds from the start of the process to the first frame with a diagram node of the diagram. */
  diagram: number;
  /** Resident memory of the process and what it has started, MB: then, and after `rest`. */
  memory: number;
  memoryLater?: number;
}

/** The product as built, on a machine with no kubeconfig: it opens the sample cluster. */
export const kubeplanoAlone = (): ChildProcess => launch(['--port', '0']);

/** The same product with a recording to show: all but the sample cluster. */
export const kubeplanoWith = (recording: string) => (): ChildProcess => launch(['--port', '0', '--from', recording]);

const BARE = `
  const server = require('node:http').createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<p class="kp-node">a diagram</p>');
  });
  server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port + '/'));
`;

/** The floor: Node with an HTTP server, one empty page and nothing else. */
export const bareServer = (): ChildProcess =>
  spawn(process.execPath, ['-e', BARE], { stdio: ['ignore', 'pipe', 'inherit'] });

/** Measures one start; the page is asked for as soon as the address is printed. */
export async function measureStart(
  browser: Browser,
  start: () => ChildProcess,
  restSeconds = 0,
): Promise<StartFigures> {
  const page = await freshPage(browser);
  const began = performance.now();
  const since = () => (performance.now() - began) / 1000;
  const child = start();
  const ended = once(child, 'exit');
  try {
    const url = await Promise.race([
      addressOf(child),
      ended.then(([code]) => Promise.reject(new Error(`it ended with ${code} before it said an address`))),
    ]);
    const address = since();
    await openDiagram(page, url);
    const diagram = since();
    const memory = residentMemory(child.pid ?? 0);
    if (restSeconds === 0) return { address, diagram, memory };
    await sleep(restSeconds * 1000);
    return { address, diagram, memory, memoryLater: residentMemory(child.pid ?? 0) };
  } finally {
    await page.context().close();
    child.kill('SIGTERM');
    await ended;
  }
}

function addressOf({ stdout }: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve) => {
    stdout?.on('data', (chunk) => {
      said += String(chunk);
      const url = /http:\/\/\S+\//.exec(said)?.[0];
      if (url) resolve(url);
    });
  });
}
