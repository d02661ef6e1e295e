import { always, flag, given, intOrString, list, message, number, of, text, texts } from '../message';
import { meta, objectReference } from './meta';

const must = always(text);

/** core/v1 Service. */
export const service = message({
  metadata: [1, of(meta)],
  spec: [
    2,
    of(
      message({
        ports: [
          1,
          list(
            of(
              message({
                name: [1, text],
                protocol: [2, text],
                port: [3, always(number)],
                targetPort: [4, intOrString],
                nodePort: [5, number],
                appProtocol: [6, given(text)],
              }),
            ),
          ),
        ],
        selector: [2, texts],
        clusterIP: [3, text],
        type: [4, text],
        externalIPs: [5, list(text)],
        externalName: [10, text],
        clusterIPs: [18, list(text)],
      }),
    ),
  ],
  status: [
    3,
    of(
      message({
        loadBalancer: [
          1,
          of(
            message({
              ingress: [1, list(of(message({ ip: [1, text], hostname: [2, text], ipMode: [3, given(text)] })))],
            }),
          ),
        ],
      }),
    ),
  ],
});

const slicePort = message({
  name: [1, given(text)],
  protocol: [2, given(text)],
  port: [3, given(number)],
  appProtocol: [4, given(text)],
});
const slice = (topology: Parameters<typeof message>[0]) =>
  message({
    metadata: [1, of(meta)],
    endpoints: [
      2,
      list(
        of(
          message({
            addresses: [1, list(text)],
            conditions: [
              2,
              of(message({ ready: [1, given(flag)], serving: [2, given(flag)], terminating: [3, given(flag)] })),
            ],
            targetRef: [4, of(objectReference)],
            nodeName: [6, given(text)],
            ...topology,
          }),
        ),
      ),
    ],
    ports: [3, list(of(slicePort))],
    addressType: [4, must],
  });
/** discovery.k8s.io/v1. */
export const endpointSlice = slice({});
/** discovery.k8s.io/v1beta1, which says the node in a map. */
export const betaEndpointSlice = slice({ topology: [5, texts] });

const addresses = list(
  of(message({ ip: [1, must], targetRef: [2, of(objectReference)], hostname: [3, text], nodeName: [4, given(text)] })),
);
/** core/v1 Endpoints. */
export const endpoints = message({
  metadata: [1, of(meta)],
  subsets: [
    2,
    list(
      of(
        message({
          addresses: [1, addresses],
          notReadyAddresses: [2, addresses],
          ports: [
            3,
            list(
              of(
                message({
                  name: [1, text],
                  port: [2, always(number)],
                  protocol: [3, text],
                  appProtocol: [4, given(text)],
                }),
              ),
            ),
          ],
        }),
      ),
    ),
  ],
});
