/** Problems as they come over the edge. */
import { isProblemCode, type Problem } from '@/lib/contract/problem';

/** True for a body that is a problem with a code that we have words for. */
export function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && isProblemCode(body.code);
}
