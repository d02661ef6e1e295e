/** A line over an `EventSource` of one's own, of a page or of the worker of all pages. */
import type { Scope } from '@/lib/contract/scope';
import type { ClusterDelta, ClusterSnapshot } from '@/lib/model/cluster';
import { type EventLine, parsed } from './cluster-stream';
import { createScopeSender } from './scope-sender';

const post = (viewer: string, scope: Scope): Promise<boolean> =>
  fetch('/api/cluster/scope', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ viewer, scope }),
  }).then(({ ok }) => ok);

/** Opens a stream; what is looked at is told to the server beside it. */
export function openEventLine(url: string): EventLine {
  const source = new EventSource(url);
  const sender = createScopeSender({
    post,
    setTimeout: (run, milliseconds) => setTimeout(run, milliseconds),
    clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
  });
  const data = ({ data }: MessageEvent<unknown>) => data;
  source.addEventListener('hello', (event) => sender.hello(parsed<{ viewer: string }>(data(event))?.viewer ?? ''));
  const heard = (event: MessageEvent<unknown>) => {
    // The text is looked at before it is read: most messages say nothing of it.
    if (typeof event.data !== 'string' || !event.data.includes('"whole":')) return;
    const body = parsed<Partial<ClusterSnapshot & ClusterDelta>>(event.data);
    const whole = (body?.fleet ?? body?.sections?.fleet)?.whole;
    if (whole !== undefined) sender.whole(whole);
  };
  for (const type of ['snapshot', 'delta']) source.addEventListener(type, heard);
  return {
    addEventListener: (type, listener) =>
      source.addEventListener(type, (event: MessageEvent<unknown>) => listener(event)),
    look: sender.look,
    close() {
      source.close();
      sender.close();
    },
  };
}
