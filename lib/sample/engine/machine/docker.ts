import 'server-only';
import type { ChainLink, Evidence } from '@/lib/model/cluster';
import type { Hop, PodPath } from '@/lib/model/path/types';
import { Registry } from '../../images/catalogue';
import type { Image } from '../../images/image';
import type { Clock } from '../clock';
import { between, type Random } from '../random';
import { Scope } from '../scope';
import { Containerd, type ContainerRecord } from './containerd';

/** What `docker run` made, as `docker ps --all` and `docker events` tell it. */
export interface DockerContainer {
  name: string;
  image: string;
  state: 'preparing' | 'running' | 'exited' | 'failed';
  exitCode?: number;
  /** The hops of a pod's path that are left when nobody but Docker is there. */
  path: PodPath;
}

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
const CHAIN: ChainLink[] = (['dockerd', 'containerd', 'runc'] as const).map((id) => ({
  id,
  name: id === 'runc' ? 'runC' : id,
  evidenceLevel: 'observed',
  evidence: [],
}));

/**
 * A machine beside the cluster with Docker alone: the same containerd and runc, and dockerd where the cluster has a kubelet.
 * Nobody replaces what ends there, and kubectl knows nothing of it. It keeps one container, the last that was run.
 */
export class DockerHost {
  readonly #containerd: Containerd;
  #run: Run | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
  ) {
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

  /** The container there is; undefined before the first. */
  container(): DockerContainer | undefined {
    const run = this.#run;
    if (run === undefined) return undefined;
    const { record, failure, image, name } = run;
    const state =
      failure !== undefined
        ? 'failed'
        : record?.startedAt === undefined
          ? 'preparing'
          : record.state === 'exited'
            ? 'exited'
            : 'running';
    return {
      name,
      image,
      state,
      ...(record?.exitCode === undefined ? {} : { exitCode: record.exitCode }),
      path: {
        pod: { namespace: '', name },
        complete: state === 'running' || state === 'exited',
        origin: 'direct',
        node: HOST,
        chain: CHAIN,
        hops: hopsOf(run),
      },
    };
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

const at = (ms: number) => new Date(ms).toISOString();

/** The steps as `docker events` tells them, to the millisecond. */
function hopsOf({ image, askedAt, pullAt, imageAt, present, createdAt, record, failure }: Run): Hop[] {
  const event = (field: string, value: string): Evidence => ({ object: 'docker events', field, value });
  const hop = (
    which: Pick<Hop, 'id' | 'actor'>,
    from: number,
    to: number | undefined,
    evidence: Evidence[],
    more: Partial<Hop> = {},
  ): Hop => ({
    ...which,
    node: HOST,
    startedAt: at(from),
    ...(to === undefined ? {} : { endedAt: at(to) }),
    clock: 'api',
    precisionMs: 1,
    evidenceLevel: 'observed',
    evidence,
    ...more,
  });
  const id = record?.id.slice(0, 12) ?? '';
  const asked = { object: 'docker', field: 'run', value: `-d ${image}` };
  const hops = [hop({ id: 'client', actor: 'kubectl' }, askedAt, askedAt, [asked], { manager: 'docker' })];
  if (pullAt === undefined) return hops;
  if (present) {
    const kept = { object: 'docker images', field: 'REPOSITORY:TAG', value: image };
    hops.push(hop({ id: 'image', actor: 'dockerd' }, pullAt, imageAt, [kept], { reason: { code: 'image-present' } }));
  } else {
    const told = imageAt === undefined ? [] : [event('image pull', image)];
    const said = failure === undefined ? {} : { failure: { reason: 'docker run', message: failure, lasting: true } };
    hops.push(hop({ id: 'image', actor: 'dockerd' }, pullAt, imageAt, told, said));
  }
  if (imageAt === undefined) return hops;
  hops.push(hop({ id: 'create', actor: 'containerd' }, imageAt, createdAt, id ? [event('container create', id)] : []));
  if (createdAt === undefined || record === undefined) return hops;
  const { startedAt, finishedAt, exitCode } = record;
  hops.push(
    hop(
      { id: 'start', actor: 'runc' },
      createdAt,
      startedAt,
      startedAt === undefined ? [] : [event('container start', id)],
    ),
  );
  if (startedAt !== undefined && finishedAt !== undefined && exitCode !== undefined) {
    const ended = event('container die', `${id} (exitCode=${exitCode})`);
    hops.push(hop({ id: 'stop', actor: 'containerd' }, startedAt, finishedAt, [ended], { exit: { code: exitCode } }));
  }
  return hops;
}
