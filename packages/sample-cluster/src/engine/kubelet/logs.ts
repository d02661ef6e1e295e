import type { ApiServer, LogRequest, LogStream } from '../../api/client.ts';
import { ApiError } from '../../api/errors.ts';
import type { Clock } from '../clock.ts';
import type { LogLine } from '../machine/container-log.ts';
import type { Kubelet } from './kubelet.ts';

/** How often a followed log is looked at, in simulated time. */
const FOLLOW_MS = 500;

/** What a kubelet answers when the API server asks it for a container's log. */
export function containerLogs(
  request: LogRequest,
  server: ApiServer,
  kubelet: (node: string) => Kubelet | undefined,
  clock: Clock,
  reachable: (node: string) => boolean,
): LogStream {
  const pod = server.as('kube-apiserver').get('pods', request.pod, request.namespace);
  const agent = kubelet(pod.spec.nodeName ?? '');
  const about = `container "${request.container}" in pod "${request.pod}"`;
  const address = `${pod.status.hostIP ?? ''}:10250`;
  const notReached = (why: string) =>
    new ApiError(
      500,
      '',
      `Get "https://${address}/containerLogs/${request.namespace}/${request.pod}/${request.container}": dial tcp ${address}: ${why}`,
    );
  if (agent === undefined) throw notReached('connect: connection refused');
  if (!reachable(pod.spec.nodeName ?? '')) throw notReached('i/o timeout');
  if (!agent.runtimeUp)
    throw new ApiError(
      500,
      '',
      'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial unix /run/containerd/containerd.sock: connect: connection refused"',
    );
  const record = agent.container(pod.metadata.uid, request.container, request.previous);
  if (record === undefined || record.state === 'created') {
    if (request.previous) throw new ApiError(400, 'BadRequest', `previous terminated ${about} not found`);
    const all = [...(pod.status.containerStatuses ?? []), ...(pod.status.initContainerStatuses ?? [])];
    const reason = all.find((one) => one.name === request.container)?.state?.waiting?.reason ?? 'ContainerCreating';
    throw new ApiError(400, 'BadRequest', `${about} is waiting to start: ${said(reason)}`);
  }
  const write = (lines: readonly LogLine[]) =>
    lines
      .map(
        (line) =>
          `${request.timestamps ? `${new Date(line.at).toISOString().replace('Z', '000000Z')} ` : ''}${line.text}\n`,
      )
      .join('');
  const since = Math.max(
    request.sinceSeconds === undefined ? 0 : clock.now() - request.sinceSeconds * 1000,
    request.sinceTime === undefined ? 0 : Date.parse(request.sinceTime),
  );
  const chosen = record.log.lines.filter((line) => line.at >= since);
  const text = write(
    request.tailLines === undefined ? chosen : request.tailLines === 0 ? [] : chosen.slice(-request.tailLines),
  );
  if (record.state !== 'running') return { text };
  return {
    text,
    follow: (onText, onEnd) => {
      let told = record.log.written;
      let stopped = false;
      const look = () => {
        if (stopped) return;
        const fresh = record.log.after(told);
        told = record.log.written;
        if (fresh.length > 0) onText(write(fresh));
        if (record.state === 'running') clock.after(FOLLOW_MS, look);
        else onEnd();
      };
      clock.after(FOLLOW_MS, look);
      return () => {
        stopped = true;
      };
    },
  };
}

/** The kubelet's words for what a container waits for. */
const said = (reason: string): string =>
  ({ ImagePullBackOff: 'trying and failing to pull image', ErrImagePull: "image can't be pulled" })[reason] ?? reason;
