import 'server-only';
import type { Controller, ControllerContext } from '../controllers/controller';
import { cronJobController } from '../controllers/cronjob';
import { daemonSetController } from '../controllers/daemonset';
import { deploymentController } from '../controllers/deployment';
import { disruptionController } from '../controllers/disruption';
import { endpointSliceController, endpointsController } from '../controllers/endpoints';
import { garbageCollector } from '../controllers/garbage-collector';
import { jobController } from '../controllers/job';
import { namespaceController, serviceAccountController } from '../controllers/namespaces';
import { nodeLifecycleController } from '../controllers/node-lifecycle';
import { nodeIpamController, podGarbageCollector } from '../controllers/nodes';
import { replicaSetController, replicationControllerController } from '../controllers/replicaset';
import { statefulSetController } from '../controllers/statefulset';
import { taintEvictionController } from '../controllers/taint-eviction';
import { SharedInformers } from '../informer';
import { electLeader } from '../leader-election';
import { hex } from '../random';
import type { Program } from './program';

/** The control loops of kube-controller-manager that the sample cluster has. */
const CONTROLLERS: Record<string, Controller> = {
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
};

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
