/** The sample cluster as a cluster of its own: a Kubeplano serves it in a process apart, and others read its API. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SampleAct } from '@kubeplano/sample-cluster/controls';
import type { Running } from './kubeplano';

/** Context of the user who reads the namespace `desarrollo` and nothing else. */
export const LIMITED = 'kubeplano-sample-desarrollo';

export class Sample {
  /** Where its kubeconfig lies. */
  readonly kubeconfig: string;
  private readonly url: string;

  constructor({ url, output }: Running) {
    const file = /KUBECONFIG=(\S+)/.exec(output())?.[1];
    if (!file) throw new Error(`no kubeconfig in what it said:\n${output()}`);
    this.url = url;
    this.kubeconfig = file;
  }

  /** Address of its API server. */
  get server(): string {
    return /server: "?(https:[^\s"]+)/.exec(readFileSync(this.kubeconfig, 'utf8'))?.[1] ?? '';
  }

  /** Does what a person does with the buttons of the page. */
  async act(act: SampleAct): Promise<void> {
    const answer = await fetch(`${this.url}/api/sample`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.url },
      body: JSON.stringify(act),
    });
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  }

  /** A copy of its kubeconfig with something changed; `write` changes it again, in its place. */
  copy(change: (text: string) => string): { file: string; write(change: (text: string) => string): void } {
    const file = join(mkdtempSync(join(tmpdir(), 'sample-')), 'config');
    const write = (next: typeof change) => writeFileSync(file, next(readFileSync(this.kubeconfig, 'utf8')));
    write(change);
    return { file, write };
  }
}
