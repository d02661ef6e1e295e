import type { ApiClient, ClientIdentity } from '../../api/client.ts';
import type { Random } from '../random.ts';
import type { Scope } from '../scope.ts';

/** What a program of the control plane finds around it when it is started. */
export interface ProgramContext {
  /** Closed when the program is stopped; everything it does hangs on it. */
  scope: Scope;
  random: Random;
  /** The machine it runs on. */
  node: string;
  /** A client of the API server as seen from this machine. */
  client(manager: string, identity?: ClientIdentity): ApiClient;
  log(line: string): void;
  /** Ends the program, as `os.Exit` does: its kubelet will see a container that stopped. */
  exit(code: number): void;
}

/** A program: started once per context, lives until its scope closes. */
export type Program = (context: ProgramContext) => void;
