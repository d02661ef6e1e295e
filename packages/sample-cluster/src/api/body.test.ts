import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Bodies } from './body.ts';

const MEGABYTE = Buffer.alloc(2 ** 20);

/** A request whose body comes as it is pushed. */
function request(contentLength?: number): IncomingMessage {
  const message = new IncomingMessage(new Socket());
  message._read = () => undefined;
  if (contentLength !== undefined) message.headers['content-length'] = `${contentLength}`;
  return message;
}
const outcome = (read: Promise<Buffer>) =>
  read.then(
    (body) => body.length,
    (error: { code: number }) => error.code,
  );

describe('bodies of requests', () => {
  it('are read whole', async () => {
    const message = request();
    const read = new Bodies().read(message);
    message.push('{"a":');
    message.push('1}');
    message.push(null);
    expect(String(await read)).toBe('{"a":1}');
  });

  it('are refused as soon as they are known to be too large', async () => {
    const bodies = new Bodies();
    expect(await outcome(bodies.read(request(9.9 * 2 ** 20)))).toBe(413);
    const unannounced = request();
    const read = outcome(bodies.read(unannounced));
    for (let sent = 0; sent < 4; sent++) unannounced.push(MEGABYTE);
    expect(await read).toBe(413);
  });

  it('that never end hold no more than there is room for, and what they held is free when they go', async () => {
    const bodies = new Bodies();
    const unfinished = Array.from({ length: 60 }, () => request());
    const outcomes = unfinished.map((message) => outcome(bodies.read(message)));
    for (const message of unfinished) message.push(MEGABYTE);
    // The first thirty-two wait on; the others hear at once that there is no room.
    expect(await Promise.all(outcomes.slice(32))).toEqual(Array.from({ length: 28 }, () => 429));
    for (const message of unfinished.slice(0, 32)) message.destroy(new Error('aborted'));
    await Promise.all(outcomes.slice(0, 32));
    const next = request();
    const read = outcome(bodies.read(next));
    next.push(MEGABYTE);
    next.push(null);
    expect(await read).toBe(MEGABYTE.length);
  });
});
