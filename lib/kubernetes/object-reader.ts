import 'server-only';
import type { KindName, KindState } from '@/lib/model/cluster';
import { StatusError } from './classify';
import { listPath } from './kinds/definition';
import { KINDS } from './kinds/registry';
import type { Json } from './object-view';
import { ProblemError } from './problem-error';
import { statusErrorOf, type Transport } from './transport';

/** What is asked for: a kind, a name, and the namespace of what has one. */
export interface ObjectName {
  kind: KindName;
  namespace?: string;
  name: string;
}
/** Which log of a pod. */
export interface LogRequest {
  namespace: string;
  pod: string;
  container?: string;
  /** Lines from the end. */
  tail: number;
  previous: boolean;
}
/** Objects and logs one by one, from wherever the cluster is read. */
export interface ObjectReader {
  /** The raw object. Throws `object-not-found`, `forbidden` and what keeps from the server. */
  read(name: ObjectName, kinds: readonly KindState[]): Promise<Json>;
  /** Text of a log, at most {@link LOG_BYTES}. */
  log(request: LogRequest): Promise<string>;
}

/** Most of a log that is handed on, bytes. */
export const LOG_BYTES = 1_000_000;

function refused(error: unknown, values: Record<string, string>): unknown {
  if (!(error instanceof StatusError) || !error.kubernetes) return error;
  if (error.status === 404) return new ProblemError('object-not-found', error.message, values, { cause: error });
  if (error.status === 400) return new ProblemError('invalid-request', error.message, values, { cause: error });
  return error;
}

async function readBounded(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= LOG_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, LOG_BYTES).toString('utf8');
}

/** Asks the API server each time. */
export function createLiveObjects(transport: Transport): ObjectReader {
  return {
    async read({ kind, namespace, name }, kinds) {
      const definition = KINDS[kind];
      const version = kinds.find((state) => state.kind === kind)?.apiVersion;
      const groupVersionResource =
        definition.groupVersionResources.find((entry) => entry.apiVersion === version) ??
        definition.groupVersionResources[0];
      const path = `${listPath(groupVersionResource, namespace)}/${encodeURIComponent(name)}`;
      try {
        return await transport.json<Json>({ path });
      } catch (error) {
        throw refused(error, { kind, name, ...(namespace ? { namespace } : {}) });
      }
    },
    async log({ namespace, pod, container, tail, previous }) {
      const query = new URLSearchParams({ tailLines: String(tail), limitBytes: String(LOG_BYTES) });
      if (container) query.set('container', container);
      if (previous) query.set('previous', 'true');
      const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log?${query}`;
      const response = await transport.send({ path, accept: '*/*' });
      if (response.status !== 200) throw refused(await statusErrorOf(response), { namespace, name: pod });
      return readBounded(response.body);
    },
  };
}
