/** A line over the SharedWorker that all pages of this browser share, or one of this page's own where there is none. */
import type { Scope } from '@/lib/contract/scope';
import type { EventLine } from '@/lib/store/cluster-stream';
import { openEventLine } from '@/lib/store/event-line';
import type { PageMessage, WorkerMessage } from '@/lib/store/shared-stream';

type LineListener = (event: { data?: unknown }) => void;

let refused = false;

/** Whether this browser lets pages share one connection, as far as is known by now. */
export const canShare = (): boolean => !refused && typeof SharedWorker !== 'undefined';

function startWorker(): SharedWorker {
  return new SharedWorker(new URL('../store/stream-worker.ts', import.meta.url), { name: 'kubeplano-stream' });
}

/** Opens a line to `url`. */
export function openLine(url: string): EventLine {
  if (!canShare()) return openEventLine(url);
  const listeners = new Map<string, LineListener>();
  const worker = startWorker();
  const { port } = worker;
  const say = (message: PageMessage & { lock?: string }) => port.postMessage(message);
  let own: EventLine | undefined;
  let scope: Scope = {};
  let closed = false;
  let letGo = () => {};

  const close = () => {
    if (closed) return;
    closed = true;
    window.removeEventListener('pagehide', hide);
    own?.close();
    say({ say: 'close' });
    port.close();
    letGo();
  };
  // A page that is put away is told nothing more; should it be shown again, it asks anew.
  const hide = ({ persisted }: PageTransitionEvent) => {
    if (persisted) listeners.get('error')?.({});
    close();
  };
  port.addEventListener('message', ({ data }: MessageEvent<WorkerMessage>) => {
    if (closed) return;
    say({ say: 'read' });
    listeners.get(data.type)?.({ data: data.data });
  });
  // The worker's script cannot be had (a refusing browser, a server that has been replaced): a stream of our own.
  worker.addEventListener('error', () => {
    if (closed || own) return;
    refused = true;
    own = openEventLine(url);
    own.look(scope);
    for (const [type, listener] of listeners) own.addEventListener(type, listener);
  });
  window.addEventListener('pagehide', hide);
  port.start();
  const open = (lock?: string) => {
    if (closed) return;
    say({ say: 'open', url, ...(lock ? { lock } : {}) });
    say({ say: 'look', scope });
  };
  const lock = crypto.randomUUID?.();
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  if (lock && navigator.locks) {
    // Asked for before the worker asks: it is ours while this page lives.
    navigator.locks.request(lock, () => {
      open(lock);
      return held;
    });
  } else open();
  return {
    addEventListener: (type, listener) => listeners.set(type, listener),
    close,
    look(next) {
      scope = next;
      own?.look(scope);
      if (!closed) say({ say: 'look', scope });
    },
  };
}
