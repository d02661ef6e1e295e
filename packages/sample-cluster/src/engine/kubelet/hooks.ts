import type { ContainerRecord } from '../machine/containerd.ts';
import type { Scope } from '../scope.ts';
import type { Container } from '../types.ts';
import { httpFailure } from './prober.ts';

type Hook = NonNullable<NonNullable<Container['lifecycle']>['preStop']>;

/** Runs a hook of a container; tells how it failed, in the kubelet's words, or undefined when it went well. */
export function runHook(
  scope: Scope,
  hook: Hook,
  spec: Container,
  record: ContainerRecord,
  podIP: string,
  done: (failure: string | undefined) => void,
): void {
  const { process } = record;
  const { exec, httpGet, sleep } = hook;
  if (sleep !== undefined) scope.after(sleep.seconds * 1000, () => done(undefined));
  else if (process === undefined) done('container is not running');
  else if (httpGet !== undefined) done(httpFailure(process, httpGet, podIP, spec));
  else if (exec !== undefined) {
    const command = exec.command ?? [];
    const words = (code: number) => `command '${command.join(' ')}' exited with ${code}: `;
    if (process.run === undefined) done(words(126));
    else process.run(command, (code, output) => done(code === 0 ? undefined : `${words(code)}${output}`));
  } else done(undefined);
}
