import { controlOf } from './control.ts';
import { PROFILE_NAMES } from './engine/profiles/profile.ts';
import { setSampleHandle } from './handle.ts';
import { ForeignFile, usualKubeconfigPath } from './kubeconfig.ts';
import { growSampleCluster } from './serve.ts';
import { parseSampleSize, startScaleCluster } from './serve-scale.ts';

/** Environment of the sample cluster: `KUBEPLANO_SAMPLE_PROFILE`, `_SPEED`, `_PORT`, `_KUBECONFIG`, `_SIZE`, set by hand or by the command line. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Starts the sample cluster of this process and makes it known; answers its kubeconfig and how to end it. The first pages
 * are served while it grows.
 */
export async function startSample(env: Environment): Promise<{ kubeconfig: string; stop: () => Promise<void> }> {
  const profile = PROFILE_NAMES.find((name) => name === env.KUBEPLANO_SAMPLE_PROFILE);
  const speed = Number(env.KUBEPLANO_SAMPLE_SPEED);
  const port = Number(env.KUBEPLANO_SAMPLE_PORT);
  const size = parseSampleSize(env.KUBEPLANO_SAMPLE_SIZE ?? '');
  if (size) {
    const scale = await startScaleCluster({
      ...size,
      ...(Number.isInteger(port) && port > 0 ? { port } : {}),
      ...(env.KUBEPLANO_SAMPLE_KUBECONFIG ? { kubeconfigPath: env.KUBEPLANO_SAMPLE_KUBECONFIG } : {}),
    });
    return { kubeconfig: scale.kubeconfigPath, stop: () => scale.stop() };
  }
  const growing = await growSampleCluster({
    ...(profile === undefined ? {} : { profile }),
    ...(speed > 0 && speed <= 10 ? { speed } : {}),
    ...(Number.isInteger(port) && port > 0 ? { port } : {}),
    ...(env.KUBEPLANO_SAMPLE_KUBECONFIG ? { kubeconfigPath: env.KUBEPLANO_SAMPLE_KUBECONFIG } : {}),
  });
  setSampleHandle(growing.grown.then(controlOf));
  return { kubeconfig: growing.kubeconfigPath, stop: () => growing.stop() };
}

/** Why a start failed: a message of namespace `cli` and what is filled in. */
export interface StartFailure {
  key: `sample-${'port-taken' | 'port-not-permitted' | 'kubeconfig-foreign' | 'kubeconfig-not-written' | 'not-started'}`;
  values: Record<string, string>;
}

/** What a person can do something about, of an error of {@link startSample}. */
export function startFailureOf(error: unknown, env: Environment): StartFailure {
  const detail = error instanceof Error ? error.message : String(error);
  const port = env.KUBEPLANO_SAMPLE_PORT ?? '';
  const file = env.KUBEPLANO_SAMPLE_KUBECONFIG || usualKubeconfigPath();
  if (error instanceof ForeignFile) return { key: 'sample-kubeconfig-foreign', values: { file } };
  const { code, syscall } = { code: undefined, syscall: undefined, ...(error instanceof Error ? error : {}) };
  if (syscall === 'listen' && code === 'EADDRINUSE') return { key: 'sample-port-taken', values: { port } };
  if (syscall === 'listen' && code === 'EACCES') return { key: 'sample-port-not-permitted', values: { port } };
  if (syscall !== undefined && syscall !== 'listen')
    return { key: 'sample-kubeconfig-not-written', values: { file, detail } };
  return { key: 'sample-not-started', values: { detail } };
}
