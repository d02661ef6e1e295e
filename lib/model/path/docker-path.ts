/** The path of what `docker run` made on a machine with Docker alone: the hops of a pod's path that are left. */
import type { ChainLink, Evidence } from '../cluster';
import type { Hop, PodPath } from './types';

/** What `docker ps --all` and `docker events` tell of a container; times in RFC 3339 with milliseconds. */
export interface DockerRun {
  name: string;
  image: string;
  state: 'preparing' | 'running' | 'exited' | 'failed';
  id?: string;
  /** `docker run` was typed. */
  askedAt: string;
  pullAt?: string;
  /** The image was there already. */
  present?: true;
  imageAt?: string;
  createdAt?: string;
  startedAt?: string;
  finishedAt?: string;
  exitCode?: number;
  /** What `docker run` printed instead, verbatim. */
  failure?: string;
}

const HOST = 'docker';
const CHAIN: ChainLink[] = (['dockerd', 'containerd', 'runc'] as const).map((id) => ({
  id,
  name: id === 'runc' ? 'runC' : id,
  evidenceLevel: 'observed',
  evidence: [],
}));

/** Docker's container as the path of a pod, so that both are told on the same table. */
export function dockerPath(run: DockerRun): PodPath {
  return {
    pod: { namespace: '', name: run.name },
    complete: run.state === 'running' || run.state === 'exited',
    origin: 'direct',
    node: HOST,
    chain: CHAIN,
    hops: hopsOf(run),
  };
}

const told = (field: string, value: string): Evidence => ({ object: 'docker events', field, value });

/** One step, proven by the line that tells its end. */
function hop(
  which: Pick<Hop, 'id' | 'actor'>,
  startedAt: string,
  endedAt: string | undefined,
  evidence: Evidence,
  more: Partial<Hop> = {},
): Hop {
  return {
    ...which,
    node: HOST,
    startedAt,
    ...(endedAt === undefined ? {} : { endedAt }),
    clock: 'api',
    precisionMs: 1,
    evidenceLevel: 'observed',
    evidence: endedAt === undefined ? [] : [evidence],
    ...more,
  };
}

function hopsOf(run: DockerRun): Hop[] {
  const { image, id = '', askedAt, pullAt, imageAt, createdAt, startedAt, finishedAt, exitCode } = run;
  const asked = { object: 'docker', field: 'run', value: `-d ${image}` };
  const hops = [hop({ id: 'client', actor: 'kubectl' }, askedAt, askedAt, asked, { manager: 'docker' })];
  if (pullAt === undefined) return hops;
  hops.push(imageHop(run, pullAt));
  if (imageAt === undefined) return hops;
  hops.push(hop({ id: 'create', actor: 'containerd' }, imageAt, createdAt, told('container create', id)));
  if (createdAt === undefined) return hops;
  hops.push(hop({ id: 'start', actor: 'runc' }, createdAt, startedAt, told('container start', id)));
  if (startedAt === undefined || finishedAt === undefined || exitCode === undefined) return hops;
  const died = told('container die', `${id} (exitCode=${exitCode})`);
  return [...hops, hop({ id: 'stop', actor: 'containerd' }, startedAt, finishedAt, died, { exit: { code: exitCode } })];
}

function imageHop({ image, present, imageAt, failure }: DockerRun, pullAt: string): Hop {
  const which = { id: 'image', actor: 'dockerd' } as const;
  if (present) {
    const kept = { object: 'docker images', field: 'REPOSITORY:TAG', value: image };
    return hop(which, pullAt, imageAt, kept, { reason: { code: 'image-present' } });
  }
  const said = failure === undefined ? {} : { failure: { reason: 'docker run', message: failure, lasting: true } };
  return hop(which, pullAt, imageAt, told('image pull', image), said);
}
