import {
  always,
  flag,
  given,
  inline,
  list,
  message,
  number,
  of,
  once,
  quantities,
  sharedMessage,
  text,
  texts,
  time,
} from '../message';
import { container, containerStatus } from './containers';
import { condition, labelSelector, podMeta } from './meta';
import { localReference, volume } from './volumes';

const must = always(text);
const requirements = list(of(message({ key: [1, must], operator: [2, must], values: [3, list(text)] })));
const nodeTerm = of(message({ matchExpressions: [1, requirements], matchFields: [2, requirements] }));
const podTerm = of(
  message({
    labelSelector: [1, of(labelSelector)],
    namespaces: [2, list(text)],
    topologyKey: [3, must],
    namespaceSelector: [4, of(labelSelector)],
    matchLabelKeys: [5, list(text)],
    mismatchLabelKeys: [6, list(text)],
  }),
);
const podAffinity = of(
  message({
    requiredDuringSchedulingIgnoredDuringExecution: [1, list(podTerm)],
    preferredDuringSchedulingIgnoredDuringExecution: [
      2,
      list(of(message({ weight: [1, always(number)], podAffinityTerm: [2, podTerm] }))),
    ],
  }),
);
const affinity = sharedMessage({
  nodeAffinity: [
    1,
    of(
      message({
        requiredDuringSchedulingIgnoredDuringExecution: [1, of(message({ nodeSelectorTerms: [1, list(nodeTerm)] }))],
        preferredDuringSchedulingIgnoredDuringExecution: [
          2,
          list(of(message({ weight: [1, always(number)], preference: [2, nodeTerm] }))),
        ],
      }),
    ),
  ],
  podAffinity: [2, podAffinity],
  podAntiAffinity: [3, podAffinity],
});
const spread = sharedMessage({
  maxSkew: [1, always(number)],
  topologyKey: [2, must],
  whenUnsatisfiable: [3, must],
  labelSelector: [4, of(labelSelector)],
  minDomains: [5, given(number)],
  nodeAffinityPolicy: [6, given(text)],
  nodeTaintsPolicy: [7, given(text)],
  matchLabelKeys: [8, list(text)],
});
const toleration = sharedMessage({
  key: [1, text],
  operator: [2, text],
  value: [3, text],
  effect: [4, text],
  tolerationSeconds: [5, given(number)],
});
const containers = list(of(container));
const statuses = list(of(containerStatus));

const spec = message({
  volumes: [1, list(of(volume))],
  containers: [2, containers],
  restartPolicy: [3, text],
  terminationGracePeriodSeconds: [4, given(number)],
  nodeSelector: [7, texts],
  serviceAccountName: [8, text],
  nodeName: [10, text],
  hostNetwork: [11, flag],
  imagePullSecrets: [15, list(of(localReference))],
  affinity: [18, of(affinity)],
  schedulerName: [19, text],
  initContainers: [20, containers],
  tolerations: [22, list(of(toleration))],
  priorityClassName: [24, text],
  priority: [25, given(number)],
  readinessGates: [28, list(of(message({ conditionType: [1, must] })))],
  runtimeClassName: [29, given(text)],
  overhead: [32, quantities],
  topologySpreadConstraints: [33, list(of(spread))],
  ephemeralContainers: [34, list(of(message({ common: [1, inline(container)] })))],
  schedulingGates: [38, list(of(message({ name: [1, must] })))],
});
const status = message({
  phase: [1, text],
  conditions: [2, list(of(condition({ lastTransitionTime: 4, reason: 5 })))],
  message: [3, text],
  reason: [4, text],
  hostIP: [5, text],
  podIP: [6, once(text)],
  startTime: [7, time],
  containerStatuses: [8, statuses],
  qosClass: [9, text],
  initContainerStatuses: [10, statuses],
  nominatedNodeName: [11, text],
  podIPs: [12, list(of(message({ ip: [1, once(must)] })))],
  ephemeralContainerStatuses: [13, statuses],
});

/** core/v1 Pod. */
export const pod = message({ metadata: [1, of(podMeta)], spec: [2, of(spec)], status: [3, of(status)] });
/** core/v1 PodTemplateSpec, of which its containers are kept. */
export const podTemplate = message({
  spec: [2, of(message({ containers: [2, containers], initContainers: [20, containers] }))],
});
