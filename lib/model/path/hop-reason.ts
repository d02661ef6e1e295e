/** Why a hop is absent, inferred, or without a time: codes whose sentences are the messages `path.reasons`. */
export const HOP_REASON_CODES = [
  'static-file',
  'on-schedule',
  'scaled',
  'order-not-known',
  'likely-order',
  'client-not-known',
  'stored',
  'trigger-not-known',
  'created-with-node',
  'bound-by-controller',
  'no-event-left',
  'time-not-known',
  'gated',
  'nominated',
  'no-node-fits',
  'not-yet',
  'file-read',
  'file-read-again',
  'mirror',
  'image-present',
  'last-transition',
  'ready-again',
  'ready-since',
  'pod-failed',
  'evicted',
  'grace',
  'forced',
  'first-report',
  'until-sandbox',
  'sandbox-again',
  'ended-unknown',
  'ended-sigterm',
  'ended-sigkill',
  'ended-grace-over',
  'ended-oom',
  'ended-asked',
  'ended-by-probe',
  'ended-by-hook',
] as const;
export type HopReasonCode = (typeof HOP_REASON_CODES)[number];

/** A sentence about a hop: a message id of `path.reasons` and its values. */
export interface HopReason {
  code: HopReasonCode;
  values?: Record<string, string | number>;
}
