import {
  always,
  flag,
  given,
  list,
  message,
  nodeNameSign,
  number,
  of,
  once,
  sharedMessage,
  text,
  texts,
  time,
} from '../message';

/** apimachinery/pkg/apis/meta/v1. */
const ownerReference = sharedMessage({
  kind: [1, always(text)],
  name: [3, always(text)],
  uid: [4, always(text)],
  apiVersion: [5, always(text)],
  controller: [6, given(flag)],
});
const managedField = {
  manager: [1, text],
  operation: [2, text],
  time: [4, time],
  subresource: [8, text],
} as const;
const metaWith = (fields: Parameters<typeof message>[0]) =>
  message({
    name: [1, once(always(text))],
    generateName: [2, text],
    namespace: [3, text],
    uid: [5, once(text)],
    resourceVersion: [6, once(text)],
    generation: [7, number],
    creationTimestamp: [8, time],
    deletionTimestamp: [9, time],
    deletionGracePeriodSeconds: [10, given(number)],
    labels: [11, texts],
    annotations: [12, texts],
    ownerReferences: [13, list(of(ownerReference))],
    finalizers: [14, list(text)],
    managedFields: [17, list(of(message(fields)))],
  });

/** Metadata without `fieldsV1`. */
export const meta = metaWith(managedField);
/** Metadata of a pod, with whether a write set its node. */
export const podMeta = metaWith({ ...managedField, fieldsV1: [7, nodeNameSign] });

export const labelSelector = message({
  matchLabels: [1, texts],
  matchExpressions: [
    2,
    list(of(message({ key: [1, always(text)], operator: [2, always(text)], values: [3, list(text)] }))),
  ],
});

/** Conditions of all kinds, whose times have numbers of their own. */
export const condition = (times: { lastTransitionTime?: number; lastHeartbeatTime?: number; reason: number }) =>
  message({
    type: [1, always(text)],
    status: [2, always(text)],
    ...(times.lastTransitionTime ? { lastTransitionTime: [times.lastTransitionTime, time] } : {}),
    ...(times.lastHeartbeatTime ? { lastHeartbeatTime: [times.lastHeartbeatTime, time] } : {}),
    reason: [times.reason, text],
    message: [times.reason + 1, text],
  });

export const objectReference = message({
  kind: [1, text],
  namespace: [2, text],
  name: [3, text],
  uid: [4, text],
  apiVersion: [5, text],
  resourceVersion: [6, text],
  fieldPath: [7, text],
});
