import { ApiError, ServerGone } from './api/errors.ts';
import { SAMPLE_REFUSALS, type SampleRefusal } from './controls/refusal.ts';
import type { SampleAct, SampleState, SampleSwitch } from './controls/schema.ts';
import type { DockerHost } from './engine/machine/docker.ts';
import type { SwitchState } from './engine/switches.ts';
import type { SampleHandle } from './handle.ts';
import type { RunningSample } from './serve.ts';

/** The page's hands on a running sample cluster. Objects are written as kubectl would write them, under its name. */
export function controlOf(running: RunningSample): SampleHandle {
  const { cluster, driver } = running;
  const kubectl = (manager: string) => cluster.server.as(manager, { user: 'kubernetes-admin' });

  const perform = (act: SampleAct): void => {
    switch (act.do) {
      case 'switch':
        turn(act.name, act.on);
        return;
      case 'all-on':
        allOn(act.names);
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
        create(act);
        return;
      case 'scale':
        kubectl('kubectl').patch('deployments', act, 'merge', { spec: { replicas: act.replicas } });
        return;
      case 'delete':
        kubectl('kubectl').delete(act.kind === 'pod' ? 'pods' : 'deployments', act, {
          propagationPolicy: 'Background',
        });
    }
  };

  const turn = (name: string, on: boolean) => {
    if (!cluster.switches.set(name, on)) throw new ApiError(404, 'NotFound', `switches "${name}" not found`);
  };

  /** As `kubectl patch` does with several names: one that is refused keeps none of the others from being done. */
  const allOn = (names: readonly string[]) => {
    const refusals: unknown[] = [];
    for (const name of names) {
      try {
        turn(name, true);
      } catch (error) {
        refusals.push(error);
      }
    }
    if (refusals.length > 0) throw refusals[0];
  };

  const create = ({ namespace, name, image, replicas }: Extract<SampleAct, { do: 'create' }>) => {
    const labels = { app: name };
    // As `kubectl create deployment` names it: the last part of the image, without what no name may have (to which it adds
    // five random letters then).
    const last = (image.split('/').at(-1) ?? image).split(/[:@]/)[0] ?? image;
    const container = last.replaceAll(/[._]/g, '-');
    kubectl('kubectl-create').create('deployments', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace, labels },
      spec: {
        replicas,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: container, image }] } },
      },
    });
  };

  return {
    state: () => ({
      ...dockerOf(cluster.docker),
      profile: cluster.profile.name,
      now: new Date(cluster.clock.now()).toISOString(),
      speed: driver.speed,
      paused: driver.paused,
      kubeconfig: running.kubeconfigPath,
      switches: cluster.switches.list().map(shownSwitch),
    }),
    act(act) {
      try {
        perform(act);
        return undefined;
      } catch (error) {
        if (error instanceof ApiError || error instanceof ServerGone) return refusalOf(error);
        throw error;
      }
    },
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

function dockerOf(host: DockerHost): Pick<SampleState, 'docker'> {
  const docker = host.container();
  return docker === undefined ? {} : { docker };
}
