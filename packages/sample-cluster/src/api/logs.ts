/** `pods/log`. */
import type { LogProvider } from './client.ts';
import { timeProblem } from './decode-scalars.ts';
import { ApiError } from './errors.ts';
import { fieldsOf, listOf, textOf } from './json.ts';
import type { Reply } from './reply.ts';
import { isTrue, wholeNumber } from './request.ts';
import type { KubeObject } from './store.ts';
import { FieldErrors } from './validation-errors.ts';
import { nonNegative } from './validation-numbers.ts';

const bad = (message: string) => new ApiError(400, 'BadRequest', message);
const namesIn = (list: unknown): string[] => listOf(list).flatMap((item) => textOf(fieldsOf(item).name) ?? []);

function containerOf(pod: KubeObject, asked: string | null): string {
  const spec = fieldsOf(pod.spec);
  const [apps, init] = [namesIn(spec.containers), namesIn(spec.initContainers)];
  if (asked) {
    if (![...apps, ...init, ...namesIn(spec.ephemeralContainers)].includes(asked))
      throw bad(`container ${asked} is not valid for pod ${pod.metadata.name}`);
    return asked;
  }
  const [only, ...others] = apps;
  if (only && others.length === 0) return only;
  const also = init.length > 0 ? ` or one of the init containers: [${init.join(' ')}]` : '';
  throw bad(
    `a container name must be specified for pod ${pod.metadata.name}, choose one of: [${apps.join(' ')}]${also}`,
  );
}

/** What was asked of a log. Throws {@link ApiError} 400 and 422 in the server's words. */
function optionsOf(pod: string, query: URLSearchParams) {
  const [tailLines, sinceSeconds, limitBytes] = ['tailLines', 'sinceSeconds', 'limitBytes'].map((name) =>
    wholeNumber(query.get(name)),
  );
  const sinceTime = query.get('sinceTime') || undefined;
  const problem = sinceTime === undefined ? undefined : timeProblem(sinceTime);
  if (problem) throw bad(problem);
  const errors = new FieldErrors();
  nonNegative(errors, 'tailLines', tailLines);
  if (limitBytes !== undefined && limitBytes < 1) errors.invalid('limitBytes', limitBytes, 'must be greater than 0');
  if (sinceSeconds !== undefined && sinceTime !== undefined)
    errors.forbidden('[]', 'at most one of `sinceTime` or `sinceSeconds` may be specified');
  else if (sinceSeconds !== undefined && sinceSeconds < 1)
    errors.invalid('sinceSeconds', sinceSeconds, 'must be greater than 0');
  errors.check({ group: '', kind: 'PodLogOptions' }, pod);
  return { tailLines, sinceSeconds, sinceTime, limitBytes: limitBytes ?? Number.POSITIVE_INFINITY };
}

/** Lets so many bytes through and no more. */
function limited(bytes: number) {
  let left = bytes;
  return {
    take: (text: string): Buffer => {
      const part = Buffer.from(text).subarray(0, left);
      left -= part.length;
      return part;
    },
    isFull: () => left === 0,
  };
}

/** Answers a container's log; with `follow`, until it ends, the client leaves or the server stops. */
export function streamLogs(
  pod: KubeObject,
  query: URLSearchParams,
  provider: LogProvider | undefined,
  reply: Reply,
  onStop: (end: () => void) => () => void,
): void {
  const { tailLines, sinceSeconds, sinceTime, limitBytes } = optionsOf(pod.metadata.name, query);
  const container = containerOf(pod, query.get('container'));
  // A pod nobody has a node for yet has an empty log, not an error.
  if (!fieldsOf(pod.spec).nodeName) {
    reply.text(200, '');
    return;
  }
  if (!provider) throw new ApiError(500, 'InternalError', 'no kubelet answers for logs');
  const stream = provider({
    namespace: pod.metadata.namespace ?? '',
    pod: pod.metadata.name,
    container,
    previous: isTrue(query.get('previous')),
    timestamps: isTrue(query.get('timestamps')),
    ...(tailLines === undefined ? {} : { tailLines }),
    ...(sinceSeconds === undefined ? {} : { sinceSeconds }),
    ...(sinceTime === undefined ? {} : { sinceTime }),
  });
  const { response } = reply;
  response.writeHead(200, { 'Content-Type': 'text/plain' });
  const most = limited(limitBytes);
  response.write(most.take(stream.text));
  if (!isTrue(query.get('follow')) || !stream.follow || most.isFull()) {
    response.end();
    return;
  }
  let stop: () => void = () => undefined;
  const end = () => {
    stop();
    forget();
    response.end();
  };
  const forget = onStop(end);
  response.on('close', end);
  stop = stream.follow((text) => {
    response.write(most.take(text));
    if (most.isFull()) end();
  }, end);
}
