/**
 * One stream for all pages of a browser that look at the same cluster: a browser opens six connections to one server, and
 * each stream holds one. Runs in a SharedWorker (`stream-worker.ts`); pure but for its parameters.
 */
import type { Scope } from '@/lib/contract/scope';
import type { ClusterDelta, ClusterSnapshot, ScopeDelta } from '@/lib/model/cluster';
import { type ClusterStore, createClusterStore } from './cluster-store';
import { type EventLine, parsed } from './cluster-stream';
import { unionOf } from './scope-sender';
import { snapshotOf } from './snapshot-of';

/** What a page says to the worker. */
export type PageMessage =
  | { say: 'open'; url: string }
  /** It looks at something else. */
  | { say: 'look'; scope: Scope }
  /** It has read one more message. */
  | { say: 'read' }
  | { say: 'close' };

/** What a page is told: an event of the stream, its data as an object. */
export interface WorkerMessage {
  type: string;
  data?: unknown;
}

/** The part of a `MessagePort` that is used. */
export interface PagePort {
  post(message: WorkerMessage): void;
}

/** Messages that may wait for a page that does not read (frozen in the background); then it gets the picture anew. */
export const MOST_UNREAD = 200;

interface SharedLine {
  url: string;
  source: EventLine;
  /** What a page that comes later is shown first. */
  store: ClusterStore;
  /** Why there is no picture, or why the one there is no longer moves. */
  problem: unknown;
  pages: Set<SharedPage>;
}
interface SharedPage {
  port: PagePort;
  unread: number;
  behind: boolean;
  line?: SharedLine;
  scope: Scope;
}

/** What the worker does for one page. */
export interface SharedPort {
  hear(message: PageMessage): void;
  /** The page is gone. */
  close(): void;
}

/** Lines by address, each open while some page looks. */
export function createSharedStream(open: (url: string) => EventLine) {
  const lines = new Map<string, SharedLine>();

  function tell(page: SharedPage, message: WorkerMessage) {
    if (page.behind) return;
    if (page.unread >= MOST_UNREAD) {
      page.behind = true;
      return;
    }
    page.unread += 1;
    page.port.post(message);
  }
  function tellAll(line: SharedLine, message: WorkerMessage) {
    for (const page of line.pages) tell(page, message);
  }
  function showPicture(page: SharedPage, { store, problem }: SharedLine) {
    const snapshot = snapshotOf(store);
    if (snapshot) tell(page, { type: 'snapshot', data: snapshot });
    if (problem) tell(page, { type: 'problem', data: problem });
  }
  function drop(line: SharedLine) {
    line.source.close();
    if (lines.get(line.url) === line) lines.delete(line.url);
  }
  /** Whoever looked asks anew, each in its own time; the first that does opens another line. */
  function cut(line: SharedLine) {
    drop(line);
    for (const page of line.pages) {
      page.behind = false;
      page.unread = 0;
      tell(page, { type: 'error' });
      delete page.line;
    }
    line.pages.clear();
  }

  function openLine(url: string): SharedLine {
    const line: SharedLine = {
      url,
      source: open(url),
      store: createClusterStore(),
      problem: undefined,
      pages: new Set(),
    };
    lines.set(url, line);
    line.source.addEventListener('snapshot', ({ data }) => {
      const snapshot = parsed<ClusterSnapshot>(data);
      if (!snapshot) return;
      line.store.applySnapshot(snapshot);
      line.problem = undefined;
      tellAll(line, { type: 'snapshot', data: snapshot });
    });
    line.source.addEventListener('delta', ({ data }) => {
      const delta = parsed<ClusterDelta>(data);
      if (!delta) return;
      if (line.store.applyDelta(delta)) tellAll(line, { type: 'delta', data: delta });
      else cut(line);
    });
    line.source.addEventListener('scope', ({ data }) => {
      const change = parsed<ScopeDelta>(data);
      if (!change) return;
      line.store.applyScope(change);
      tellAll(line, { type: 'scope', data: change });
    });
    line.source.addEventListener('problem', ({ data }) => {
      line.problem = parsed(data);
      tellAll(line, { type: 'problem', data: line.problem });
    });
    line.source.addEventListener('error', () => cut(line));
    return line;
  }

  /** The line looks at what any of its pages looks at; at that of the page that came last, before all. */
  const lookAgain = (line: SharedLine | undefined) =>
    line?.source.look(unionOf([...line.pages].reverse().map(({ scope }) => scope)));
  function leave(page: SharedPage) {
    const { line } = page;
    delete page.line;
    if (!line?.pages.delete(page)) return;
    if (line.pages.size > 0) lookAgain(line);
    else drop(line);
  }

  return {
    /** A page that has come. */
    join(port: PagePort): SharedPort {
      const page: SharedPage = { port, unread: 0, behind: false, scope: {} };
      return {
        hear(message) {
          if (message.say === 'close') leave(page);
          else if (message.say === 'open') {
            leave(page);
            page.line = lines.get(message.url) ?? openLine(message.url);
            page.line.pages.add(page);
            showPicture(page, page.line);
            lookAgain(page.line);
          } else if (message.say === 'look') {
            page.scope = message.scope;
            lookAgain(page.line);
          } else {
            page.unread = Math.max(0, page.unread - 1);
            if (!page.behind || page.unread > 0 || !page.line) return;
            page.behind = false;
            showPicture(page, page.line);
          }
        },
        close: () => leave(page),
      };
    },
  };
}
