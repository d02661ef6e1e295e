import {
  always,
  flag,
  given,
  inline,
  intOrString,
  list,
  message,
  number,
  of,
  once,
  quantities,
  sharedMessage,
  text,
  time,
} from '../message';
import { fieldRef, localReference, resourceFieldRef } from './volumes';

const named = { localObjectReference: [1, inline(localReference)] } as const;
const must = always(text);
const keyOf = of(message({ ...named, key: [2, must], optional: [3, given(flag)] }));

const handler = message({
  exec: [1, of(message({ command: [1, list(text)] }))],
  httpGet: [2, of(message({ path: [1, text], port: [2, intOrString], host: [3, text], scheme: [4, text] }))],
  tcpSocket: [3, of(message({ port: [1, intOrString], host: [2, text] }))],
  grpc: [4, of(message({ port: [1, always(number)], service: [2, given(text)] }))],
});
const probe = of(
  message({
    handler: [1, inline(handler)],
    initialDelaySeconds: [2, number],
    timeoutSeconds: [3, number],
    periodSeconds: [4, number],
    successThreshold: [5, number],
    failureThreshold: [6, number],
    terminationGracePeriodSeconds: [7, given(number)],
  }),
);

const envVar = message({
  name: [1, must],
  valueFrom: [
    3,
    of(
      message({
        fieldRef: [1, fieldRef],
        resourceFieldRef: [2, resourceFieldRef],
        configMapKeyRef: [3, keyOf],
        secretKeyRef: [4, keyOf],
        fileKeyRef: [
          5,
          of(message({ volumeName: [1, must], path: [2, must], key: [3, must], optional: [4, given(flag)] })),
        ],
      }),
    ),
  ],
});
const envSource = of(message({ ...named, optional: [2, given(flag)] }));

/** core/v1 Container: names and sources of its environment, never a value. */
export const container = sharedMessage({
  name: [1, must],
  image: [2, text],
  command: [3, list(text)],
  args: [4, list(text)],
  ports: [
    6,
    list(
      of(
        message({
          name: [1, text],
          hostPort: [2, number],
          containerPort: [3, always(number)],
          protocol: [4, text],
          hostIP: [5, text],
        }),
      ),
    ),
  ],
  env: [7, list(of(envVar))],
  resources: [8, of(message({ limits: [1, quantities], requests: [2, quantities] }))],
  volumeMounts: [
    9,
    list(
      of(
        message({
          name: [1, must],
          readOnly: [2, flag],
          mountPath: [3, must],
          subPath: [4, text],
          mountPropagation: [5, given(text)],
          subPathExpr: [6, text],
          recursiveReadOnly: [7, given(text)],
        }),
      ),
    ),
  ],
  livenessProbe: [10, probe],
  readinessProbe: [11, probe],
  imagePullPolicy: [14, text],
  envFrom: [19, list(of(message({ prefix: [1, text], configMapRef: [2, envSource], secretRef: [3, envSource] })))],
  startupProbe: [22, probe],
  restartPolicy: [24, given(text)],
});

const state = of(
  message({
    waiting: [1, of(message({ reason: [1, text], message: [2, text] }))],
    running: [2, of(message({ startedAt: [1, time] }))],
    terminated: [
      3,
      of(
        message({
          exitCode: [1, always(number)],
          signal: [2, number],
          reason: [3, text],
          message: [4, text],
          startedAt: [5, time],
          finishedAt: [6, time],
          containerID: [7, text],
        }),
      ),
    ],
  }),
);

/** core/v1 ContainerStatus. */
export const containerStatus = message({
  name: [1, must],
  state: [2, state],
  lastState: [3, state],
  ready: [4, always(flag)],
  restartCount: [5, always(number)],
  image: [6, must],
  imageID: [7, must],
  containerID: [8, once(text)],
  started: [9, given(flag)],
});
