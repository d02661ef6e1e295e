/**
 * What the words of kubectl's STATUS column mean: which explanation (messages `inspector.status.*`) belongs to a word. Pure.
 * Sources: printPod in kubernetes/pkg/printers/internalversion/printers.go; reasons in kubernetes/pkg/kubelet/images/types.go,
 * kuberuntime, eviction, lifecycle/predicate.go and nodeshutdown.
 */
export const STATUS_WORDS = [
  'Running',
  'Completed',
  'Succeeded',
  'Pending',
  'SchedulingGated',
  'ContainerCreating',
  'PodInitializing',
  'Terminating',
  'CrashLoopBackOff',
  'Error',
  'Failed',
  'OOMKilled',
  'ImagePullBackOff',
  'ErrImagePull',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
  'CreateContainerConfigError',
  'CreateContainerError',
  'CreatePodSandboxError',
  'RunContainerError',
  'ContainerCannotRun',
  'StartError',
  'ContainerStatusUnknown',
  'PostStartHookError',
  'PreStopHookError',
  'Evicted',
  'Preempting',
  'DeadlineExceeded',
  'Shutdown',
  'UnexpectedAdmissionError',
  'TopologyAffinityError',
  'NodeAffinity',
  'NotReady',
  'Unknown',
  'NodeLost',
] as const;
type StatusWord = (typeof STATUS_WORDS)[number];

export interface StatusExplanation {
  id: StatusWord | 'Init' | 'ExitCode' | 'Signal' | 'OutOf' | 'other';
  values: { done: number; total: number; code: number; signal: number; resource: string };
  /** It happens to an init container. */
  init: boolean;
}

/** Other words for the same: graceful node shutdown says `Terminated`, and said `Shutdown` or `NodeShutdown` before. */
const SAME_AS: ReadonlyMap<string, StatusWord> = new Map([
  ['NodeShutdown', 'Shutdown'],
  ['Terminated', 'Shutdown'],
]);

const known = (word: string): StatusWord | undefined =>
  STATUS_WORDS.find((status) => status === word) ?? SAME_AS.get(word);

/** Explanation of a STATUS as kubectl prints it: `Init:1/2`, `Init:CrashLoopBackOff`, `ExitCode:3`, `OutOfcpu`… */
export function explainStatus(status: string): StatusExplanation {
  const values = { done: 0, total: 0, code: 0, signal: 0, resource: '' };
  const progress = /^Init:(\d+)\/(\d+)$/.exec(status);
  if (progress) {
    return { id: 'Init', values: { ...values, done: Number(progress[1]), total: Number(progress[2]) }, init: true };
  }
  const init = status.startsWith('Init:');
  const word = init ? status.slice('Init:'.length) : status;
  const number = /^(ExitCode|Signal):(-?\d+)$/.exec(word);
  if (number?.[1] === 'ExitCode') return { id: 'ExitCode', values: { ...values, code: Number(number[2]) }, init };
  if (number) return { id: 'Signal', values: { ...values, signal: Number(number[2]) }, init };
  const exhausted = /^OutOf(.+)$/i.exec(word);
  if (exhausted?.[1]) return { id: 'OutOf', values: { ...values, resource: exhausted[1] }, init };
  return { id: known(word) ?? 'other', values, init };
}

export type ExitMeaning =
  | { id: '0' | '1' | '2' | '126' | '127' | '128' | '137' | '139' | '143' | 'other'; signal: 0 }
  | { id: 'signal'; signal: number };

const EXIT_CODES = ['0', '1', '2', '126', '127', '128', '137', '139', '143'] as const;

/** What an exit code usually means: 128 + n is death by signal n. */
export function explainExitCode(code: number): ExitMeaning {
  const id = EXIT_CODES.find((exit) => exit === String(code));
  if (id) return { id, signal: 0 };
  return code > 128 && code < 193 ? { id: 'signal', signal: code - 128 } : { id: 'other', signal: 0 };
}
