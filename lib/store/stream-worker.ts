/** The SharedWorker that holds the streams of a browser's pages (`shared-stream.ts`). */
import { openEventLine } from './event-line';
import { createSharedStream, type PageMessage } from './shared-stream';

/** The part of a SharedWorker's global scope that is used: the project's types are those of a page. */
interface WorkerScope {
  addEventListener(type: 'connect', listener: (event: MessageEvent) => void): void;
}
declare const self: WorkerScope;

const shared = createSharedStream(openEventLine);

self.addEventListener('connect', ({ ports: [port] }) => {
  if (!port) return;
  const page = shared.join({ post: (message) => port.postMessage(message) });
  port.addEventListener('message', ({ data }: MessageEvent<PageMessage & { lock?: string }>) => {
    page.hear(data);
    // A page that crashes says nothing: its lock comes free.
    if (data.lock) navigator.locks?.request(data.lock, page.close).catch(page.close);
  });
  port.start();
});
