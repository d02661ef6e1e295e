/**
 * A cluster from far away: a line per node, counts, and what needs looking at. Small enough to be sent whole at any size.
 * Part of the vocabulary of `cluster.ts`.
 */
import type { Health } from '../basics';

/** How many pods are in each state; a state that nobody is in is left out. */
export type PodCounts = Partial<Record<Health, number>>;

/** What presses on a node, as its conditions name it. */
export type Pressure = 'memory' | 'disk' | 'pid' | 'network';

/** A node as a mark: everything that is said of it without being near. */
export interface NodeSummary {
  name: string;
  /** STATUS as kubectl prints it. */
  status: string;
  health: Health;
  /** Its pods, finished ones included, as `kubectl get pods --field-selector spec.nodeName=…` lists them. */
  pods: PodCounts;
  /** The most pods it takes (`status.allocatable.pods`); absent where it does not say. */
  most?: number;
  /** Someone cordoned it. */
  cordoned?: true;
  pressure?: Pressure[];
  /** Which of `FleetSection.labelSets` it wears. */
  labels: number;
}

/** All nodes, from far. */
export interface FleetSection {
  /** Labels that several nodes share (a host's own name is left out), each set once: groups are made of them. */
  labelSets: Record<string, string>[];
  /** Pods without a node. */
  unscheduled: PodCounts;
  /** Everything that was read, so that what is folded can be counted. */
  totals: { nodes: number; pods: number; namespaces: number; workloads: number; services: number };
  /**
   * The viewer's scope is the whole cluster: collections hold everything. Else they hold what is looked at, and a count of
   * anything else comes from here.
   */
  whole: boolean;
}

/** Why something needs looking at; the words are messages of namespace `attention`. */
export type AttentionReason =
  | 'node-silent'
  | 'node-not-ready'
  | 'node-pressure'
  | 'node-cordoned'
  | 'crash-loop'
  | 'image'
  | 'failing'
  | 'unschedulable'
  | 'not-ready';

/** One row of what needs looking at: all nodes in one trouble, or all pods of one workload in one. */
export interface AttentionRow {
  /** Stable: reason, then what it is about. */
  id: string;
  reason: AttentionReason;
  /** `nodes`: count says nodes; `pods`: pods. */
  of: 'nodes' | 'pods';
  count: number;
  /** The workload whose pods they are; absent for nodes and for pods without an owner. */
  workload?: { kind: string; namespace: string; name: string };
  /** In the cluster's own words, where it gives them: `CrashLoopBackOff`, `Insufficient cpu`, `memory`. */
  detail?: string;
  /** The first of them by name, at most 20: selection ids (`node:…`, `pod:…`). */
  places: string[];
}

/** How many pods and nodes a filter would leave, for the menus of the filter bar. */
export interface FleetFacets {
  namespaces: Record<string, number>;
  /** By the word of kubectl's STATUS; of one word in several states the worst is told. */
  statuses: Record<string, { pods: number; health: Health }>;
}
