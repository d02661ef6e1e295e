/**
 * What can be asked of Kubeplano at start, by flag or by environment variable, and the checks of each value.
 * A flag wins over its variable. Errors name whichever of the two was used.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isSpeed, PROFILE_NAMES, readSize } from '@kubeplano/sample-cluster/options';
import { nearest } from './nearest.js';
import { UsageError } from './usage-error.js';

/**
 * @typedef {object} Options
 * @property {string | undefined} kubeconfig the one file given with `--kubeconfig`; `KUBECONFIG`, with its several, stays as it is
 * @property {string | undefined} context
 * @property {string[]} namespaces
 * @property {string | undefined} from folder or file of a recording, absolute
 * @property {boolean} sample
 * @property {string | undefined} sampleProfile `minikube`, `kubeadm` or `ha`
 * @property {string | undefined} sampleSize `nodes=5000,pods=150000`: a sample cluster of that size, without kubelets; for measuring
 * @property {string} host
 * @property {number} port
 * @property {boolean} portAsked false when the port is the default and may move to the next free one
 * @property {boolean} open
 * @property {'es' | 'en' | undefined} lang
 * @property {boolean} version
 * @property {boolean} help
 */

export const DEFAULT_HOST = '127.0.0.1';
export const DEFAULT_PORT = 7788;

/** Flags with their variable; `value` says that the flag takes one. */
const FLAGS = /** @type {const} */ ({
  kubeconfig: { value: true },
  context: { value: true, variable: 'KUBEPLANO_CONTEXT' },
  namespace: { value: true, many: true, variable: 'KUBEPLANO_NAMESPACES' },
  from: { value: true, variable: 'KUBEPLANO_FROM' },
  sample: { value: false, variable: 'KUBEPLANO_SAMPLE' },
  'sample-profile': { value: true, variable: 'KUBEPLANO_SAMPLE_PROFILE' },
  'sample-size': { value: true, variable: 'KUBEPLANO_SAMPLE_SIZE' },
  host: { value: true, variable: 'HOST' },
  port: { value: true, variable: 'PORT' },
  'no-open': { value: false, variable: 'KUBEPLANO_NO_OPEN' },
  lang: { value: true, variable: 'KUBEPLANO_LANG' },
  version: { value: false },
  help: { value: false },
});
const SHORT = /** @type {Record<string, string>} */ ({ '-h': 'help', '-v': 'version', '-n': 'namespace' });

/** @typedef {keyof typeof FLAGS} FlagName */
/** @typedef {{ name: string, values: string[] }} Given where a value came from, as the person wrote it, and the values */

/** @param {string} text @returns {text is FlagName} */
const isFlag = (text) => Object.hasOwn(FLAGS, text);

/**
 * @param {string} argument
 * @returns {{ name: FlagName, inline: string | undefined }}
 */
function flagOf(argument) {
  const [head = '', ...rest] = argument.split('=');
  const name = SHORT[head] ?? (head.startsWith('--') ? head.slice(2) : '');
  if (isFlag(name)) return { name, inline: rest.length ? rest.join('=') : undefined };
  if (!argument.startsWith('-')) throw new UsageError('unexpected-argument', { argument });
  const meant = nearest(head.replace(/^-+/, ''), Object.keys(FLAGS));
  throw meant
    ? new UsageError('unknown-flag-nearest', { flag: head, meant: `--${meant}` })
    : new UsageError('unknown-flag', { flag: head });
}

/**
 * @param {readonly string[]} args
 * @returns {Map<FlagName, Given>}
 */
function readFlags(args) {
  /** @type {Map<FlagName, Given>} */
  const given = new Map();
  const queue = [...args];
  for (let argument = queue.shift(); argument !== undefined; argument = queue.shift()) {
    const { name, inline } = flagOf(argument);
    const flag = FLAGS[name];
    if (!flag.value) {
      if (inline !== undefined) throw new UsageError('flag-takes-no-value', { flag: `--${name}` });
      given.set(name, { name: `--${name}`, values: ['true'] });
      continue;
    }
    const value = inline ?? (queue[0]?.startsWith('-') ? undefined : queue.shift());
    if (!value) throw new UsageError('flag-needs-value', { flag: `--${name}` });
    const before = 'many' in flag ? (given.get(name)?.values ?? []) : [];
    given.set(name, { name: `--${name}`, values: [...before, value] });
  }
  return given;
}

/**
 * @param {Map<FlagName, Given>} given filled with what only the environment says
 * @param {Record<string, string | undefined>} env
 */
function addVariables(given, env) {
  for (const name of Object.keys(FLAGS).filter(isFlag)) {
    const flag = FLAGS[name];
    const variable = 'variable' in flag ? flag.variable : undefined;
    const text = variable && env[variable]?.trim();
    if (!variable || !text || given.has(name)) continue;
    if (!flag.value) {
      if (/^(1|true|yes)$/i.test(text)) given.set(name, { name: variable, values: ['true'] });
      else if (!/^(0|false|no)$/i.test(text)) throw new UsageError('bad-switch', { name: variable, value: text });
      continue;
    }
    const values = 'many' in flag ? text.split(',').map((part) => part.trim()) : [text];
    given.set(name, { name: variable, values: values.filter(Boolean) });
  }
}

/** A port. @param {Given} given */
export function checkPort(given) {
  const [text = ''] = given.values;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new UsageError('bad-port', { name: given.name, value: text });
  return port;
}

/** A speed of the sample cluster. @param {Given | undefined} given */
export function checkSpeed(given) {
  if (!given) return undefined;
  const [text = ''] = given.values;
  if (!isSpeed(Number(text))) throw new UsageError('bad-sample-speed', { name: given.name, value: text });
  return Number(text);
}

/** A profile of the sample cluster. @param {Given | undefined} given */
export function checkProfile(given) {
  const [text] = given?.values ?? [];
  if (text === undefined) return undefined;
  const profile = PROFILE_NAMES.find((name) => name === text);
  if (profile) return profile;
  throw new UsageError('bad-sample-profile', { name: given?.name ?? '', value: text });
}

/** A size of the sample cluster. @param {Given | undefined} given */
export function checkSize(given) {
  const text = given?.values[0];
  if (text === undefined) return undefined;
  const read = readSize(text);
  const name = given?.name ?? '';
  if (!read) throw new UsageError('bad-sample-size', { name, value: text });
  if ('tooLarge' in read)
    throw new UsageError('sample-size-too-large', { name, value: read.tooLarge, most: read.most });
  return text;
}

/** What only variables say, of a sample cluster. @param {Record<string, string | undefined>} env */
function checkSampleVariables(env) {
  /** @param {string} name */
  const given = (name) => {
    const text = env[name]?.trim();
    return text ? { name, values: [text] } : undefined;
  };
  const port = given('KUBEPLANO_SAMPLE_PORT');
  if (port) checkPort(port);
  checkSpeed(given('KUBEPLANO_SAMPLE_SPEED'));
}

/** @param {Given | undefined} given */
function langFrom(given) {
  const [text] = given?.values ?? [];
  if (text === undefined || text === 'es' || text === 'en') return text;
  throw new UsageError('bad-lang', { name: given?.name ?? '', value: text });
}

/** @param {Given | undefined} given */
function recordingFrom(given) {
  if (!given) return undefined;
  const path = resolve(given.values[0] ?? '');
  if (!existsSync(path)) throw new UsageError('recording-not-found', { name: given.name, path });
  return path;
}

/** @param {Given | undefined} given */
function kubeconfigFrom(given) {
  if (!given) return undefined;
  const file = resolve(given.values[0] ?? '');
  if (!existsSync(file)) throw new UsageError('kubeconfig-not-found', { name: given.name, path: file });
  return file;
}

/** Names of namespaces: RFC 1123 labels, https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ @param {Given | undefined} given */
function namespacesFrom(given) {
  const values = (given?.values ?? []).flatMap((value) => value.split(',')).filter(Boolean);
  for (const value of values) {
    if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(value)) {
      throw new UsageError('bad-namespace', { name: given?.name ?? '', value });
    }
  }
  return [...new Set(values)];
}

/** A name or address to listen on; never a URL. @param {Given | undefined} given */
function hostFrom(given) {
  const host = given?.values[0] ?? DEFAULT_HOST;
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  if (!/^[\w.:%-]+$/.test(bare)) throw new UsageError('bad-host', { name: given?.name ?? '', value: host });
  return bare;
}

/**
 * Every option, checked.
 * @param {readonly string[]} args arguments without `node` and the script
 * @param {Record<string, string | undefined>} env
 * @returns {Options}
 * @throws {UsageError}
 */
export function parseOptions(args, env) {
  const given = readFlags(args);
  const asked = given.has('help') || given.has('version');
  if (!asked) {
    addVariables(given, env);
    checkSampleVariables(env);
  }
  const [shape, size, port] = [given.get('sample-profile'), given.get('sample-size'), given.get('port')];
  if (shape && size && !asked)
    throw new UsageError('sample-size-has-no-profile', { name: shape.name, size: size.name });
  return {
    kubeconfig: asked ? undefined : kubeconfigFrom(given.get('kubeconfig')),
    context: given.get('context')?.values[0],
    namespaces: namespacesFrom(given.get('namespace')),
    from: asked ? undefined : recordingFrom(given.get('from')),
    sample: ['sample', 'sample-profile', 'sample-size'].some((name) => isFlag(name) && given.has(name)),
    sampleProfile: checkProfile(given.get('sample-profile')),
    sampleSize: checkSize(given.get('sample-size')),
    host: hostFrom(given.get('host')),
    port: port ? checkPort(port) : DEFAULT_PORT,
    portAsked: port !== undefined,
    open: !given.has('no-open'),
    lang: langFrom(given.get('lang')),
    version: given.has('version'),
    help: given.has('help'),
  };
}

/**
 * The same settings as the environment the server reads.
 * @param {Options} options
 * @returns {Record<string, string>}
 */
export function serverEnvironment(options) {
  return {
    HOST: options.host,
    KUBEPLANO_SAMPLE: options.sample ? '1' : '',
    KUBEPLANO_SAMPLE_PROFILE: options.sampleProfile ?? '',
    KUBEPLANO_SAMPLE_SIZE: options.sampleSize ?? '',
    KUBEPLANO_FROM: options.from ?? '',
    KUBEPLANO_CONTEXT: options.context ?? '',
    KUBEPLANO_NAMESPACES: options.namespaces.join(','),
    ...(options.lang ? { KUBEPLANO_LANG: options.lang } : {}),
    ...(options.kubeconfig ? { KUBEPLANO_KUBECONFIG: options.kubeconfig } : {}),
  };
}
