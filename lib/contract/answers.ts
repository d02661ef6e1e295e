/**
 * What our API answers, type by type: the one source of `schemas.json` and so of the OpenAPI document
 * (`npm run schemas` writes it from these types and their comments; a test holds it to them).
 */
import type { EventView, SourceKind } from '@/lib/model/cluster';
import type { SearchAnswer } from '@/lib/model/search';

export type { ClusterDelta, ClusterSnapshot, ScopeDelta } from '@/lib/model/cluster';
export type { PathAnswer } from './path';
export type { Problem } from './problem';
export type { StartupAnswer } from './startup';

/** Who wrote an object, folded from metadata.managedFields: one line per entry. */
export interface FieldManager {
  manager: string;
  operation?: string;
  subresource?: string;
  time?: string;
}

/** What `GET /api/objects/{kind}/{namespace}/{name}` answers. */
export interface ObjectAnswer {
  /** The object without managedFields and without environment values. */
  object: { [key: string]: unknown };
  /** The same, as YAML. */
  yaml: string;
  /** metadata.managedFields folded: who wrote, how and when. */
  managers: FieldManager[];
  events: EventView[];
  /** The command that shows the same in a terminal. */
  kubectl: string;
}

/** What `GET /api/contexts` answers: which clusters can be looked at. */
export interface ContextsAnswer {
  kind: SourceKind;
  /** The context that is shown when none is named. */
  current: string;
  contexts: { name: string; cluster: string; user: string; namespace?: string }[];
}

/** What `GET /readyz` answers. */
export interface ReadyAnswer {
  ready: boolean;
  connection: string;
  /** Pages that look at the usual cluster just now: open streams. */
  streams: number;
  code?: string;
}

/** What `GET /api/matches` answers: what filters let through, of the whole cluster. */
export interface MatchesAnswer {
  shown: number;
  total: number;
  /** How many of them are on each node; those without a node under the empty name. Nodes without any are left out. */
  nodes: { [node: string]: number };
}

/** What `GET /api/search` answers. */
export interface SearchAnswers {
  /** The group with the best answer first. */
  groups: SearchAnswer[];
}
