/** The browser, as the stream client wants it. */
import type { Problem } from '@/lib/contract/problem';
import type { StreamTools } from '@/lib/store/cluster-stream';
import { isProblem } from '@/lib/store/problem';
import { openLine } from './shared-line';

/** Reads why the server refuses `url`. The body of an answer that is not a refusal is never read. */
async function explain(url: string): Promise<Problem | undefined> {
  const abort = new AbortController();
  const response = await fetch(url, { signal: abort.signal, cache: 'no-store' });
  if (response.ok) {
    abort.abort();
    return undefined;
  }
  const body: unknown = await response.json();
  return isProblem(body) ? body : undefined;
}

/** A hidden page paints no frames: there, within a second. */
function nextFrame(run: () => void) {
  let done = false;
  const once = () => {
    if (done) return;
    done = true;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    run();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, 1_000);
}

/** Real time, real randomness, real network. */
export function browserTools(): StreamTools {
  return {
    open: openLine,
    explain,
    now: () => Date.now(),
    random: () => Math.random(),
    setTimeout: (run, milliseconds) => setTimeout(run, milliseconds),
    clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout> | undefined),
    nextFrame,
  };
}
