/** From arguments to a running server: parse, build when needed, listen, say where, open the browser. */
import { readFileSync } from 'node:fs';
import { browserCommand, openBrowser } from './browser.js';
import { ensureBuild } from './build.js';
import { helpText } from './help.js';
import { addressesOf, isLoopback } from './listening.js';
import { parseOptions, serverEnvironment } from './options.js';
import { readingLines } from './reading.js';
import { serve } from './serve.js';
import { UsageError } from './usage-error.js';
import { langOf, wordsIn } from './words.js';

/** Folder that holds package.json. */
export const ROOT = new URL('../../', import.meta.url);

const HELP = new Set(['-h', '--help', '-v', '--version']);

/** @returns {string} */
function version() {
  return JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')).version;
}

/** `--lang es` counts even when another argument is wrong. @param {string[]} args @param {NodeJS.ProcessEnv} env */
function langAsked(args, env) {
  const at = args.findIndex((argument) => /^--lang(=|$)/.test(argument));
  const text = args[at]?.split('=')[1] ?? args[at + 1];
  return at >= 0 && (text === 'es' || text === 'en') ? text : langOf(env);
}

/** @param {string} host */
function urlHost(host) {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

/**
 * Next.js starts what it serves with the first request: the cluster is opened now, not when somebody looks.
 * @param {string} url
 * @param {NodeJS.ProcessEnv} env
 * @throws {UsageError} the sample cluster could not be started
 */
async function openCluster(url, env) {
  await fetch(new URL('livez', url)).catch(() => undefined);
  const failed = env.KUBEPLANO_SAMPLE_FAILED;
  if (!failed) return;
  const { key, values } = JSON.parse(failed);
  throw new UsageError(key, values);
}

/** @param {NodeJS.Process} process_ */
export async function main(process_) {
  const args = process_.argv.slice(2);
  const lang = langAsked(args, process_.env);
  const words = wordsIn(lang);
  /** @param {string} line */
  const say = (line) => process_.stdout.write(`${line}\n`);
  try {
    if (args[0] === 'sample' && !args.some((argument) => HELP.has(argument))) {
      const { parseSampleOptions, serveSample } = await import('./sample.js');
      const options = parseSampleOptions(args.slice(1), process_.env);
      return await serveSample(options, { process: process_, words, say });
    }
    const options = parseOptions(args[0] === 'sample' ? args.slice(1) : args, process_.env);
    if (options.version) return say(version());
    if (options.help) return say(helpText(words));

    Object.assign(process_.env, serverEnvironment(options), { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' });
    await ensureBuild(ROOT, () => say(words('building')));
    const { port } = await serve({ ...options, root: ROOT, process: process_ });
    const url = `http://${urlHost(options.host)}:${port}/`;
    const { KUBEPLANO_SAMPLE_PORT, KUBEPLANO_SAMPLE_KUBECONFIG } = process_.env;
    // What was asked of the sample cluster may not be had: then nothing is called ready.
    if (KUBEPLANO_SAMPLE_PORT || KUBEPLANO_SAMPLE_KUBECONFIG) await openCluster(url, process_.env);
    if (!options.portAsked && port !== options.port) say(words('port-moved', { port, taken: options.port }));
    say(words('ready', { url }));
    if (!isLoopback(options.host))
      say(words('open-to-others', { host: options.host, addresses: addressesOf(options.host, port) }));
    const command = options.open ? browserCommand(process_) : undefined;
    if (command) openBrowser(command, url);
    await openCluster(url, process_.env);
    for (const line of readingLines(process_.env, words, lang)) say(line);
    say(words('how-to-stop'));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process_.exitCode = 1;
    // What listens by now would keep it alive.
    process_.stderr.write(`${words(error.key, error.values)}\n`, () => process_.exit());
  }
}
