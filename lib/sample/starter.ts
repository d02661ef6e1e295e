import 'server-only';
import { controlOf } from './control';
import { PROFILE_NAMES } from './engine/profiles/profile';
import { setSampleHandle } from './handle';
import { growSampleCluster } from './serve';
import { parseSampleSize, startScaleCluster } from './serve-scale';

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
  void growing.grown.then((running) => setSampleHandle(controlOf(running)));
  return { kubeconfig: growing.kubeconfigPath, stop: () => growing.stop() };
}
