import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonResponse, streamedJsonResponse } from './answer';

it('a streamed answer says letter by letter what one made at once says', async () => {
  const value = fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue()), fc.constant(undefined));
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), value), async (body) => {
      expect(await streamedJsonResponse(body).text()).toBe(await jsonResponse(body).text());
    }),
  );
});

it('a streamed answer is made piece by piece', async () => {
  const pods = Array.from({ length: 5_000 }, (_, n) => ({ name: `web-${n}`, image: 'nginx:1.27' }));
  let chunks = 0;
  for await (const _ of streamedJsonResponse({ pods }).body ?? []) chunks += 1;
  expect(chunks).toBeGreaterThan(2);
});
