import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { TEST_CERTIFICATE } from '../testing/test-certificate';
import { expiredPart } from './expired';

const bearer = (claims: string) => `Bearer e30.${Buffer.from(claims).toString('base64url')}.c2ln`;
const NOON = Date.parse('2026-12-01T12:00:00Z');

describe('what has run out', () => {
  it('is a token, from the second that it names on', () => {
    const authorization = bearer(JSON.stringify({ exp: NOON / 1000 }));
    expect(expiredPart({ authorization }, NOON - 1)).toBeUndefined();
    expect(expiredPart({ authorization }, NOON)).toEqual({ part: 'token', at: '2026-12-01T12:00:00.000Z' });
  });

  it('is a certificate, by its own date', () => {
    const end = new X509Certificate(TEST_CERTIFICATE).validToDate;
    expect(expiredPart({ cert: TEST_CERTIFICATE }, end.getTime() - 1)).toBeUndefined();
    expect(expiredPart({ cert: Buffer.from(TEST_CERTIFICATE) }, end.getTime())).toEqual({
      part: 'certificate',
      at: end.toISOString(),
    });
  });

  it.each(['Basic bWU6cHc=', 'Bearer opaque', 'Bearer a.b.c', bearer('{'), bearer('null'), bearer('{"exp":"soon"}')])(
    'is nothing where nothing says so: %s',
    (authorization) => {
      expect(expiredPart({ authorization, cert: 'no certificate' }, NOON)).toBeUndefined();
    },
  );
});
