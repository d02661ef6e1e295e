import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { allowBodyEncoding, translateBodyEncoding } from './body-encoding.js';

it('an answer that a route has encoded says so to the browser, others are as they were', async () => {
  allowBodyEncoding();
  const header = String(Reflect.get(globalThis, Symbol.for('kubeplano.encoding-header')));
  const server = createServer((request, response) => {
    translateBodyEncoding(response);
    if (request.url === '/gzip') response.setHeader(header, 'gzip').end(gzipSync('hello'));
    else response.writeHead(203, { 'x-other': 'kept' }).end('plain');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const gzip = await fetch(`${url}/gzip`);
  expect(gzip.headers.get('content-encoding')).toBe('gzip');
  expect(gzip.headers.has(header)).toBe(false);
  expect(await gzip.text()).toBe('hello');
  const plain = await fetch(`${url}/plain`);
  expect([plain.status, plain.headers.get('x-other'), plain.headers.get('content-encoding')]).toEqual([
    203,
    'kept',
    null,
  ]);
  server.close();
});
