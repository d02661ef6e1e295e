import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Change, createCredentials } from './credentials';
import { connectionOf } from './kubeconfig/connection';
import { mergeKubeconfigs } from './kubeconfig/merge';
import { createLoopback } from './testing/loopback';
import { createManualClock } from './testing/manual-clock';
import { TEST_CERTIFICATE } from './testing/test-certificate';

let loopback: ReturnType<typeof createLoopback>;
beforeEach(() => {
  loopback = createLoopback();
});
afterEach(() => loopback.close());

function credentials(cluster: object, user: object) {
  const file = loopback.kubeconfig(cluster, user);
  const clock = createManualClock();
  const made = createCredentials(() => connectionOf(mergeKubeconfigs([file]), 'x'), clock);
  const changes: Change[] = [];
  made.onChange((change) => changes.push(change));
  return { ...made, made, file, clock, changes };
}
const server = 'https://127.0.0.1:6443';

describe('a kubeconfig that changes while it is in use', () => {
  it('is read again: the token, without anything having failed', async () => {
    const { identity, follow, clock, changes } = credentials({ server }, { token: 'one' });
    loopback.kubeconfig({ server }, { token: 'second' });
    await clock.advance(1_000);
    follow();
    expect(changes).toEqual(['user']);
    expect((await identity()).headers).toEqual({ Authorization: 'Bearer second' });
  });

  it('tells that the server has moved', async () => {
    const { made, follow, clock, changes } = credentials({ server }, { token: 'one' });
    loopback.kubeconfig({ server: 'https://127.0.0.1:32771' }, { token: 'one' });
    await clock.advance(1_000);
    follow();
    expect(changes).toEqual(['cluster']);
    expect(made.server).toBe('https://127.0.0.1:32771');
  });

  it('counts files it names: an authority written anew', async () => {
    const ca = loopback.write('ca.crt', TEST_CERTIFICATE);
    const { follow, clock, changes } = credentials({ server, 'certificate-authority': 'ca.crt' }, {});
    writeFileSync(ca, `# renewed\n${TEST_CERTIFICATE}`);
    await clock.advance(1_000);
    follow();
    expect(changes).toEqual(['cluster']);
  });

  it('keeps what it has where the file is half written or gone, and takes the next whole one', async () => {
    const { identity, follow, file, clock } = credentials({ server }, { token: 'one' });
    for (const write of [() => writeFileSync(file, '{"clus'), () => rmSync(file)]) {
      write();
      await clock.advance(1_000);
      follow();
      expect((await identity()).headers).toEqual({ Authorization: 'Bearer one' });
    }
    loopback.kubeconfig({ server }, { token: 'three' });
    await clock.advance(1_000);
    follow();
    expect((await identity()).headers).toEqual({ Authorization: 'Bearer three' });
  });

  it('is read again after a failure also when nothing about the file tells that it changed', async () => {
    const { identity, follow, renew, file, clock } = credentials({ server }, { token: 'one' });
    utimesSync(file, 1, 1);
    await clock.advance(1_000);
    follow();
    loopback.kubeconfig({ server }, { token: 'two' });
    utimesSync(file, 1, 1);
    await clock.advance(1_000);
    follow();
    expect((await identity()).headers).toEqual({ Authorization: 'Bearer one' });
    expect(renew()).toBe(true);
    expect((await identity()).headers).toEqual({ Authorization: 'Bearer two' });
    expect(renew()).toBe(false);
  });
});

it('who impersonates is told as whom', () => {
  const { userName } = credentials({ server }, { token: 'one', as: 'ana' });
  expect(userName).toBe('ana');
});
