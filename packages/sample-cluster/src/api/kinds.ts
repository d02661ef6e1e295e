/**
 * The Kubernetes kinds the sample cluster serves, as JSON: the shapes of @kubernetes/client-node (release 1.36) with
 * times as RFC 3339 strings, as they travel on the wire. Types only.
 */
import type {
  CoreV1Event,
  V1ConfigMap,
  V1ControllerRevision,
  V1CronJob,
  V1DaemonSet,
  V1Deployment,
  V1EndpointSlice,
  V1Endpoints,
  V1Job,
  V1Lease,
  V1Namespace,
  V1Node,
  V1ObjectMeta,
  V1Pod,
  V1PodDisruptionBudget,
  V1PriorityClass,
  V1ReplicaSet,
  V1ReplicationController,
  V1RuntimeClass,
  V1Secret,
  V1Service,
  V1ServiceAccount,
  V1StatefulSet,
} from '@kubernetes/client-node';

/** A client-node model as it is in JSON: dates are strings. */
export type Json<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? Json<Item>[]
    : T extends object
      ? { [Field in keyof T]: Json<T[Field]> }
      : T;

/** What may be sent to `create`: any object of the kind; the server fills in the rest. */
export type Draft<T> = Json<T>;

/** Metadata of an object the server keeps. */
export type StoredMeta = Json<V1ObjectMeta> & {
  name: string;
  uid: string;
  resourceVersion: string;
  creationTimestamp: string;
};

/** Fields the server guarantees on what it keeps: `spec` and `status` exist wherever the kind has them. */
type Present<T> = Omit<T, 'apiVersion' | 'kind' | 'metadata' | 'spec' | 'status'> &
  ('spec' extends keyof T ? { spec: NonNullable<T['spec' & keyof T]> } : unknown) &
  ('status' extends keyof T ? { status: NonNullable<T['status' & keyof T]> } : unknown);

/** An object as the server keeps and answers it: frozen, never changed in place. */
export type Stored<T> = Present<Json<T>> & { apiVersion: string; kind: string; metadata: StoredMeta };

/** What can be broken in the sample cluster, and how it stands: `sample.kubeplano.dev/v1` Switch, cluster-scoped. */
export interface SwitchModel {
  apiVersion?: string;
  kind?: string;
  metadata?: V1ObjectMeta;
  spec?: { component: string; node?: string; peer?: string; on: boolean; speed?: number };
  status?: { phase?: string };
}

/** Model of each resource the sample cluster keeps, by plural name (core and `events.k8s.io` events are one store). */
export interface Models {
  namespaces: V1Namespace;
  nodes: V1Node;
  pods: V1Pod;
  events: CoreV1Event;
  configmaps: V1ConfigMap;
  secrets: V1Secret;
  serviceaccounts: V1ServiceAccount;
  services: V1Service;
  endpoints: V1Endpoints;
  endpointslices: V1EndpointSlice;
  deployments: V1Deployment;
  replicasets: V1ReplicaSet;
  replicationcontrollers: V1ReplicationController;
  daemonsets: V1DaemonSet;
  statefulsets: V1StatefulSet;
  controllerrevisions: V1ControllerRevision;
  jobs: V1Job;
  cronjobs: V1CronJob;
  leases: V1Lease;
  runtimeclasses: V1RuntimeClass;
  priorityclasses: V1PriorityClass;
  poddisruptionbudgets: V1PodDisruptionBudget;
  switches: SwitchModel;
}

/** Plural name of a resource the sample cluster keeps. */
export type Resource = keyof Models;
/** An object of a resource as the server keeps it. */
export type ObjectOf<R extends Resource> = Stored<Models[R]>;
/** An object of a resource as a client may send it. */
export type DraftOf<R extends Resource> = Draft<Models[R]>;
