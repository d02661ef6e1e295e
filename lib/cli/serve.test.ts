import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { listen } from './serve.js';

const servers: Server[] = [];
const newServer = () => {
  const server = createServer();
  servers.push(server);
  return server;
};
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});
async function takenPort() {
  const server = newServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe('listening', () => {
  it('moves to the next free port when the default one is taken', async () => {
    const port = await takenPort();
    const got = await listen(newServer(), { host: '127.0.0.1', port, portAsked: false });
    expect(got).toBeGreaterThan(port);
  });

  it('says that the port is taken when it was asked for', async () => {
    const port = await takenPort();
    await expect(listen(newServer(), { host: '127.0.0.1', port, portAsked: true })).rejects.toMatchObject({
      key: 'port-taken',
      values: { port },
    });
  });

  it('says that an address is not of this machine', async () => {
    await expect(listen(newServer(), { host: '192.0.2.1', port: 0, portAsked: true })).rejects.toMatchObject({
      key: 'host-not-here',
    });
  });
});
