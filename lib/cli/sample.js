/** `kubeplano sample`: the sample cluster alone, for kubectl or any other client, without the diagram. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SampleStartError, startSample } from '@kubeplano/sample-cluster';
import { checkPort, checkProfile, checkSize, checkSpeed } from './options.js';
import { UsageError } from './usage-error.js';

/** @typedef {import('@kubeplano/sample-cluster').SampleOptions} SampleOptions */

const VALUE = /** @type {const} */ ({ type: 'string' });
const FLAGS = { profile: VALUE, size: VALUE, speed: VALUE, port: VALUE, kubeconfig: VALUE, lang: VALUE };

/**
 * Its flags; what is not given by one is what the variable of the same name says, as for the diagram.
 * @param {readonly string[]} args what follows `sample`
 * @param {Record<string, string | undefined>} env
 * @returns {SampleOptions}
 * @throws {UsageError}
 */
export function parseSampleOptions(args, env) {
  const flags = valuesOf(args);
  /** @param {Exclude<keyof typeof FLAGS, 'lang'>} name */
  const given = (name) => {
    const variable = `KUBEPLANO_SAMPLE_${name.toUpperCase()}`;
    if (flags[name] !== undefined) return { name: `--${name}`, values: [flags[name]] };
    const text = env[variable]?.trim();
    return text ? { name: variable, values: [text] } : undefined;
  };
  const [profile, size] = [given('profile'), given('size')];
  if (profile && size) throw new UsageError('sample-size-has-no-profile', { name: profile.name, size: size.name });
  const port = given('port');
  const kubeconfig = given('kubeconfig')?.values[0];
  return {
    profile: checkProfile(profile),
    size: checkSize(size),
    speed: checkSpeed(given('speed')),
    port: port && checkPort(port),
    kubeconfig: kubeconfig && resolve(kubeconfig),
  };
}

/** @param {readonly string[]} args */
function valuesOf(args) {
  try {
    return parseArgs({ args: [...args], options: FLAGS }).values;
  } catch (error) {
    const { code, message } = { code: '', ...(error instanceof Error ? error : {}), message: String(error) };
    const [, named = ''] = /'([^' ]+)/.exec(message) ?? [];
    if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL')
      throw new UsageError('unexpected-argument', { argument: named });
    if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') throw new UsageError('flag-needs-value', { flag: named });
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw new UsageError('unknown-flag', { flag: named });
    throw error;
  }
}

/**
 * Starts it and says how it is used; it runs until a signal ends it.
 * @param {SampleOptions} options
 * @param {{ process: NodeJS.Process, words: import('./words.js').Words, say: (line: string) => void }} around
 * @throws {UsageError} it cannot start
 */
export async function serveSample(options, { process: process_, words, say }) {
  const sample = await startSample(options, {
    onEnding: ({ how, again }) => {
      say(words(again ? 'sample-started-again' : 'sample-ended', { how }));
      if (!again) process_.exit(1);
    },
  }).catch((error) => {
    if (error instanceof SampleStartError) throw new UsageError(`sample-${error.code}`, error.values);
    throw error;
  });
  const end = () => void sample.stop().finally(() => process_.exit());
  process_.on('SIGTERM', end);
  process_.on('SIGINT', end);
  say(words('sample-ready', { file: sample.kubeconfig }));
  say(words('how-to-stop'));
}
