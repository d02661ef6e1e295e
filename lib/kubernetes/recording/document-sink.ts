import type { LeftOutReason } from '@/lib/model/cluster';

/** Who is told what a file holds. */
export interface DocumentSink {
  document(value: unknown): void;
  /** A log of a pod, `namespace/name`, that stood between documents. */
  log(pod: string, text: string): void;
  leaveOut(code: LeftOutReason['code'], values?: LeftOutReason['values']): void;
}
