import { setState } from './kubelet';
import type { ContainerPlan } from './plan';
import { second } from './recorder';
import { PLEG_MS, type World } from './world';

/** How a try to bring a container up ended, and when. */
interface Try {
  at: number;
  ended: 'runs' | 'start-failed' | 'no-image';
}

const imageOf = ({ name }: ContainerPlan) => `"registry/${name}:1"`;

/** Pulls that fail, each with the wait for the next. */
function failingPulls(world: World, container: ContainerPlan, times: number, from: number): number {
  const { say, change, mark, within } = world;
  const { name } = container;
  let at = from;
  for (let index = 0; index < times; index += 1) {
    say(at, 'Pulling', `Pulling image ${imageOf(container)}`, container);
    if (!index) mark(`pulling/${name}/0`, at);
    at += 50 + within(3000);
    say(at, 'Failed', `Failed to pull image ${imageOf(container)}: rpc error: not found`, container);
    say(at, 'Failed', 'Error: ErrImagePull', container);
    change(at, (state) => setState(state, name, { waiting: { reason: 'ErrImagePull', message: 'rpc error' } }));
    at += 1000 + within(1000);
    say(at, 'BackOff', `Back-off pulling image ${imageOf(container)}`, container);
    say(at, 'Failed', 'Error: ImagePullBackOff', container);
    change(at, (state) => setState(state, name, { waiting: { reason: 'ImagePullBackOff', message: 'Back-off' } }));
    at += 1000 + within(9000);
  }
  return at;
}

/** The image, tried until it is there; undefined when it never is. */
function haveImage(world: World, container: ContainerPlan, attempt: number, from: number): number | undefined {
  const { say, mark } = world;
  const { name, image, pullFails, pullMs } = container;
  const isFirst = attempt === 0;
  const fails = isFirst ? pullFails + (image === 'never' ? 1 : 0) : 0;
  let at = failingPulls(world, container, fails, from);
  if (isFirst && image === 'never') return undefined;
  if (isFirst && image === 'pulled') {
    say(at, 'Pulling', `Pulling image ${imageOf(container)}`, container);
    if (!fails) mark(`pulling/${name}/0`, at);
    at += pullMs;
    say(at, 'Pulled', `Successfully pulled image ${imageOf(container)} in ${pullMs}ms`, container);
  } else say(at, 'Pulled', `Container image ${imageOf(container)} already present on machine`, container);
  mark(`pulled/${name}/${attempt}`, at);
  return at;
}

/** The container is not made while what it is configured with is missing: each try finds the image anew. */
function failingCreations(world: World, container: ContainerPlan, times: number, from: number): number {
  let at = from;
  for (let index = 0; index < times; index += 1) {
    at += 1 + world.within(20);
    world.say(at, 'Failed', 'Error: configmap "nada" not found', container);
    const waiting = { reason: 'CreateContainerConfigError', message: 'configmap "nada" not found' };
    world.change(at, (state) => setState(state, container.name, { waiting }));
    at += 1000 + world.within(9000);
    world.say(at, 'Pulled', `Container image ${imageOf(container)} already present on machine`, container);
  }
  return at;
}

function bringUp(world: World, container: ContainerPlan, attempt: number, from: number): Try {
  const { say, mark, change, plan } = world;
  const { name, createFails, createMs, startMs, startFails, probeMs } = container;
  const pulledAt = haveImage(world, container, attempt, from);
  if (pulledAt === undefined) return { at: from, ended: 'no-image' };
  const madeAt = failingCreations(world, container, attempt ? 0 : createFails, pulledAt) + createMs;
  mark(`made/${name}/${attempt}`, madeAt);
  say(madeAt, 'Created', `Created container ${name}`, container);
  const at = madeAt + startMs;
  if (startFails) {
    say(at, 'Failed', `Error: failed to start container "${name}": exec: no such file`, container);
    mark(`finished/${name}/${attempt}`, at);
    // What containerd says of a process that never was.
    const times = { startedAt: '1970-01-01T00:00:00Z', finishedAt: second(at + plan.skewMs) };
    const terminated = { exitCode: 128, reason: 'StartError', ...times };
    change(at, (state) => setState(state, name, { terminated }, attempt));
    return { at, ended: 'start-failed' };
  }
  mark(`started/${name}/${attempt}`, at);
  say(at, 'Started', `Started container ${name}`, container);
  change(at, (state) => {
    setState(state, name, { running: { startedAt: second(at + plan.skewMs) } }, attempt);
    state.ready.set(name, probeMs === 0);
  });
  if (probeMs)
    change(
      at + probeMs + PLEG_MS,
      (state) => {
        if (state.containers.get(name)?.restartCount === attempt) state.ready.set(name, true);
      },
      1,
    );
  return { at, ended: 'runs' };
}

/** A process ends. */
export function endProcess(
  world: World,
  name: string,
  attempt: number,
  startedAt: number,
  at: number,
  exitCode: number,
) {
  const { plan } = world;
  world.mark(`finished/${name}/${attempt}`, at);
  const terminated = {
    exitCode,
    reason: exitCode ? 'Error' : 'Completed',
    startedAt: second(startedAt + plan.skewMs),
    finishedAt: second(at + plan.skewMs),
  };
  world.change(at, (state) => {
    setState(state, name, { terminated }, attempt);
    state.ready.set(name, false);
  });
}

/** A container with all its crashes: when its last process ran and which that was; undefined when none did. */
export function liveContainer(world: World, container: ContainerPlan, from: number) {
  const { name, startFails, crashes } = container;
  const lives = startFails ? [0, 0] : crashes;
  let next = from;
  for (const [attempt, lifeMs] of lives.entries()) {
    const { at, ended } = bringUp(world, container, attempt, next);
    if (ended === 'no-image') return undefined;
    const endsAt = at + lifeMs;
    if (ended === 'runs') endProcess(world, name, attempt, at, endsAt, 3);
    next = endsAt + 1000 + world.within(1000);
    if (attempt) {
      world.say(next, 'BackOff', `Back-off restarting failed container ${name} in pod web_aula(pod-1)`, container);
      const waiting = { reason: 'CrashLoopBackOff', message: 'back-off 10s restarting failed container' };
      world.change(next, (state) => setState(state, name, { waiting }));
      next += 2000 + world.within(10_000);
    }
    if (world.plan.kubeletForgets) world.forget(next - 1);
  }
  const { at, ended } = bringUp(world, container, lives.length, next);
  return ended === 'runs' ? { at, attempt: lives.length } : undefined;
}
