import { X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeLoopbackCertificate } from './certificate.ts';

it('makes a certificate that verifies itself and is valid for loopback only', () => {
  const { certificate } = makeLoopbackCertificate(new Date('2026-11-22T10:00:00Z'));
  const read = new X509Certificate(certificate);
  expect(read.verify(read.publicKey)).toBe(true);
  expect(read.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(read.checkHost('localhost')).toBe('localhost');
  expect(read.checkIP('10.0.0.1')).toBeUndefined();
  expect(read.ca).toBe(true);
  expect(new Date(read.validTo).toISOString()).toBe('2027-11-22T10:00:00.000Z');
});
