import { ApiError, ServerGone } from './api/errors.ts';
import { SAMPLE_REFUSALS, type SampleRefusal } from './controls/refusal.ts';
import type { SampleAct, SampleState, SampleSwitch } from './controls/schema.ts';
import type { SampleCluster } from './engine/cluster.ts';
import type { SwitchState } from './engine/switches.ts';
import type { RunningSample } from './serve.ts';

/** Every act but the one that makes another cluster. */
type ActInside = Exclude<SampleAct, { do: 'reset' }>;

/** A person's hands on a running sample cluster. */
export interface SampleControls {
  state(): SampleState;
  /** Does what a person asked; answers why it could not be done. */
  act(act: ActInside): SampleRefusal | undefined;
  /** Everything as it was at the start. */
  reset(): Promise<void>;
}

/** Hands on a running sample cluster. Objects are written as kubectl would write them, under its name. */
export function controlOf(running: RunningSample): SampleControls {
  return {
    state: () => stateOf(running),
    reset: () => running.reset(),
    act(act) {
      try {
        perform(running, act);
        return undefined;
      } catch (error) {
        if (error instanceof ApiError || error instanceof ServerGone) return refusalOf(error);
        throw error;
      }
    },
  };
}

const kubectl = (cluster: SampleCluster, manager = 'kubectl') =>
  cluster.server.as(manager, { user: 'kubernetes-admin' });

function perform({ cluster, driver }: RunningSample, act: ActInside): void {
  switch (act.do) {
    case 'switch':
      turn(cluster, act.name, act.on);
      return;
    case 'all-on':
      allOn(cluster, act.names);
      return;
    case 'pause':
      driver.pause();
      return;
    case 'resume':
      driver.start();
      return;
    case 'step':
      driver.pause();
      driver.step(act.seconds * 1000);
      return;
    case 'speed':
      driver.setSpeed(act.speed);
      return;
    case 'docker-run':
      cluster.docker.run(act.image);
      return;
    case 'create':
      create(cluster, act);
      return;
    case 'scale':
      kubectl(cluster).patch('deployments', act, 'merge', { spec: { replicas: act.replicas } });
      return;
    case 'delete': {
      const resource = act.kind === 'pod' ? 'pods' : 'deployments';
      kubectl(cluster).delete(resource, act, { propagationPolicy: 'Background' });
    }
  }
}

function turn({ switches }: SampleCluster, name: string, on: boolean): void {
  if (!switches.set(name, on)) throw new ApiError(404, 'NotFound', `switches "${name}" not found`);
}

/** As `kubectl patch` does with several names: one that is refused keeps none of the others from being done. */
function allOn(cluster: SampleCluster, names: readonly string[]): void {
  const refusals: unknown[] = [];
  for (const name of names) {
    try {
      turn(cluster, name, true);
    } catch (error) {
      refusals.push(error);
    }
  }
  if (refusals.length > 0) throw refusals[0];
}

function create(cluster: SampleCluster, act: Extract<SampleAct, { do: 'create' }>): void {
  const { namespace, name, image, replicas } = act;
  const labels = { app: name };
  // As `kubectl create deployment` names it: the last part of the image, without what no name may have (to which it adds
  // five random letters then).
  const last = (image.split('/').at(-1) ?? image).split(/[:@]/)[0] ?? image;
  const container = last.replaceAll(/[._]/g, '-');
  kubectl(cluster, 'kubectl-create').create('deployments', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: container, image }] } },
    },
  });
}

function stateOf({ cluster, driver, kubeconfigPath }: RunningSample): SampleState {
  const docker = cluster.docker.container();
  return {
    ...(docker === undefined ? {} : { docker }),
    profile: cluster.profile.name,
    now: new Date(cluster.clock.now()).toISOString(),
    speed: driver.speed,
    paused: driver.paused,
    kubeconfig: kubeconfigPath,
    switches: cluster.switches.list().map(shownSwitch),
  };
}

function shownSwitch({ offSince, ...one }: SwitchState): SampleSwitch {
  return { ...one, ...(offSince === undefined ? {} : { offSince: new Date(offSince).toISOString() }) };
}

function refusalOf(error: ApiError | ServerGone): SampleRefusal {
  const { message } = error;
  if (error instanceof ServerGone) return { reason: 'connection-refused', message };
  // Of its Status only the words say it: its reason is empty.
  if (message === 'etcdserver: request timed out') return { reason: 'etcd-timed-out', message };
  const fields = (error.details?.causes ?? []).flatMap(({ field }) => field ?? []);
  return {
    reason: SAMPLE_REFUSALS.find((known) => known === error.reason) ?? 'other',
    message,
    ...(fields.length > 0 ? { fields } : {}),
  };
}
