import type { Image, PullFailure } from '../../images/image.ts';
import { defaultPullPolicy, referenceProblem } from '../../images/reference.ts';
import type { Clock } from '../clock.ts';
import type { Containerd } from '../machine/containerd.ts';
import { between, type Random } from '../random.ts';
import type { Container } from '../types.ts';
import { Backoff } from './backoff.ts';
import { goDuration, type ImagePuller } from './image-puller.ts';
import type { ContainerView } from './pod-status.ts';

/** What the images of a pod ask of its worker. */
export interface PodImagesHost {
  clock: Clock;
  random: Random;
  containerd: Containerd;
  puller: ImagePuller;
  /** Events about a container. */
  normal(reason: string, message: string, container: string): void;
  warning(reason: string, message: string, container: string): void;
  /** Looks at the pod again, ms from now. */
  wake(ms: number): void;
  /** Status has to be written. */
  changed(): void;
  /** Other containers of the pod may be waiting for this one. */
  several(): boolean;
  /** What was asked for is wanted no longer. */
  ended(): boolean;
}

type Attempt =
  | { state: 'pulling' }
  | { state: 'ready'; image: Image }
  | { state: 'refused'; waiting: { reason: string; message: string }; again: number }
  | { state: 'failed'; failure: PullFailure; at: number; told: boolean };

const wordsOf = ({ code, message }: PullFailure) =>
  code === 'Unknown' ? message : `rpc error: code = ${code} desc = ${message}`;

/** The kubelet's image manager for one pod: pull policy, events, and the back-off between tries. */
export class PodImages {
  #backoff = new Backoff();
  /** By container, and by image when one was tried before. */
  #attempts = new Map<string, Attempt>();
  #asked = new Map<string, string>();

  private readonly host: PodImagesHost;

  constructor(host: PodImagesHost) {
    this.host = host;
  }

  /** The image, when it is on the node; else sets out to pull it (or waits for the next try). */
  ensure(spec: Container): Image | undefined {
    const { host } = this;
    const name = spec.image ?? '';
    // Another image is a new beginning; what was being pulled for the container concerns it no more.
    if (this.#asked.get(spec.name) !== name) {
      this.#attempts.delete(spec.name);
      this.#backoff.forget(spec.name);
    }
    this.#asked.set(spec.name, name);
    const attempt = this.#attempts.get(spec.name);
    const problem = referenceProblem(name);
    if (problem !== undefined)
      return this.#refuse(spec.name, attempt, 'InspectFailed', {
        reason: 'InvalidImageName',
        message: `Failed to apply default image tag "${name}": ${problem}`,
      });
    if (attempt?.state === 'ready') {
      this.#attempts.delete(spec.name);
      return attempt.image;
    }
    if (attempt?.state === 'pulling') return undefined;
    const present = host.containerd.hasImage(name);
    const policy = spec.imagePullPolicy ?? defaultPullPolicy(name);
    if (present !== undefined && policy !== 'Always') {
      this.#attempts.delete(spec.name);
      host.normal(
        'Pulled',
        `Container image "${name}" already present on machine and can be accessed by the pod`,
        spec.name,
      );
      return present;
    }
    if (policy === 'Never')
      return this.#refuse(spec.name, attempt, 'ErrImageNeverPull', {
        reason: 'ErrImageNeverPull',
        message: `Container image "${name}" is not present with pull policy of Never`,
      });
    if (attempt?.state === 'failed' && this.#mustWait(spec.name, name, attempt)) return undefined;
    this.#attempts.set(spec.name, { state: 'pulling' });
    host.normal('Pulling', `Pulling image "${name}"`, spec.name);
    this.#pull(spec.name, name);
    return undefined;
  }

  /** Containers whose image is on its way, or has just come. */
  busy(): string[] {
    return [...this.#attempts]
      .filter(([, { state }]) => state === 'pulling' || state === 'ready')
      .map(([name]) => name);
  }

  /** Why a container waits, when its image is why. */
  waiting(spec: Container): ContainerView['waiting'] {
    const name = spec.image ?? '';
    const attempt = this.#attempts.get(spec.name);
    if (attempt?.state === 'refused') return attempt.waiting;
    if (attempt?.state !== 'failed') return undefined;
    const { failure, told } = attempt;
    return told
      ? { reason: 'ImagePullBackOff', message: `Back-off pulling image "${name}": ErrImagePull: ${wordsOf(failure)}` }
      : { reason: 'ErrImagePull', message: wordsOf(failure) };
  }

  /** What is not even tried (a wrong name, a policy of Never): the kubelet says so each time it looks at the pod. */
  #refuse(
    container: string,
    attempt: Attempt | undefined,
    event: string,
    waiting: { reason: string; message: string },
  ): undefined {
    const { host } = this;
    const now = host.clock.now();
    if (attempt?.state === 'refused' && now < attempt.again) {
      host.wake(attempt.again - now);
      return;
    }
    const wait = between(host.random, 10_000, 14_000);
    host.warning(event, waiting.message, container);
    host.warning('Failed', `Error: ${waiting.reason}`, container);
    this.#attempts.set(container, { state: 'refused', waiting, again: now + wait });
    host.wake(wait);
  }

  #mustWait(container: string, name: string, attempt: Extract<Attempt, { state: 'failed' }>): boolean {
    const { host } = this;
    const remaining = this.#backoff.remaining(container, attempt.at, host.clock.now());
    if (remaining <= 0) return false;
    host.normal('BackOff', `Back-off pulling image "${name}"`, container);
    host.warning('Failed', 'Error: ImagePullBackOff', container);
    attempt.told = true;
    host.wake(Math.min(Math.max(remaining, 1_000), 13_000));
    return true;
  }

  #pull(container: string, name: string): void {
    const { host } = this;
    host.puller.pull(name, (result) => {
      if (host.ended() || this.#asked.get(container) !== name) return;
      if ('failure' in result) {
        const { failure } = result;
        const at = host.clock.now();
        this.#attempts.set(container, { state: 'failed', failure, at, told: false });
        this.#backoff.next(container, at);
        host.warning('Failed', `Failed to pull image "${name}": ${wordsOf(failure)}`, container);
        host.warning('Failed', 'Error: ErrImagePull', container);
        host.changed();
        host.wake(host.several() ? 5 : between(host.random, 1_500, 12_000));
        return;
      }
      this.#attempts.set(container, { state: 'ready', image: result.image });
      const { tookMs, waitedMs, image } = result;
      host.normal(
        'Pulled',
        `Successfully pulled image "${name}" in ${goDuration(tookMs)} (${goDuration(waitedMs)} including waiting). Image size: ${image.size} bytes.`,
        container,
      );
      host.wake(5);
    });
  }
}
