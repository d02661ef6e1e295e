import 'server-only';
import type { Problem } from '@/lib/contract/problem';
import type { Scope } from '@/lib/contract/scope';
import type { ClusterDelta, ClusterSnapshot, CollectionDelta, ScopeDelta } from '@/lib/model/cluster';
import type { ClusterModel, ViewOf } from './cluster-model';
import {
  addDirty,
  COLLECTIONS,
  type CollectionName,
  type Dirty,
  isClean,
  type Keys,
  noDirty,
  noScopedKeys,
  SCOPED,
  type ScopedName,
} from './dirty';
import type { Following, HubListener, HubMessage } from './hub-message';
import { changedIn, membersOf, scopeText, touches } from './scope-members';

/** Items of one message that brings what has come into view: some 200 kB of pods. */
const MOST_IN_A_PART = 100;

/** All viewers that look at the same: what changes in it is gathered once. */
interface Channel {
  scope: Scope;
  members: Keys<ScopedName>;
  viewers: Set<Viewer>;
}
interface Viewer {
  listen: HubListener;
  scope: Scope;
  channel?: Channel;
  /** It has a picture: what changes of it is told. Not while it was told a problem. */
  shown: boolean;
  /** It takes no more for now. What it has missed by key, or everything; and the revision it has. */
  missed?: { what: Dirty | 'everything'; since: number; writes: number };
}

/** What the messages of one moment have in common. */
export interface Moment {
  revision: number;
  at: string;
  whole: boolean;
}
type Batch = Pick<ClusterDelta, 'writes' | 'writesOmitted'>;

/** Everyone who looks at a cluster, told by channels. */
export function createAudience(model: ClusterModel, moment: () => Moment) {
  const viewers = new Set<Viewer>();
  const channels = new Map<string, Channel>();

  function deltaOf<N extends CollectionName>(
    name: N,
    keys: Iterable<string>,
    isIn: (key: string) => boolean = () => true,
  ) {
    const set: ViewOf<N>[] = [];
    const gone: string[] = [];
    for (const key of keys) {
      const view = isIn(key) ? model.item(name, key) : undefined;
      if (view) set.push(view);
      else gone.push(key);
    }
    if (set.length + gone.length === 0) return undefined;
    return { ...(set.length > 0 ? { set } : {}), ...(gone.length > 0 ? { gone } : {}) };
  }
  /** Collections of a delta by key; TypeScript cannot relate name and item across the union. */
  function collectionsOf<N extends CollectionName>(
    names: readonly N[],
    keys: Keys<N>,
    isIn?: (name: N, key: string) => boolean,
  ) {
    const found = names.flatMap((name) => {
      const delta = deltaOf(name, keys[name], isIn && ((key) => isIn(name, key)));
      return delta ? [[name, delta] as const] : [];
    });
    return Object.fromEntries(found) as { [K in N]?: CollectionDelta<ViewOf<K>> };
  }

  function sectionsOf(dirty: Dirty): Pick<ClusterDelta, 'sections'> {
    const sections = model.sections();
    if (dirty.sections.size === 0 || !sections) return {};
    const { whole } = moment();
    const given = { ...sections, fleet: { ...sections.fleet, whole } };
    return { sections: Object.fromEntries([...dirty.sections].map((name) => [name, given[name]])) };
  }
  /** What everybody is told of a change; undefined where only some can see it. */
  function bodyFor(dirty: Dirty, batch: Batch): Omit<ClusterDelta, 'revision' | 'previous' | 'at'> | undefined {
    const { whole } = moment();
    const common = COLLECTIONS.filter((name) => whole || !SCOPED.some((scoped) => scoped === name));
    const body = {
      ...sectionsOf(dirty),
      ...collectionsOf(common, dirty.keys),
      ...(whole && dirty.beats.size > 0 ? { beats: [...dirty.beats] } : {}),
      ...(dirty.leaderBeats.size > 0 ? { leaderBeats: [...dirty.leaderBeats] } : {}),
      ...batch,
    };
    return Object.keys(body).length === 0 ? undefined : body;
  }
  function pictureOf(): ClusterSnapshot | undefined {
    const snapshot = model.snapshot();
    if (!snapshot) return undefined;
    const { revision, at, whole } = moment();
    const nothing = whole ? {} : { nodes: [], pods: [], workloads: [], services: [] };
    return { ...snapshot, revision, at, fleet: { ...snapshot.fleet, whole }, ...nothing };
  }
  /** The same object for all, so that it is written once. */
  let picture: ClusterSnapshot | undefined;
  const currentPicture = () => {
    const { revision, whole } = moment();
    if (picture?.revision !== revision || picture.fleet.whole !== whole) picture = pictureOf();
    return picture;
  };

  function missedOf(viewer: Viewer, since: number) {
    viewer.missed ??= { what: noDirty(), since, writes: 0 };
    return viewer.missed;
  }
  /** Tells a viewer, or remembers that it was not. */
  function tell(viewer: Viewer, message: HubMessage, otherwise: Dirty | 'everything', previous: number) {
    if (!viewer.missed && viewer.listen(message) !== false) return;
    const missed = missedOf(viewer, previous);
    if (otherwise === 'everything') missed.what = otherwise;
    else if (missed.what !== 'everything') addDirty(missed.what, otherwise);
    if (message.type === 'delta')
      missed.writes += (message.delta.writes?.length ?? 0) + (message.delta.writesOmitted ?? 0);
  }

  const scopeDirty = (keys: Keys<ScopedName>): Dirty => ({ ...noDirty(), keys: { ...noDirty().keys, ...keys } });

  /** What is in view now and was not, and the other way round. */
  function moveTo(viewer: Viewer, before: Keys<ScopedName> | undefined, members: Keys<ScopedName>) {
    for (const name of SCOPED) {
      const gone = [...(before?.[name] ?? [])].filter((key) => !members[name].has(key));
      const come = [...members[name]].filter((key) => !before?.[name].has(key) && model.item(name, key));
      for (let at = 0; at < Math.max(come.length, 1); at += MOST_IN_A_PART) {
        const keys = noScopedKeys();
        keys[name] = new Set([...come.slice(at, at + MOST_IN_A_PART), ...(at === 0 ? gone : [])]);
        const scope = collectionsOf(SCOPED, keys, (which, key) => members[which].has(key));
        if (Object.keys(scope).length === 0) continue;
        tell(viewer, { type: 'scope', scope }, scopeDirty(keys), moment().revision);
      }
    }
  }

  function leave(viewer: Viewer) {
    const { channel } = viewer;
    delete viewer.channel;
    if (!channel?.viewers.delete(viewer) || channel.viewers.size > 0) return;
    channels.delete(scopeText(channel.scope));
  }
  function enter(viewer: Viewer): Channel {
    const text = scopeText(viewer.scope);
    const channel = channels.get(text) ?? {
      scope: viewer.scope,
      members: membersOf(model, viewer.scope),
      viewers: new Set(),
    };
    channels.set(text, channel);
    channel.viewers.add(viewer);
    viewer.channel = channel;
    return channel;
  }
  /** The first picture of a viewer, or another one altogether. */
  function show(viewer: Viewer) {
    const snapshot = currentPicture();
    if (!snapshot) return;
    leave(viewer);
    delete viewer.missed;
    viewer.shown = true;
    tell(viewer, { type: 'snapshot', snapshot }, 'everything', snapshot.revision);
    if (!moment().whole) moveTo(viewer, undefined, enter(viewer).members);
  }

  function tellScope(channel: Channel, dirty: Dirty) {
    const before = channel.members;
    if (touches(model, channel.scope, before, dirty)) channel.members = membersOf(model, channel.scope);
    const { members } = channel;
    const changed = changedIn(before, members, dirty);
    const beats = [...dirty.beats].filter(([node]) => members.nodes.has(node));
    const collections = collectionsOf(SCOPED, changed, (name, key) => members[name].has(key));
    const scope: ScopeDelta = { ...collections, ...(beats.length > 0 ? { beats } : {}) };
    if (Object.keys(scope).length === 0) return;
    // Who takes nothing now is told the node itself later: a heartbeat of a node it has not got would say nothing.
    for (const [node] of beats) changed.nodes.add(node);
    for (const viewer of channel.viewers)
      tell(viewer, { type: 'scope', scope }, scopeDirty(changed), moment().revision);
  }

  /** What a slow viewer has missed, as it is now. */
  function catchUp(viewer: Viewer) {
    const { missed, channel } = viewer;
    delete viewer.missed;
    if (!missed) return;
    if (missed.what === 'everything') return show(viewer);
    const batch = missed.writes > 0 ? { writesOmitted: missed.writes } : {};
    const body = bodyFor(missed.what, batch);
    if (body) {
      const { revision, at } = moment();
      const delta = { revision, ...(missed.since === revision - 1 ? {} : { previous: missed.since }), at, ...body };
      tell(viewer, { type: 'delta', delta }, missed.what, missed.since);
    }
    if (!channel) return;
    const scope = collectionsOf(SCOPED, missed.what.keys, (name, key) => channel.members[name].has(key));
    if (Object.keys(scope).length > 0) tell(viewer, { type: 'scope', scope }, missed.what, moment().revision);
  }

  return {
    get size() {
      return viewers.size;
    },
    /** Distinct scopes that are looked at. */
    get channels() {
      return channels.size;
    },
    /**
     * What changed, told once for each channel. `advance` gives the moment its next revision: only what everybody is told
     * has one, since each delta has to follow what every viewer holds.
     */
    publish(dirty: Dirty, advance: () => void, batch: Batch) {
      const body = bodyFor(dirty, batch);
      const previous = moment().revision;
      if (body) advance();
      const { revision, at } = moment();
      const delta = body && { revision, at, ...body };
      for (const viewer of viewers) {
        if (!viewer.shown) show(viewer);
        else if (delta) tell(viewer, { type: 'delta', delta }, dirty, previous);
      }
      if (!moment().whole && !isClean(dirty)) for (const channel of channels.values()) tellScope(channel, dirty);
    },
    /** The picture, to everybody: the first one, or one of another extent. */
    showAll() {
      for (const viewer of viewers) show(viewer);
    },
    problem(problem: Problem) {
      for (const viewer of viewers) {
        viewer.shown = false;
        viewer.listen({ type: 'problem', problem });
      }
    },
    /** One more; `first` says the first word, where that is not the picture. */
    follow(scope: Scope, listen: HubListener, first?: Problem): Following {
      const viewer: Viewer = { listen, scope, shown: false };
      viewers.add(viewer);
      if (first) listen({ type: 'problem', problem: first });
      else show(viewer);
      return {
        look(next) {
          viewer.scope = next;
          if (!viewer.channel) return;
          const before = viewer.channel.members;
          leave(viewer);
          moveTo(viewer, before, enter(viewer).members);
        },
        ready: () => catchUp(viewer),
        close() {
          leave(viewer);
          viewers.delete(viewer);
        },
      };
    },
    close() {
      viewers.clear();
      channels.clear();
    },
  };
}
export type Audience = ReturnType<typeof createAudience>;
