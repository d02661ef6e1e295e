import { always, flag, given, list, message, of, quantities, text, time } from '../message';
import { condition, meta } from './meta';

const must = always(text);

/** core/v1 Node, without its list of images, which is most of its bytes. */
export const node = message({
  metadata: [1, of(meta)],
  spec: [
    2,
    of(
      message({
        podCIDR: [1, text],
        providerID: [3, text],
        unschedulable: [4, flag],
        taints: [5, list(of(message({ key: [1, must], value: [2, text], effect: [3, must], timeAdded: [4, time] })))],
        podCIDRs: [7, list(text)],
      }),
    ),
  ],
  status: [
    3,
    of(
      message({
        capacity: [1, quantities],
        allocatable: [2, quantities],
        conditions: [4, list(of(condition({ lastHeartbeatTime: 3, lastTransitionTime: 4, reason: 5 })))],
        addresses: [5, list(of(message({ type: [1, must], address: [2, must] })))],
        nodeInfo: [
          7,
          of(
            message({
              machineID: [1, must],
              systemUUID: [2, must],
              bootID: [3, must],
              kernelVersion: [4, must],
              osImage: [5, must],
              containerRuntimeVersion: [6, must],
              kubeletVersion: [7, must],
              kubeProxyVersion: [8, must],
              operatingSystem: [9, must],
              architecture: [10, must],
            }),
          ),
        ],
        runtimeHandlers: [
          12,
          list(
            of(
              message({
                name: [1, text],
                features: [
                  2,
                  of(message({ recursiveReadOnlyMounts: [1, given(flag)], userNamespaces: [2, given(flag)] })),
                ],
              }),
            ),
          ),
        ],
      }),
    ),
  ],
});

/** core/v1 Namespace. */
export const namespace = message({
  metadata: [1, of(meta)],
  spec: [2, of(message({ finalizers: [1, list(text)] }))],
  status: [
    3,
    of(message({ phase: [1, text], conditions: [2, list(of(condition({ lastTransitionTime: 4, reason: 5 })))] })),
  ],
});
