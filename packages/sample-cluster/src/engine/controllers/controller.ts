import type { ApiClient } from '../../api/client.ts';
import type { Resource } from '../../api/kinds.ts';
import { EventRecorder } from '../events.ts';
import type { Informer, SharedInformers } from '../informer.ts';
import type { Random } from '../random.ts';
import type { Scope } from '../scope.ts';
import { WorkQueue } from '../work-queue.ts';

/** What one controller has of the manager it lives in. */
export interface ControllerContext {
  scope: Scope;
  api: ApiClient;
  informers: SharedInformers;
  random: Random;
  now(): number;
  log(line: string): void;
}

/** A control loop: subscribes to what it needs and reconciles, until the manager's scope closes. */
export type Controller = (context: ControllerContext) => void;

/** Events under the name of one controller. */
export const eventsOf = (context: ControllerContext, component: string): EventRecorder =>
  new EventRecorder(context.scope, context.api, context.random, { component });

/** How long a turn is put off while what is known may be old. */
const STALE_MS = 500;

/** A work queue that reconciles only on current knowledge of these informers. */
export function queueOn<R extends Resource>(
  context: ControllerContext,
  informers: Pick<Informer<R>, 'current'>[],
  sync: (key: string) => void,
): WorkQueue {
  const queue: WorkQueue = new WorkQueue(context.scope, (key) => {
    if (informers.every((one) => one.current)) sync(key);
    else queue.addAfter(key, STALE_MS);
  });
  return queue;
}
