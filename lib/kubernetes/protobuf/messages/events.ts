import { always, given, message, microTime, number, of, opaque, text, time } from '../message';
import { meta, objectReference } from './meta';

const source = of(message({ component: [1, text], host: [2, text] }));
const reference = of(objectReference);

/** core/v1 Event. */
export const event = message({
  metadata: [1, of(meta)],
  involvedObject: [2, reference],
  reason: [3, text],
  message: [4, text],
  source: [5, source],
  firstTimestamp: [6, time],
  lastTimestamp: [7, time],
  count: [8, number],
  type: [9, text],
  eventTime: [10, microTime],
  series: [11, of(message({ count: [1, number], lastObservedTime: [2, microTime] }))],
  action: [12, text],
  related: [13, reference],
  reportingComponent: [14, always(text)],
  reportingInstance: [15, always(text)],
});

/** events.k8s.io/v1 and v1beta1. */
export const newEvent = message({
  metadata: [1, of(meta)],
  eventTime: [2, microTime],
  series: [3, of(message({ count: [1, always(number)], lastObservedTime: [2, microTime] }))],
  reportingController: [4, text],
  reportingInstance: [5, text],
  action: [6, text],
  reason: [7, text],
  regarding: [8, reference],
  related: [9, reference],
  note: [10, text],
  type: [11, text],
  deprecatedSource: [12, source],
  deprecatedFirstTimestamp: [13, time],
  deprecatedLastTimestamp: [14, time],
  deprecatedCount: [15, number],
});

/** coordination.k8s.io/v1 and v1beta1 Lease. */
export const lease = message({
  metadata: [1, of(meta)],
  spec: [
    2,
    of(
      message({
        holderIdentity: [1, given(text)],
        leaseDurationSeconds: [2, given(number)],
        acquireTime: [3, microTime],
        renewTime: [4, microTime],
        leaseTransitions: [5, given(number)],
      }),
    ),
  ],
});

/** node.k8s.io/v1 and v1beta1 RuntimeClass. */
export const runtimeClass = message({ metadata: [1, of(meta)], handler: [2, always(text)] });

/** What an API server says instead of an answer. */
export const status = message({
  status: [2, text],
  message: [3, text],
  reason: [4, text],
  code: [6, number],
});
/** Of a list, where it is and goes on. */
export const listMeta = message({
  resourceVersion: [2, text],
  continue: [3, opaque],
  remainingItemCount: [4, given(number)],
});
