import { describe, expect, it } from 'vitest';
import { ReadFailure, readResource } from './read-resource';

const signal = new AbortController().signal;
const answers =
  (body: string, status = 200) =>
  () =>
    Promise.resolve(new Response(body, { status }));

describe('a reading of our API', () => {
  it('gives the JSON of the answer, or what is made of it', async () => {
    expect(await readResource('/api/x', signal, undefined, answers('{"a":1}'))).toEqual({ a: 1 });
    expect(await readResource('/api/x', signal, (response) => response.text(), answers('log'))).toBe('log');
  });

  it.each([
    [
      'the problem the server tells',
      answers('{"code":"forbidden","detail":"no"}', 403),
      { code: 'forbidden', detail: 'no' },
    ],
    ['a code without words', answers('{"code":"moon"}', 500), { code: 'network' }],
    ['a page of somebody else', answers('<html>', 502), { code: 'network' }],
    ['a success that is not JSON', answers('<html>'), { code: 'network' }],
    ['nobody there', () => Promise.reject(new TypeError('failed')), { code: 'network' }],
  ])('fails with words for %s', async (_, ask, problem) => {
    const failure = await readResource('/api/x', signal, undefined, ask).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ReadFailure);
    expect(failure).toMatchObject({ problem });
  });
});
