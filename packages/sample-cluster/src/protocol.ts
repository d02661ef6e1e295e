/** What the process of a sample cluster and the one that started it say to each other. */
import type { SampleRefusal } from './controls/refusal.ts';
import type { SampleAct, SampleState } from './controls/schema.ts';
import type { ProfileName } from './options.js';

/** How a sample cluster is started. */
export interface SampleOptions {
  profile?: ProfileName | undefined;
  /** `nodes=5000,pods=150000`: a cluster of that size, its API and nothing behind it. */
  size?: string | undefined;
  /** Seconds that pass in the cluster for each of ours. */
  speed?: number | undefined;
  /** On 127.0.0.1; a free one by default. */
  port?: number | undefined;
  /** Where the kubeconfig is written; the person's private folder by default. */
  kubeconfig?: string | undefined;
}

/** Why it did not start: what is wrong, and what is filled in. */
export interface StartFailure {
  code: 'port-taken' | 'port-not-permitted' | 'kubeconfig-foreign' | 'kubeconfig-not-written' | 'not-started';
  values: Record<string, string>;
}

/** What one process hands to the next that takes its place, so that its clients find it where it was. */
export interface Identity {
  port: number;
  kubeconfig: string;
  certificate: { key: string; certificate: string };
  /** The administrator's, then those of the others. */
  tokens: string[];
}

/** To the cluster. The first is the start. */
export type Order = { start: SampleOptions; instead?: Identity; generation: number } | { id: number; act?: SampleAct };

/** From the cluster. */
export type Report =
  | { started: Identity }
  | { failed: StartFailure }
  | { id: number; state: SampleState; refused?: SampleRefusal }
  | { id: number; error: string };
