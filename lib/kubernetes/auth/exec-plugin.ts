import 'server-only';
import { TimedOutError } from '../classify';
import type { Clock } from '../clock';
import { knownSecrets } from '../known-secrets';
import { readPem } from '../kubeconfig/certificates';
import type { ConnectionSettings } from '../kubeconfig/connection';
import { besideFile } from '../kubeconfig/merge';
import type { ExecFields } from '../kubeconfig/parse';
import { ProblemError } from '../problem-error';
import type { Authenticator } from './credential';
import { BadAnswer, credentialIn, type GivenCredential } from './exec-answer';
import { findProgram, type PluginCommand, type PluginRun, runPlugin } from './run-plugin';

/** What a plugin needs of its surroundings. */
export interface PluginSurroundings {
  clock: Clock;
  run?: (command: PluginCommand, clock: Clock, signal: AbortSignal) => Promise<PluginRun>;
  env?: NodeJS.ProcessEnv;
}

/** What came, good or bad, holds for so long: a plugin is not run once for each request. */
const AGAIN_MS = 5_000;
/** Renewed a little before it ends, not a little after. */
const EARLY_MS = 10_000;

/** The cluster as `provideClusterInfo` tells it to the plugin: the one of this context. */
function clusterInfo({ cluster, server, tls, proxy }: ConnectionSettings) {
  const { fields } = cluster;
  const config = fields.extensions?.find(({ name }) => name === 'client.authentication.k8s.io/exec')?.extension;
  const ca = readPem({ list: 'clusters', entry: cluster, field: 'certificate-authority' }, fields);
  return {
    server,
    ...(tls.servername ? { 'tls-server-name': tls.servername } : {}),
    ...(tls.rejectUnauthorized === false ? { 'insecure-skip-tls-verify': true } : {}),
    ...(ca ? { 'certificate-authority-data': ca.toString('base64') } : {}),
    // One of the environment the plugin finds by itself, as with kubectl.
    ...(proxy?.file ? { 'proxy-url': proxy.address } : {}),
    ...(config === undefined ? {} : { config }),
  };
}

/** Credentials from a program of the kubeconfig: one run at a time, shared by all who wait. */
export function createExecPlugin(
  settings: ConnectionSettings,
  exec: ExecFields,
  { clock, run = runPlugin, env = process.env }: PluginSurroundings,
): Authenticator {
  const { command = '', apiVersion = '' } = exec;
  const { name = '', file = '' } = settings.user ?? {};
  const values = { command, file, entry: `users[${name}].exec` };
  const closing = new AbortController();
  let given: GivenCredential | undefined;
  let failure: unknown;
  let endedAt = Number.NEGATIVE_INFINITY;
  let underWay: Promise<GivenCredential> | undefined;

  function commandLine(): PluginCommand {
    if (exec.interactiveMode === 'Always')
      throw new ProblemError('auth-plugin-prompts', 'interactiveMode: Always', values);
    const written = /[\\/]/.test(command) ? besideFile(file, command) : command;
    const program = findProgram(written, env.PATH ?? '');
    if (!program)
      throw new ProblemError('auth-plugin-missing', exec.installHint || `executable ${command} not found`, values);
    const spec = { interactive: false, ...(exec.provideClusterInfo ? { cluster: clusterInfo(settings) } : {}) };
    const variables = (exec.env ?? []).map((variable) => [variable.name ?? '', variable.value ?? '']);
    const info = JSON.stringify({ kind: 'ExecCredential', apiVersion, spec });
    return {
      program,
      args: exec.args ?? [],
      env: { ...env, ...Object.fromEntries(variables), KUBERNETES_EXEC_INFO: info },
    };
  }

  async function ask(): Promise<GivenCredential> {
    const ended = await run(commandLine(), clock, closing.signal);
    const failed = (why: string, cause?: unknown) => new ProblemError('auth-plugin-failed', why, values, { cause });
    if (ended.timedOut) throw failed(new TimedOutError(60_000).message);
    // Its own words first: the end of them, where the reason stands.
    const said = ended.stderr.trim().slice(-2_000);
    if (ended.code !== 0) throw failed(said || `executable ${command} failed with exit code ${ended.code ?? 'none'}`);
    try {
      const credential = credentialIn(ended.stdout, apiVersion);
      knownSecrets().add(credential.authorization?.replace(/^Bearer /, ''), credential.key);
      return credential;
    } catch (error) {
      if (error instanceof BadAnswer) throw failed(error.message);
      throw error;
    }
  }

  function fresh(): GivenCredential | undefined {
    const recent = clock.monotonic() - endedAt < AGAIN_MS;
    if (failure !== undefined && recent) throw failure;
    if (!given) return undefined;
    // One that has ended already is used all the same, once in a while, as kubectl does: the server says what it thinks.
    const valid = given.expiresAt === undefined || given.expiresAt - EARLY_MS > clock.now();
    return valid || recent ? given : undefined;
  }

  return {
    async credential() {
      const known = fresh();
      if (known) return known;
      underWay ??= ask()
        .then(
          (credential) => {
            given = credential;
            failure = undefined;
            return credential;
          },
          (error: unknown) => {
            given = undefined;
            failure = error;
            throw error;
          },
        )
        .finally(() => {
          endedAt = clock.monotonic();
          underWay = undefined;
        });
      return underWay;
    },
    forget() {
      if (clock.monotonic() - endedAt >= AGAIN_MS) given = undefined;
    },
    close: () => closing.abort(),
  };
}
