/** Contract tests: our reading against what real API servers answered, exchange by exchange. */
import { describe, expect, it } from 'vitest';
import type { PodObject } from '@/lib/model/objects';
import { describeShared } from '@/lib/testing/shared';
import { classify, StatusError } from './classify';
import { parseChecks } from './health';
import { whoAmI } from './identity';
import { transformedOrNothing } from './kinds/definition';
import { events } from './kinds/events';
import { pods } from './kinds/pods';
import { isExpired, listAll, type Part, watchFrom } from './list-watch';
import { type Exchange, exchange, itemsOf, replay, textOf } from './testing/exchanges';
import type { Transport } from './transport';

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

/** What a server answered, by what was asked. */
interface Answers {
  firstPage: Exchange;
  lastPage: Exchange;
  birth: Exchange;
  expiredWatch: Exchange;
  expiredContinue: Exchange;
  quietWatch: Exchange;
  errors: (readonly [status: number, code: string, answer: Exchange])[];
  who: Exchange;
  readyz: Exchange;
  events: Exchange;
  newEvents: Exchange;
}

function reads(answers: Answers) {
  it('gives a list in pages', async () => {
    const listed: PodObject[] = [];
    const parts: Part[] = [];
    const resourceVersion = await listAll({
      transport: replay(answers.firstPage, answers.lastPage),
      path: '/api/v1/pods',
      pageSize: 2,
      each: (raw) => transformedOrNothing(pods.groupVersionResources[0], raw),
      take(items, part) {
        listed.push(...items);
        parts.push(part);
      },
      signal,
    });
    expect(parts).toEqual([
      { first: true, last: false },
      { first: false, last: true },
    ]);
    expect(listed.length).toBeGreaterThan(2);
    expect(listed.every((pod) => pod.metadata.uid && pod.spec.containers.length > 0)).toBe(true);
    expect(resourceVersion).not.toBe('');
  });

  it('tells the birth of a Deployment in a watch, of which we keep no fieldsV1', async () => {
    const seen = await drain(watching(replay(answers.birth)));
    const kept = seen.map(({ object }) => transformedOrNothing(pods.groupVersionResources[0], object));
    expect(seen.length).toBeGreaterThan(2);
    expect(kept.every((pod) => pod !== undefined)).toBe(true);
    expect(JSON.stringify(kept)).toContain('kube-controller-manager');
    expect(JSON.stringify(kept)).not.toContain('fieldsV1');
  });

  it('says 410 inside a watch that began with 200', async () => {
    expect(isExpired(await failureOf(drain(watching(replay(answers.expiredWatch)))))).toBe(true);
  });

  it('says 410 as a status for an expired continue token, and we list anew', async () => {
    const parts: Part[] = [];
    await listAll({
      transport: replay(answers.firstPage, answers.expiredContinue, answers.firstPage, answers.lastPage),
      path: '/api/v1/pods',
      pageSize: 2,
      each: (raw) => raw,
      take: (_, part) => parts.push(part),
      signal,
    });
    expect(parts.map(({ first, last }) => [first, last])).toEqual([
      [true, false],
      [true, false],
      [false, true],
    ]);
  });

  it('may give no byte in a quiet watch', async () => {
    const seen = await drain(watching(replay(answers.quietWatch)));
    expect(seen.every(({ type }) => type === 'BOOKMARK' || type === 'ADDED')).toBe(true);
  });

  it.each(answers.errors)('answers %i, which we call %s', async (status, code, answer) => {
    const error = await failureOf(replay(answer).json({ path: '/' }));
    expect(error).toBeInstanceOf(StatusError);
    expect(error).toMatchObject({ status });
    expect(classify(error).code).toBe(code);
  });

  it('tells who we are', async () => {
    expect(await whoAmI(replay(answers.who), 'nobody')).toEqual({
      username: 'kubernetes-admin',
      groups: expect.arrayContaining(['system:authenticated']),
      evidenceLevel: 'observed',
    });
  });

  it('lists its checks as text', () => {
    const checks = parseChecks(textOf(answers.readyz));
    expect(checks.find(({ name }) => name === 'ping')).toEqual({ name: 'ping', ok: true });
    expect(checks.length).toBeGreaterThan(10);
  });

  it('gives the same event in both API groups, which we read as one shape', () => {
    const first = (list: Exchange, index: 0 | 1) =>
      itemsOf(list).map((raw) =>
        transformedOrNothing(events.groupVersionResources[index] ?? events.groupVersionResources[0], raw),
      );
    const byName = new Map(first(answers.newEvents, 1).map((event) => [event?.metadata.name, event]));
    const both = first(answers.events, 0).filter((event) => byName.has(event?.metadata.name));
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
}

describe('a real API server 1.20.2', () => {
  reads({
    firstPage: exchange('pods-first-page'),
    lastPage: exchange('pods-last-page'),
    birth: exchange('deployment-is-born-watch'),
    expiredWatch: exchange('expired-watch'),
    expiredContinue: exchange('expired-continue'),
    quietWatch: exchange('quiet-watch'),
    errors: [
      [401, 'unauthorized', exchange('error-401')],
      [403, 'forbidden', exchange('error-403')],
      [404, 'object-not-found', exchange('error-404')],
      [404, 'object-not-found', exchange('error-404-kind')],
      [504, 'server-error', exchange('error-504')],
    ],
    who: exchange('self-subject-review'),
    readyz: exchange('readyz'),
    events: exchange('events-core'),
    newEvents: exchange('events-new'),
  });

  it('does not tell who we are: the kubeconfig does', async () => {
    const missing = exchange('self-subject-review-missing');
    expect(await whoAmI(replay(missing, missing, missing), 'ana')).toMatchObject({
      username: 'ana',
      evidenceLevel: 'inferred',
    });
  });
});

describeShared('api-1.36.2', 'a real API server 1.36.2', (folder) => {
  const recorded = (number: string) => exchange(number, folder);
  const page = recorded('27');
  const body = { items: itemsOf(page), metadata: { resourceVersion: '1', continue: '' } };
  reads({
    firstPage: recorded('26'),
    // The second page as if it were the last one: the recording goes no further.
    lastPage: { ...page, response: { ...page.response, body } },
    birth: recorded('20'),
    expiredWatch: recorded('41'),
    expiredContinue: recorded('43'),
    quietWatch: recorded('44'),
    errors: [
      [401, 'unauthorized', recorded('33')],
      [403, 'forbidden', recorded('34')],
      [404, 'object-not-found', recorded('35')],
      [404, 'object-not-found', recorded('36')],
      [504, 'server-error', recorded('42')],
    ],
    who: recorded('10'),
    readyz: recorded('03'),
    events: recorded('24'),
    newEvents: recorded('25'),
  });
});
