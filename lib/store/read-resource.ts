/** One reading of an address of our API, and why it failed in the closed vocabulary. */
import type { Problem } from '@/lib/contract/problem';
import { isProblem } from './problem';

/** `network`: nobody answered, or with something that is not ours. */
export type ReadProblem = Problem | { code: 'network'; detail?: undefined };

/** What a reading throws: always with a problem that there are words for. */
export class ReadFailure extends Error {
  constructor(readonly problem: ReadProblem) {
    super(problem.detail ?? problem.code);
  }
}

const NETWORK: ReadProblem = { code: 'network' };

async function problemOf(response: Response): Promise<ReadProblem> {
  try {
    const body: unknown = await response.json();
    return isProblem(body) ? body : NETWORK;
  } catch {
    return NETWORK;
  }
}

/**
 * Reads `url` as our server answers it; its JSON unless `read` says otherwise.
 * @throws ReadFailure with the server's problem, or `network`.
 */
export async function readResource<T>(
  url: string,
  signal: AbortSignal,
  read: (response: Response) => Promise<T> = (response) => response.json(),
  ask: (url: string, init: RequestInit) => Promise<Response> = fetch,
): Promise<T> {
  try {
    const response = await ask(url, { signal, cache: 'no-store' });
    if (response.ok) return await read(response);
    throw new ReadFailure(await problemOf(response));
  } catch (error) {
    throw error instanceof ReadFailure ? error : new ReadFailure(NETWORK);
  }
}
