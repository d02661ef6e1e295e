import 'server-only';
import type { SampleOptions, SampleProcess } from '@kubeplano/sample-cluster';
import { isSpeed, PROFILE_NAMES } from '@kubeplano/sample-cluster/options';

/** Environment of the sample cluster: `KUBEPLANO_SAMPLE_PROFILE`, `_SPEED`, `_PORT`, `_KUBECONFIG`, `_SIZE`, set by hand or by the command line. */
type Environment = Readonly<Record<string, string | undefined>>;

/** On globalThis: Next compiles `instrumentation.ts`, which starts it, apart from the routes. */
const KEY = Symbol.for('kubeplano.sample');
const shared: typeof globalThis & { [KEY]?: SampleProcess } = globalThis;

/** The sample cluster that this process started; undefined when another cluster is read. */
export const sampleOfThisProcess = (): SampleProcess | undefined => shared[KEY];

/** Starts the sample cluster as a child process and makes it known to the routes. */
export async function startSample(env: Environment): Promise<SampleProcess> {
  // Not bundled: it finds its program beside itself.
  const { startSample: start } = await import(/* turbopackIgnore: true */ '@kubeplano/sample-cluster');
  const sample = await start(optionsOf(env));
  // One of a given size has nothing to control.
  if (!env.KUBEPLANO_SAMPLE_SIZE) shared[KEY] = sample;
  return sample;
}

/** What the environment asks for; a value that means nothing is left out. */
export function optionsOf(env: Environment): SampleOptions {
  const speed = Number(env.KUBEPLANO_SAMPLE_SPEED);
  const port = Number(env.KUBEPLANO_SAMPLE_PORT);
  return {
    profile: PROFILE_NAMES.find((name) => name === env.KUBEPLANO_SAMPLE_PROFILE),
    size: env.KUBEPLANO_SAMPLE_SIZE || undefined,
    speed: isSpeed(speed) ? speed : undefined,
    port: Number.isInteger(port) && port > 0 ? port : undefined,
    kubeconfig: env.KUBEPLANO_SAMPLE_KUBECONFIG || undefined,
  };
}

/** Why a start failed: a message of namespace `cli` and what is filled in. */
export interface StartFailure {
  key: `sample-${'port-taken' | 'port-not-permitted' | 'kubeconfig-foreign' | 'kubeconfig-not-written' | 'not-started'}`;
  values: Record<string, string>;
}

const CODES = ['port-taken', 'port-not-permitted', 'kubeconfig-foreign', 'kubeconfig-not-written'] as const;

/** What a person can do something about, of an error of {@link startSample}. */
export function startFailureOf(error: unknown): StartFailure {
  const detail = error instanceof Error ? error.message : String(error);
  const { code, values } = { code: undefined, values: undefined, ...(error instanceof Error ? error : {}) };
  const known = CODES.find((one) => one === code);
  if (known === undefined) return { key: 'sample-not-started', values: { detail, ...stringsOf(values) } };
  return { key: `sample-${known}`, values: stringsOf(values) };
}

const stringsOf = (values: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(Object(values)).map(([name, value]) => [name, String(value)]));
