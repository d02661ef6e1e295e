/**
 * A self-signed certificate for loopback, made at start. kubectl sends no token over plain HTTP, and Node cannot create
 * certificates: the few DER structures needed are written here (docs/decisions: sample API over HTTPS).
 */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const encodeLength = (length: number): Buffer => {
  if (length < 128) return Buffer.from([length]);
  const bytes = length < 256 ? [length] : [length >> 8, length & 255];
  return Buffer.from([0x80 | bytes.length, ...bytes]);
};
/** One DER value: tag, length, content. */
const der = (tag: number, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), encodeLength(body.length), body]);
};
const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const octets = (content: Buffer) => der(0x04, content);
const bits = (content: Buffer, unused = 0) => der(0x03, Buffer.from([unused]), content);
const TRUE = Buffer.from([0x01, 0x01, 0xff]);

/** Object identifiers, already encoded. */
const OID = {
  ecdsaWithSha256: Buffer.from('06082a8648ce3d040302', 'hex'),
  commonName: Buffer.from('0603550403', 'hex'),
  basicConstraints: Buffer.from('0603551d13', 'hex'),
  keyUsage: Buffer.from('0603551d0f', 'hex'),
  extendedKeyUsage: Buffer.from('0603551d25', 'hex'),
  serverAuth: Buffer.from('06082b06010505070301', 'hex'),
  subjectAltName: Buffer.from('0603551d11', 'hex'),
  subjectKeyIdentifier: Buffer.from('0603551d0e', 'hex'),
};

const name = (text: string) => sequence(der(0x31, sequence(OID.commonName, der(0x0c, Buffer.from(text)))));
const time = (date: Date) =>
  der(
    0x18,
    Buffer.from(
      `${date
        .toISOString()
        .replace(/[-:T]|\.\d+/g, '')
        .slice(0, 14)}Z`,
    ),
  );
const extension = (oid: Buffer, critical: boolean, value: Buffer) =>
  critical ? sequence(oid, TRUE, octets(value)) : sequence(oid, octets(value));

const pem = (label: string, content: Buffer) =>
  `-----BEGIN ${label}-----\n${content.toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END ${label}-----\n`;

/** A key and a certificate (PEM) for 127.0.0.1, ::1 and localhost that is its own authority, valid for a year from `now`. */
export function makeLoopbackCertificate(now: Date): { key: string; certificate: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const keyId = createHash('sha1').update(spki.subarray(-65)).digest();
  const day = 86_400_000;
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const names = sequence(
    der(0x82, Buffer.from('localhost')),
    der(0x82, Buffer.from('kubernetes')),
    der(0x87, Buffer.from([127, 0, 0, 1])),
    der(0x87, Buffer.concat([Buffer.alloc(15), Buffer.from([1])])),
  );
  const extensions = sequence(
    extension(OID.basicConstraints, true, sequence(TRUE)),
    extension(OID.keyUsage, true, bits(Buffer.from([0x84]), 2)),
    extension(OID.extendedKeyUsage, false, sequence(OID.serverAuth)),
    extension(OID.subjectAltName, false, names),
    extension(OID.subjectKeyIdentifier, false, octets(keyId)),
  );
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    sequence(OID.ecdsaWithSha256),
    name('kubeplano-sample'),
    sequence(time(new Date(now.getTime() - day)), time(new Date(now.getTime() + 365 * day))),
    name('kubeplano-sample'),
    spki,
    der(0xa3, extensions),
  );
  const signature = sign('sha256', body, privateKey);
  const certificate = sequence(body, sequence(OID.ecdsaWithSha256), bits(signature));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: pem('CERTIFICATE', certificate),
  };
}
