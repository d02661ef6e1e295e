/**
 * Starts a sample cluster as a process of its own and keeps it running. It ends with this process, however that ends: the
 * channel between them closes. Plain JavaScript: whoever starts it need not load TypeScript for it.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { removeKubeconfig } from './remove-kubeconfig.js';

/** @typedef {import('./protocol.ts').SampleOptions} SampleOptions */
/** @typedef {import('./protocol.ts').StartFailure} StartFailure */
/** @typedef {import('./protocol.ts').Identity} Identity */
/** @typedef {import('./protocol.ts').Order} Order */
/** @typedef {import('./protocol.ts').Report} Report */
/** @typedef {import('./controls/schema.ts').SampleAct} SampleAct */
/** @typedef {import('./controls/schema.ts').SampleState} SampleState */
/** @typedef {import('./controls/refusal.ts').SampleRefusal} SampleRefusal */

/**
 * How a process ended by itself: `SIGKILL`, or `1` for an exit code; and whether another took its place.
 * @typedef {{ how: string, at: number, again: boolean }} Ending
 */

/**
 * @typedef {object} SampleProcess
 * @property {string} kubeconfig where its kubeconfig lies, whatever process is behind it
 * @property {() => Promise<SampleState>} state rejects with {@link SampleGone} while no process is behind it
 * @property {(act: SampleAct) => Promise<{ state: SampleState, refused?: SampleRefusal | undefined }>} act `reset` starts it again where it ended for good
 * @property {() => Ending | undefined} lastEnding how the last process ended that was not told to
 * @property {() => Promise<void>} stop
 */

const PROGRAM = fileURLToPath(new URL('../bin/sample-cluster.js', import.meta.url));
/** Ends that are forgiven within a while: one that ends more often will not stay, and is not started again. */
const FORGIVEN = 3;
const WHILE_MS = 60_000;
/** Milliseconds it is given to say goodbye. */
const PATIENCE_MS = 1_000;

/** It could not start; `code` and `values` say why. */
export class SampleStartError extends Error {
  /** @override */
  name = 'SampleStartError';
  /** @param {StartFailure} failure */
  constructor({ code, values }) {
    super(`${code}: ${Object.values(values).join(', ')}`);
    this.code = code;
    this.values = values;
  }
}

/** No process is behind it: the last one ended. */
export class SampleGone extends Error {
  /** @override */
  name = 'SampleGone';
}

/** Young objects in little room: 40 MB less, and no slower. Before Node 24.3 stripping types was told as an experiment. */
const FLAGS = ['--max-semi-space-size=4', '--disable-warning=ExperimentalWarning'];

/** @returns {import('node:child_process').ChildProcess} */
const launch = () => fork(PROGRAM, [], { execArgv: FLAGS, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });

/** One process, from its first order to its end. */
class Child {
  #next = 1;
  /** @type {Map<number, PromiseWithResolvers<Extract<Report, { state: SampleState }>>>} */
  #waiting = new Map();
  #process;

  /** @param {import('node:child_process').ChildProcess} process_ */
  constructor(process_) {
    this.#process = process_;
    /** @type {PromiseWithResolvers<Identity>} */
    const started = Promise.withResolvers();
    /** @type {PromiseWithResolvers<string>} */
    const ended = Promise.withResolvers();
    this.started = started.promise;
    this.ended = ended.promise;
    process_.on('message', (/** @type {Report} */ report) => {
      if ('started' in report) started.resolve(report.started);
      else if ('failed' in report) started.reject(new SampleStartError(report.failed));
      else this.#answer(report);
    });
    /** @param {string} how */
    const end = (how) => {
      started.reject(new SampleStartError({ code: 'not-started', values: { detail: how } }));
      for (const { reject } of this.#waiting.values()) reject(new SampleGone(how));
      this.#waiting.clear();
      ended.resolve(how);
    };
    process_.on('exit', (code, signal) => end(signal ?? String(code)));
    process_.on('error', (error) => end(error.message));
    started.promise.catch(() => undefined);
  }

  /** @param {Exclude<Report, { started: Identity } | { failed: StartFailure }>} report */
  #answer(report) {
    const waiting = this.#waiting.get(report.id);
    this.#waiting.delete(report.id);
    if ('error' in report) waiting?.reject(new Error(report.error));
    else waiting?.resolve(report);
  }

  /** @param {Order} order */
  send(order) {
    // One that is gone is told of by its end.
    if (this.#process.connected) this.#process.send(order, () => undefined);
  }

  /** @param {SampleAct} [act] */
  ask(act) {
    if (!this.#process.connected) return Promise.reject(new SampleGone('not running'));
    const id = this.#next++;
    /** @type {PromiseWithResolvers<Extract<Report, { state: SampleState }>>} */
    const answer = Promise.withResolvers();
    this.#waiting.set(id, answer);
    this.send({ id, ...(act ? { act } : {}) });
    return answer.promise;
  }

  async stop() {
    this.#process.kill('SIGTERM');
    const late = setTimeout(() => this.#process.kill('SIGKILL'), PATIENCE_MS);
    await this.ended;
    clearTimeout(late);
  }
}

/**
 * Starts it; resolves once it listens and its kubeconfig is written.
 * @param {SampleOptions} options
 * @param {{ onEnding?: (ending: Ending) => void, launch?: () => import('node:child_process').ChildProcess, now?: () => number }} [around] told of an end that nobody asked for; the rest is for tests
 * @returns {Promise<SampleProcess>}
 * @throws {SampleStartError}
 */
export async function startSample(options, around = {}) {
  const { launch: launchOne = launch, now = () => performance.now(), onEnding = () => undefined } = around;
  /** @type {number[]} */
  let ends = [];
  let generation = 0;
  let stopping = false;
  /** @type {Ending | undefined} */
  let last;
  /** @type {Child} */
  let child;

  /** @param {Identity} [instead] */
  const begin = async (instead) => {
    child = new Child(launchOne());
    const mine = child;
    mine.send({ start: options, generation: generation++, ...(instead ? { instead } : {}) });
    try {
      const identity = await mine.started;
      void mine.ended.then((how) => {
        if (!stopping) follow(how, identity);
      });
      return identity;
    } catch (error) {
      void mine.stop();
      throw error;
    }
  };
  /** Another takes its place, unless it would end again and again. @param {string} how @param {Identity} identity */
  const follow = (how, identity) => {
    ends = [...ends.filter((at) => now() - at < WHILE_MS), now()];
    last = { how, at: Date.now(), again: ends.length <= FORGIVEN };
    onEnding(last);
    if (!last.again) return;
    // One that cannot even start counts like one that ends.
    begin(identity).catch((/** @type {SampleStartError} */ error) => follow(error.message, identity));
  };

  const first = await begin();
  return {
    kubeconfig: first.kubeconfig,
    state: async () => (await child.ask()).state,
    async act(act) {
      if (act.do === 'reset' && last?.again === false) {
        await begin(first);
        last = undefined;
        ends = [];
        return child.ask();
      }
      return child.ask(act);
    },
    lastEnding: () => last,
    async stop() {
      stopping = true;
      await child.stop();
      // One that was killed, or late, has not removed it.
      const [token] = first.tokens;
      if (token) removeKubeconfig(first.kubeconfig, token);
    },
  };
}
