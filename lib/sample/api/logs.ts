/** `pods/log`. */
import type { LogProvider } from './client';
import { ApiError } from './errors';
import { fieldsOf, listOf, textOf } from './json';
import type { Reply } from './reply';
import { isTrue } from './request';
import type { KubeObject } from './store';

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

const wholeNumber = (text: string | null, name: string): number | undefined => {
  if (text === null) return undefined;
  if (!/^\d{1,12}$/.test(text)) throw bad(`PodLogOptions: ${name} must be a positive whole number`);
  return Number(text);
};

/** Answers a container's log; with `follow`, until it ends, the client leaves or the server stops. */
export function streamLogs(
  pod: KubeObject,
  query: URLSearchParams,
  provider: LogProvider | undefined,
  reply: Reply,
  onStop: (end: () => void) => () => void,
): void {
  const container = containerOf(pod, query.get('container'));
  // A pod nobody has a node for yet has an empty log, not an error.
  if (!fieldsOf(pod.spec).nodeName) {
    reply.text(200, '');
    return;
  }
  if (!provider) throw new ApiError(500, 'InternalError', 'no kubelet answers for logs');
  const [tailLines, sinceSeconds, limitBytes] = ['tailLines', 'sinceSeconds', 'limitBytes'].map((name) =>
    wholeNumber(query.get(name), name),
  );
  const sinceTime = query.get('sinceTime');
  const stream = provider({
    namespace: pod.metadata.namespace ?? '',
    pod: pod.metadata.name,
    container,
    previous: isTrue(query.get('previous')),
    timestamps: isTrue(query.get('timestamps')),
    ...(tailLines === undefined ? {} : { tailLines }),
    ...(sinceSeconds === undefined ? {} : { sinceSeconds }),
    ...(sinceTime ? { sinceTime } : {}),
    ...(limitBytes === undefined ? {} : { limitBytes }),
  });
  const { response } = reply;
  response.writeHead(200, { 'Content-Type': 'text/plain' });
  response.write(stream.text);
  if (!isTrue(query.get('follow')) || !stream.follow) {
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
  stop = stream.follow((text) => response.write(text), end);
}
