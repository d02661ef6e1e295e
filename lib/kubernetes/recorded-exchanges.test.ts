/** Contract tests: our reading against what a real API server 1.36.2 answered, exchange by exchange. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { classify, StatusError } from './classify';
import { parseChecks } from './health';
import { whoAmI } from './identity';
import { transformedOrNothing } from './kinds/definition';
import { events } from './kinds/events';
import { pods } from './kinds/pods';
import { isExpired, listAll, watchFrom } from './list-watch';
import { type Transport, transportOver } from './transport';

const folder = path.resolve(import.meta.dirname, '../../../shared/fixtures/api-1.36.2');
const present = existsSync(folder);

interface Exchange {
  request: { method: string; path: string };
  response: { status: number; headers: Record<string, string>; body: unknown };
}
function exchange(number: string): Exchange {
  const file = readdirSync(folder).find((name) => name.startsWith(number));
  return JSON.parse(readFileSync(path.join(folder, file ?? ''), 'utf8'));
}
const hasText = (body: unknown): body is { text: string } =>
  typeof body === 'object' && body !== null && 'text' in body && typeof body.text === 'string';
const textOf = (body: unknown) => (hasText(body) ? body.text : '');
const LAST_PAGE = 'last';
/** The second page as if it were the last one: the recording goes no further. */
function lastPage(): Exchange {
  const page = exchange('27');
  const { body } = page.response;
  const metadata = typeof body === 'object' && body !== null && 'metadata' in body ? body.metadata : {};
  return {
    ...page,
    response: { ...page.response, body: { ...(body ?? {}), metadata: { ...(metadata ?? {}), continue: '' } } },
  };
}
const linesOf = (body: unknown): unknown[] =>
  typeof body === 'object' && body !== null && 'lines' in body && Array.isArray(body.lines) ? body.lines : [body];

/** A transport that answers with recorded exchanges, one after the other. */
function replay(...numbers: string[]): Transport {
  const answers = numbers.map((number) => (number === LAST_PAGE ? lastPage() : exchange(number)));
  return transportOver(async () => {
    const next = answers.shift();
    if (!next) throw new Error('asked once too often');
    const { status, headers, body } = next.response;
    const text = hasText(body)
      ? body.text
      : linesOf(body)
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
const signal = new AbortController().signal;
const watching = (transport: Transport) =>
  watchFrom(transport, '/api/v1/pods', {
    resourceVersion: '1',
    timeoutSeconds: 60,
    answerMs: 1_000,
    idleMs: 60_000,
    signal,
  });

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('it worked');
}
const drain = async (watch: AsyncIterable<{ type: string; object: unknown }>) => {
  const seen: { type: string; object: unknown }[] = [];
  for await (const event of watch) seen.push(event);
  return seen;
};

describe.skipIf(!present)('a real API server 1.36.2', () => {
  it('gives a list in pages', async () => {
    const listed = await listAll(
      replay('26', LAST_PAGE),
      '/api/v1/pods',
      2,
      (raw) => transformedOrNothing(pods.groupVersionResources[0], raw),
      signal,
    );
    expect(listed.items.length).toBeGreaterThan(2);
    expect(listed.items.every((pod) => pod.metadata.uid && pod.spec.containers.length > 0)).toBe(true);
    expect(listed.resourceVersion).not.toBe('');
  });

  it('tells the birth of a Deployment in a watch, of which we keep no fieldsV1', async () => {
    const seen = await drain(watching(replay('20')));
    const kept = seen.map(({ object }) => transformedOrNothing(pods.groupVersionResources[0], object));
    expect(seen.length).toBeGreaterThan(2);
    expect(kept.every((pod) => pod !== undefined)).toBe(true);
    expect(JSON.stringify(kept)).toContain('kube-controller-manager');
    expect(JSON.stringify(kept)).not.toContain('fieldsV1');
  });

  it('says 410 inside a watch that began with 200', async () => {
    expect(isExpired(await failureOf(drain(watching(replay('41')))))).toBe(true);
  });

  it('says 410 as a status for an expired continue token, and we list anew', async () => {
    const listed = await listAll(replay('26', '43', '26', LAST_PAGE), '/api/v1/pods', 2, (raw) => raw, signal);
    expect(listed.items.length).toBeGreaterThan(2);
  });

  it('may give no byte in a quiet watch', async () => {
    const seen = await drain(watching(replay('44')));
    expect(seen.every(({ type }) => type === 'BOOKMARK' || type === 'ADDED')).toBe(true);
  });

  it.each([
    ['33', 401, 'unauthorized'],
    ['34', 403, 'forbidden'],
    ['35', 404, 'object-not-found'],
    ['36', 404, 'object-not-found'],
    ['42', 504, 'server-error'],
  ])('answers exchange %s with %i', async (number, status, code) => {
    const error = await failureOf(replay(number).json({ path: '/' }));
    expect(error).toBeInstanceOf(StatusError);
    expect(error).toMatchObject({ status });
    expect(classify(error).code).toBe(code);
  });

  it('tells who we are', async () => {
    expect(await whoAmI(replay('10'), 'nobody')).toEqual({
      username: 'kubernetes-admin',
      groups: ['system:masters', 'system:authenticated'],
      evidenceLevel: 'observed',
    });
  });

  it('lists its checks as text', () => {
    const { body } = exchange('03').response;
    const checks = parseChecks(textOf(body));
    expect(checks.find(({ name }) => name === 'ping')).toEqual({ name: 'ping', ok: true });
    expect(checks.length).toBeGreaterThan(10);
  });

  it('gives the same event in both API groups, which we read as one shape', () => {
    const first = (number: string, index: 0 | 1) => {
      const { body } = exchange(number).response;
      const items =
        typeof body === 'object' && body !== null && 'items' in body && Array.isArray(body.items) ? body.items : [];
      const groupVersionResource = events.groupVersionResources[index];
      return items.map((raw: unknown) => groupVersionResource && transformedOrNothing(groupVersionResource, raw));
    };
    const byName = new Map(first('25', 1).map((event) => [event?.metadata.name, event]));
    const both = first('24', 0).filter((event) => byName.has(event?.metadata.name));
    expect(both.length).toBeGreaterThan(0);
    for (const event of both) {
      const other = byName.get(event?.metadata.name);
      expect([other?.involvedObject.uid, other?.message, other?.reason]).toEqual([
        event?.involvedObject.uid,
        event?.message,
        event?.reason,
      ]);
    }
  });
});
