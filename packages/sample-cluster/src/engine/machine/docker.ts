import type { DockerContainer } from '../../controls/schema.ts';
import { Registry } from '../../images/catalogue.ts';
import type { Image } from '../../images/image.ts';
import type { Clock } from '../clock.ts';
import { between, type Random } from '../random.ts';
import { Scope } from '../scope.ts';
import { Containerd, type ContainerRecord } from './containerd.ts';

interface Run {
  image: string;
  name: string;
  scope: Scope;
  askedAt: number;
  pullAt?: number;
  imageAt?: number;
  present?: true;
  createdAt?: number;
  record?: ContainerRecord;
  failure?: string;
}

const HOST = 'docker';
const BRIDGE_IP = '172.17.0.2';
const ADJECTIVES = ['brave', 'clever', 'eager', 'focused', 'gallant', 'kind', 'quirky', 'serene'];
const SURNAMES = ['curie', 'hopper', 'lovelace', 'ptolemy', 'ramanujan', 'ritchie', 'torvalds', 'turing'];
/**
 * A machine beside the cluster with Docker alone: the same containerd and runc, and dockerd where the cluster has a kubelet.
 * Nobody replaces what ends there, and kubectl knows nothing of it. It keeps one container, the last that was run.
 */
export class DockerHost {
  readonly #containerd: Containerd;
  #run: Run | undefined;

  private readonly clock: Clock;
  private readonly random: Random;

  constructor(clock: Clock, random: Random) {
    this.clock = clock;
    this.random = random;
    // A registry of its own: the programs of the control plane run in the cluster only.
    this.#containerd = new Containerd(clock, random, new Registry(), () => true);
  }

  /** `docker run -d IMAGE`, after `docker rm -f` of the container before. */
  run(image: string): void {
    this.#run?.scope.close();
    if (this.#run?.record) this.#containerd.removeContainer(this.#run.record.id);
    const pick = (words: string[]) => words[Math.floor(this.random() * words.length)] ?? '';
    const run: Run = {
      image,
      name: `${pick(ADJECTIVES)}_${pick(SURNAMES)}`,
      scope: new Scope(this.clock),
      askedAt: this.clock.now(),
    };
    this.#run = run;
    run.scope.after(between(this.random, 10, 40), () => this.#pull(run));
  }

  /** The container there is, as `docker ps --all` and `docker events` tell it; undefined before the first. */
  container(): DockerContainer | undefined {
    return this.#run && factsOf(this.#run);
  }

  #pull(run: Run): void {
    run.pullAt = this.clock.now();
    const present = this.#containerd.hasImage(run.image);
    if (present) {
      run.present = true;
      this.#create(run, present);
      return;
    }
    const { ms, result } = this.#containerd.pull(run.image);
    run.scope.after(ms, () => {
      if ('failure' in result) {
        run.failure = `docker: Error response from daemon: ${result.failure.message.replace(/^failed to pull and unpack image "[^"]*": /, '')}`;
        return;
      }
      this.#containerd.keep(result.image);
      this.#create(run, result.image);
    });
  }

  #create(run: Run, image: Image): void {
    run.imageAt = this.clock.now();
    run.scope.after(between(this.random, 40, 120), () => {
      run.record = this.#containerd.createContainer({
        // Docker's containers have no sandbox: no pause container keeps their network.
        sandbox: { id: '', podUid: '' },
        name: run.name,
        attempt: 0,
        image,
        env: new Map(),
        pod: { name: run.name, namespace: '', ip: BRIDGE_IP, node: HOST },
      });
      run.createdAt = this.clock.now();
      const { id } = run.record;
      run.scope.after(between(this.random, 80, 160), () => this.#containerd.startContainer(id));
    });
  }
}

function factsOf({ name, image, askedAt, pullAt, present, imageAt, createdAt, record, failure }: Run): DockerContainer {
  const { startedAt, finishedAt, exitCode } = record ?? {};
  const done = record?.state === 'exited' ? 'exited' : 'running';
  const times = { pullAt, imageAt, createdAt, startedAt, finishedAt };
  return {
    name,
    image,
    state: failure !== undefined ? 'failed' : startedAt === undefined ? 'preparing' : done,
    askedAt: stamp(askedAt),
    ...(record ? { id: record.id.slice(0, 12) } : {}),
    ...(present ? { present } : {}),
    ...Object.fromEntries(Object.entries(times).flatMap(([key, ms]) => (ms === undefined ? [] : [[key, stamp(ms)]]))),
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(failure === undefined ? {} : { failure }),
  };
}

const stamp = (ms: number) => new Date(ms).toISOString();
