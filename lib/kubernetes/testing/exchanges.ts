/** Exchanges with a real API server (`exchanges/README.md`), and a transport that answers with them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Transport, transportOver } from '../transport';

/** A request and what was answered; the body of a watch is its lines, that of a plain answer its text. */
export interface Exchange {
  request: { method: string; path: string };
  response: { status: number; headers: Record<string, string>; body: unknown };
}

const OURS = path.join(import.meta.dirname, 'exchanges');

/** The exchange of a file whose name begins like this, in our folder or another. */
export function exchange(name: string, folder = OURS): Exchange {
  const files = readdirSync(folder);
  const file = files.find((one) => one === `${name}.json`) ?? files.find((one) => one.startsWith(`${name}-`));
  if (!file) throw new Error(`no exchange ${name} in ${folder}`);
  return JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
}

const has = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;
const arrayAt = (value: unknown, name: string): unknown[] | undefined => {
  const found = has(value, name);
  return Array.isArray(found) ? found : undefined;
};

/** The text of an answer that is no JSON. */
export const textOf = ({ response }: Exchange): string => String(has(response.body, 'text') ?? '');
/** The items of a list. */
export const itemsOf = ({ response }: Exchange): unknown[] => arrayAt(response.body, 'items') ?? [];
/** What came down a watch, line by line. */
export const linesOf = ({ response }: Exchange): unknown[] => arrayAt(response.body, 'lines') ?? [response.body];
/** The rows of a Table. */
export const rowsOf = ({ response }: Exchange): unknown[] => arrayAt(response.body, 'rows') ?? [];

/** A transport that answers with these exchanges, one after the other. */
export function replay(...answers: Exchange[]): Transport {
  const left = [...answers];
  return transportOver(async () => {
    const next = left.shift();
    if (!next) throw new Error('asked once too often');
    const { status, headers } = next.response;
    const text =
      textOf(next) ||
      linesOf(next)
        .map((line) => JSON.stringify(line))
        .join('\n');
    async function* pieces() {
      // In pieces that respect no line, as a network gives them.
      const bytes = Buffer.from(text);
      for (let start = 0; start < bytes.length; start += 1_000) yield bytes.subarray(start, start + 1_000);
    }
    return { status, headers, body: pieces() };
  });
}
