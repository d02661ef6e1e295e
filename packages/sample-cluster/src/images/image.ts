import type { Random } from '../engine/random.ts';
import type { Scope } from '../engine/scope.ts';
import type { Files } from './files.ts';

/** What a process finds around it. Times in milliseconds of simulated time. */
export interface ProcessContext {
  /** Closed when the process has ended. */
  scope: Scope;
  random: Random;
  /** Command line, image defaults filled in. */
  argv: string[];
  env: ReadonlyMap<string, string>;
  /** Bytes this container may use; undefined: as many as the machine has. */
  memoryLimit?: number;
  files: Files;
  /** Its input stays open: somebody might type. */
  stdin?: boolean;
  /** Whom it runs as; root by default. */
  uid?: number;
  /** Its group, and the others it is of; that of root by default. */
  gid?: number;
  groups?: readonly number[];
  /** What the DNS server of the cluster says of a name (no addresses: there is none such); undefined: none answers. */
  resolve?(name: string): DnsAnswer | undefined;
  log(line: string): void;
  /** Ends the process. `OOMKilled` when the kernel did it. */
  exit(code: number, reason?: 'OOMKilled'): void;
  pod: { name: string; namespace: string; ip: string; node: string };
}

/** A name as the cluster's DNS knows it. */
export interface DnsAnswer {
  server: string;
  name: string;
  ips: string[];
}

/** What others may do to a running process. */
export interface RunningProcess {
  /** SIGTERM. Absent: nobody handles it (as PID 1 without a handler), so only SIGKILL ends it. */
  terminate?(): void;
  /** Status code of an HTTP request, or undefined: nobody listens on the port. */
  http?(port: number, path: string): number | undefined;
  /** Whether a TCP connection to the port is accepted. */
  listens?(port: number): boolean;
  /** Runs a command inside the container; tells its exit code and what it said. Never, when the container ends first. */
  run?(argv: string[], done: (code: number, output: string) => void): void;
}

/** Starts the main process of a container. */
export type ImageProgram = (context: ProcessContext) => RunningProcess;

/** An image as a registry knows it. */
export interface Image {
  /** Full name: `docker.io/library/nginx:1.27`. */
  name: string;
  /** Repository and digest: `docker.io/library/nginx@sha256:…`. */
  digest: string;
  /** Compressed bytes, as `crictl images` and node status say. */
  size: number;
  entrypoint: string[];
  command: string[];
  /** `USER` of the image: a number, or a name; root by default. */
  user?: string;
  start: ImageProgram;
}

/** Why an image could not be had: the code and the words of containerd. */
export interface PullFailure {
  code: 'NotFound' | 'Unknown';
  message: string;
}

/** runc could not run the command: the container ends before it began (exit code 128, reason StartError). */
export class StartError extends Error {
  override readonly name = 'StartError';
  constructor(command: string) {
    const why = command.includes('/')
      ? `stat ${command}: no such file or directory`
      : 'executable file not found in $PATH';
    super(
      `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "${command}": ${why}`,
    );
  }
}
