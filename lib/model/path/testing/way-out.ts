import { endProcess } from './container-life';
import type { Plan } from './plan';
import { second } from './recorder';
import { PLEG_MS, type World } from './world';

/** Whoever runs when the kubelet hears of the deletion is told to stop, and killed when the grace is over. */
function stopAll(world: World, deletion: NonNullable<Plan['deletion']>, at: number) {
  const { plan, moments } = world;
  const graceMs = deletion.graceSeconds * 1000;
  const endsAt = at + Math.min(deletion.exitMs, graceMs);
  for (const container of plan.containers) {
    const { name } = container;
    const attempt = [...Array(9).keys()].findLast((one) => moments.has(`started/${name}/${one}`));
    const startedAt = moments.get(`started/${name}/${attempt}`);
    if (attempt === undefined || startedAt === undefined || moments.has(`finished/${name}/${attempt}`)) continue;
    world.say(at, 'Killing', `Stopping container ${name}`, container);
    world.mark(`killing/${name}`, at);
    endProcess(world, name, attempt, startedAt, endsAt, deletion.exitMs >= graceMs ? 137 : 0);
  }
  world.mark('gone', endsAt + PLEG_MS + 50 + world.within(1500));
}

/** The pod is deleted: whatever was still to come does not. */
export function wayOut(world: World, deletion: NonNullable<Plan['deletion']>, bornAt: number) {
  const askedAt = bornAt + deletion.afterMs;
  const killAt = askedAt + world.edge() + 5;
  world.cut(killAt);
  world.mark('asked', askedAt);
  if (deletion.graceSeconds === 0) {
    world.mark('gone', askedAt);
    return;
  }
  world.edit(askedAt, (pod) => ({
    ...pod,
    metadata: {
      ...pod.metadata,
      deletionTimestamp: second(askedAt + deletion.graceSeconds * 1000),
      deletionGracePeriodSeconds: deletion.graceSeconds,
    },
  }));
  // Who runs then is known only when all before has been played.
  world.act(killAt, () => stopAll(world, deletion, killAt));
}
