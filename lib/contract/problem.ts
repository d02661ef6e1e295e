import type { LeftOut } from '@/lib/model/cluster';
import type { ProblemCode } from '@/lib/model/problem-code';

export { isProblemCode, PROBLEM_CODES, type ProblemCode } from '@/lib/model/problem-code';

/** What every route answers when it cannot answer: a code, and the detail in the words of whoever refused. Never a credential. */
export interface Problem {
  code: ProblemCode;
  /** Verbatim from the API server, the file or the system, with secrets removed. English. */
  detail?: string;
  /** Values for the message: file, context, host… */
  values?: Record<string, string>;
  /** Of a recording that shows nothing: the files that were seen, the first fifty by name, and why none was used. */
  leftOut?: readonly LeftOut[];
  /** How many there are beyond those. */
  leftOutMore?: number;
}
