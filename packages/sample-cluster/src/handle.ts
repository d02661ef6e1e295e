import type { SampleRefusal } from './controls/refusal.ts';
import type { SampleAct, SampleState } from './controls/schema.ts';

/** The sample cluster of this process, for the page's own routes. */
export interface SampleHandle {
  state(): SampleState;
  /** Does what a person asked; answers why it could not be done. */
  act(act: SampleAct): SampleRefusal | undefined;
}

/** On globalThis: Next compiles `instrumentation.ts`, which starts it, apart from the routes. */
const KEY = Symbol.for('kubeplano.sample');
const shared: typeof globalThis & { [KEY]?: Promise<SampleHandle> } = globalThis;

/** The sample cluster of this process, once it has grown; undefined when another cluster is read. */
export const sampleHandle = (): Promise<SampleHandle> | undefined => shared[KEY];

/** Makes the sample cluster known to the routes. */
export function setSampleHandle(handle: Promise<SampleHandle>): void {
  // Told to whoever asks; there may be nobody.
  handle.catch(() => undefined);
  shared[KEY] = handle;
}
