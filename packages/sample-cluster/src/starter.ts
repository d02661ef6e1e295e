import { controlOf, type SampleControls } from './control.ts';
import { ForeignFile } from './kubeconfig.ts';
import { isSpeed, PROFILE_NAMES, readSize } from './options.js';
import type { Identity, SampleOptions, StartFailure } from './protocol.ts';
import { growSampleCluster } from './serve.ts';
import { startScaleCluster } from './serve-scale.ts';

/** A cluster that listens; its controls come when it has grown. */
export interface Started {
  identity: Identity;
  /** Undefined for a cluster of a given size: there is nothing behind it to control. */
  controls: Promise<SampleControls | undefined>;
  stop(): Promise<void>;
}

/** Starts the sample cluster in this process; in the place of another, where that was. */
export async function startHere(
  options: SampleOptions,
  instead?: Identity | undefined,
  generation = 0,
): Promise<Started> {
  const { port, kubeconfig: kubeconfigPath } = options;
  const way = { port, kubeconfigPath, instead };
  const read = options.size === undefined ? undefined : readSize(options.size);
  if (read && 'size' in read) {
    const { identity, stop } = await startScaleCluster({ ...read.size, ...way });
    return { identity, controls: Promise.resolve(undefined), stop };
  }
  const growing = await growSampleCluster({
    profile: PROFILE_NAMES.find((name) => name === options.profile),
    speed: options.speed !== undefined && isSpeed(options.speed) ? options.speed : undefined,
    generation,
    ...way,
  });
  const controls = growing.grown.then(controlOf);
  controls.catch(() => undefined);
  return { identity: growing.identity, controls, stop: () => growing.stop() };
}

/** What a person can do something about, of an error of {@link startHere}. */
export function startFailureOf(error: unknown, { port, kubeconfig }: SampleOptions): StartFailure {
  const detail = error instanceof Error ? error.message : String(error);
  const { code, syscall, path } = {
    code: undefined,
    syscall: undefined,
    path: '',
    ...(error instanceof Error ? error : {}),
  };
  if (error instanceof ForeignFile) return { code: 'kubeconfig-foreign', values: { file: error.message } };
  if (syscall === 'listen' && code === 'EADDRINUSE') return { code: 'port-taken', values: { port: `${port ?? ''}` } };
  if (syscall === 'listen' && code === 'EACCES')
    return { code: 'port-not-permitted', values: { port: `${port ?? ''}` } };
  if (syscall !== undefined && syscall !== 'listen')
    return { code: 'kubeconfig-not-written', values: { file: kubeconfig ?? path, detail } };
  return { code: 'not-started', values: { detail } };
}
