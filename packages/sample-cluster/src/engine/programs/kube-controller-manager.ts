import type { Controller, ControllerContext } from '../controllers/controller.ts';
import { cronJobController } from '../controllers/cronjob.ts';
import { daemonSetController } from '../controllers/daemonset.ts';
import { deploymentController } from '../controllers/deployment.ts';
import { disruptionController } from '../controllers/disruption.ts';
import { endpointSliceController, endpointsController } from '../controllers/endpoints.ts';
import { garbageCollector } from '../controllers/garbage-collector.ts';
import { jobController } from '../controllers/job.ts';
import { namespaceController, serviceAccountController } from '../controllers/namespaces.ts';
import { nodeLifecycleController } from '../controllers/node-lifecycle.ts';
import { nodeIpamController, podGarbageCollector } from '../controllers/nodes.ts';
import { replicaSetController, replicationControllerController } from '../controllers/replicaset.ts';
import { statefulSetController } from '../controllers/statefulset.ts';
import { taintEvictionController } from '../controllers/taint-eviction.ts';
import { SharedInformers } from '../informer.ts';
import { electLeader } from '../leader-election.ts';
import { hex } from '../random.ts';
import type { Program } from './program.ts';

/** The control loops of kube-controller-manager that the sample cluster has. */
const CONTROLLERS = {
  'serviceaccount-controller': serviceAccountController,
  'namespace-controller': namespaceController,
  'node-ipam-controller': nodeIpamController,
  'node-lifecycle-controller': nodeLifecycleController,
  'taint-eviction-controller': taintEvictionController,
  'pod-garbage-collector-controller': podGarbageCollector,
  'deployment-controller': deploymentController,
  'replicaset-controller': replicaSetController,
  'replicationcontroller-controller': replicationControllerController,
  'daemonset-controller': daemonSetController,
  'statefulset-controller': statefulSetController,
  'job-controller': jobController,
  'disruption-controller': disruptionController,
  'cronjob-controller': cronJobController,
  'endpointslice-controller': endpointSliceController,
  'endpoints-controller': endpointsController,
  'garbage-collector-controller': garbageCollector,
} satisfies Record<string, Controller>;

/** kube-controller-manager: holds its lease and runs its controllers while it does. */
export const kubeControllerManager: Program = (context) => {
  const api = context.client('kube-controller-manager', { user: 'system:kube-controller-manager' });
  const identity = `${context.node}_${[8, 4, 4, 4, 12].map((length) => hex(context.random, length)).join('-')}`;
  context.log('"Starting" controller="kube-controller-manager"');
  const lead = () => {
    const inside: ControllerContext = {
      scope: context.scope,
      api,
      informers: new SharedInformers(context.scope, api),
      random: context.random,
      now: () => context.scope.clock.now(),
      log: context.log,
    };
    for (const [name, start] of Object.entries(CONTROLLERS)) {
      context.log(`"Started controller" controller="${name}"`);
      start(inside);
    }
  };
  electLeader(context.scope, api, 'kube-controller-manager', identity, lead, () => {
    context.log('leaderelection lost');
    context.exit(1);
  });
};
