import 'server-only';
import type { SampleAct, SampleState } from '@/lib/contract/sample';
import { ApiError, ServerGone } from './api/errors';
import type { DockerHost } from './engine/machine/docker';
import type { SampleHandle } from './handle';
import type { RunningSample } from './serve';

/** The page's hands on a running sample cluster. Objects are written as kubectl would write them, under its name. */
export function controlOf(running: RunningSample): SampleHandle {
  const { cluster, driver } = running;
  const kubectl = (manager: string) => cluster.server.as(manager, { user: 'kubernetes-admin' });

  const perform = (act: SampleAct): void => {
    switch (act.do) {
      case 'switch':
        if (!cluster.switches.set(act.name, act.on))
          throw new ApiError(404, 'NotFound', `switches "${act.name}" not found`);
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

  const create = ({ namespace, name, image, replicas }: Extract<SampleAct, { do: 'create' }>) => {
    const labels = { app: name };
    // As `kubectl create deployment` names it: the last part of the image.
    const container = (image.split('/').at(-1) ?? image).split(/[:@]/)[0] ?? image;
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
      switches: cluster.switches.list(),
    }),
    act(act) {
      try {
        perform(act);
        return undefined;
      } catch (error) {
        if (error instanceof ApiError || error instanceof ServerGone) return { refused: error.message };
        throw error;
      }
    },
  };
}

function dockerOf(host: DockerHost): Pick<SampleState, 'docker'> {
  const docker = host.container();
  return docker === undefined ? {} : { docker };
}
