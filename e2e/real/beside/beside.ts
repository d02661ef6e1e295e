/** The same command against both clusters, and what of its answers nobody has explained. */
import { type Answer, type Cluster, must, run, words } from './cluster';
import { comparable, difference, type View } from './compare';
import { DIFFERENCES, type Difference } from './differences';

interface How {
  view?: View;
  /** Lines that are not the command's own affair. */
  omit?: RegExp;
  /** As one of the limited users. */
  as?: keyof Cluster['users'];
  /** Another kubectl than that of the path. */
  binary?: string;
  /** Each cluster's own words for `{name}` in the line. */
  names?: Readonly<Record<string, (cluster: Cluster) => string>>;
}

/** Commands that change nothing are asked again until both clusters have come to the same, or this time is over. */
const SETTLES_MS = 20_000;
const AGAIN_MS = 400;
/** How often something happened is not compared, nor what was said while somebody had cordoned a node. */
const MORE_THAN_ONCE = /\(combined from similar events\)|node\(s\) were unschedulable/;
const READS = /^(get|describe|events|logs|rollout (status|history)|explain|auth|api-|diff)/;

export class Beside {
  /** Rows of the table that explained something. */
  readonly met = new Set<Difference>();
  readonly found: string[] = [];
  commands = 0;
  /** Tests that have had their turn. */
  stories = 0;

  constructor(
    readonly clusters: readonly [real: Cluster, sample: Cluster],
    readonly namespace: string,
    private readonly folder: string,
  ) {}

  /** Both must do it well; what they say is not compared. */
  async both(line: string): Promise<void> {
    await Promise.all(this.clusters.map((cluster) => must(cluster, ...words(line), `--namespace=${this.namespace}`)));
  }

  /** Runs it on both; every difference that no row of the table explains is added to {@link found}. */
  async same(line: string, how: How = {}): Promise<void> {
    this.commands += 1;
    const until = Date.now() + (READS.test(line) ? SETTLES_MS : 0);
    for (;;) {
      const answers = await Promise.all(this.clusters.map((cluster) => this.#ask(cluster, line, how)));
      const { unexplained, rows } = this.#compare(line, how, answers);
      if (unexplained.length > 0 && Date.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
        continue;
      }
      for (const row of rows) this.met.add(row);
      if (unexplained.length > 0) this.found.push(`$ kubectl ${line}`, ...unexplained);
      return;
    }
  }

  /** Compares texts that came from something else than one command run to its end. */
  sameText(line: string, texts: readonly [string, string], how: How = {}): void {
    this.commands += 1;
    const { unexplained, rows } = this.#compare(
      line,
      how,
      texts.map((out) => ({ code: 0, out, err: '' })),
    );
    for (const row of rows) this.met.add(row);
    if (unexplained.length > 0) this.found.push(`$ kubectl ${line}`, ...unexplained);
  }

  #ask(cluster: Cluster, line: string, how: How): Promise<Answer> {
    const own = line.replace(/\{(\w+)\}/g, (whole, name: string) => how.names?.[name]?.(cluster) ?? whole);
    const [command = '', ...rest] = words(own);
    // Somebody with less is told so wherever they ask; were they not, it is only here that something is made.
    const elsewhere = rest.some((word) => /^(-n|-A|--namespace)/.test(word));
    return run(cluster, [command, ...(elsewhere ? [] : ['-n', this.namespace]), ...rest], {
      as: how.as ?? 'admin',
      binary: how.binary ?? 'kubectl',
      folder: this.folder,
    });
  }

  #compare(line: string, how: How, [real, sample]: readonly Answer[]) {
    const rows = new Set<Difference>();
    const unexplained: string[] = [];
    const [onReal, onSample] = this.clusters;
    if (!real || !sample) throw new Error('two answers are compared');
    const check = (side: 'real' | 'sample', text: string) => {
      const row = DIFFERENCES.find((one) => one.command.test(line) && one[side]?.test(text));
      if (row) rows.add(row);
      else unexplained.push(`  ${side === 'real' ? '- real:  ' : '+ sample:'} ${text}`);
    };
    const lines = (answer: Answer, cluster: Cluster, stream: 'out' | 'err') => {
      const view = stream === 'err' || answer.code !== 0 ? 'text' : how.view;
      return comparable(answer[stream], cluster, view).filter(
        (text) => !how.omit?.test(text) && !MORE_THAN_ONCE.test(text),
      );
    };
    for (const stream of ['out', 'err'] as const) {
      const only = difference(lines(real, onReal, stream), lines(sample, onSample, stream));
      for (const text of only.real) check('real', text);
      for (const text of only.sample) check('sample', text);
    }
    if (real.code !== sample.code) {
      check('real', `exit code ${real.code}`);
      check('sample', `exit code ${sample.code}`);
    }
    return { unexplained, rows };
  }
}
