import { describe, expect, it } from 'vitest';
import { createKnownSecrets, knownSecrets } from './known-secrets';
import { isSecretName, redact, withoutCredentials } from './redact';

const SECRET = 'Hunter2-and-more';

describe('what is taken out of a text', () => {
  it.each([
    `DB_PASSWORD=${SECRET}`,
    `AWS_SECRET_ACCESS_KEY=${SECRET}`,
    `GITHUB_TOKEN=${SECRET}`,
    `export API_KEY='${SECRET}'; run`,
    `{"password":"${SECRET}"}`,
    `{\\"clientSecret\\": \\"${SECRET}\\"}`,
    `{"token": "abc ${SECRET}"}`,
    `password: ${SECRET}`,
    `session expired, token: ${SECRET}1`,
    `mysql --user root --password ${SECRET} -h db`,
    `--api-token=${SECRET}`,
    `Authorization: Bearer ${SECRET}`,
    `authorization: basic ${SECRET}=`,
    `postgres://app:${SECRET}@db:5432/x`,
    `https://u:p@${SECRET}@host/path`,
    `redis://:${SECRET}@cache`,
    `https://bucket/x?X-Amz-Signature=${SECRET}&y=1`,
    `-----BEGIN RSA PRIVATE KEY-----\n${SECRET}\n`,
    `got eyJhbGciOiJSUzI1NiJ9.${SECRET}.c2ln from it`,
    `ghp_${'a1'.repeat(10)}${SECRET.replaceAll('-', '_')}`,
  ])('%s', (text) => {
    expect(withoutCredentials(text)).not.toContain(SECRET);
  });

  it.each(['AKIAABCDEFGHIJKLMNOP', 'abcdef.0123456789abcdef', `${'aB3+'.repeat(20)}=`])(
    'by its form alone: %s',
    (text) => {
      expect(withoutCredentials(`see ${text} there`)).toBe('see [redacted] there');
    },
  );

  it.each([
    'Basic authentication failed for user ana',
    'failed to fetch token: serviceaccounts "web" is forbidden',
    'MountVolume.SetUp failed for volume "kube-api-access" : failed to sync secret cache: timed out',
    "couldn't find key password in Secret default/db",
    'secret "db" not found',
    '--token-auth-file=/etc/kubernetes/tokens.csv --tls-private-key-file=/x.key',
    '--use-service-account-credentials=true --authentication-token-webhook-cache-ttl=10s',
    'DB_PASSWORD=$(PASSWORD) TOKEN=$TOKEN',
    'Container image "nginx@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" already present',
    'Get "https://10.96.0.1:443/api/v1/pods": dial tcp: i/o timeout, mail a@b.test',
  ])('stays as it is: %s', (text) => {
    expect(withoutCredentials(text)).toBe(text);
  });

  it('is the same when there is more of it than is shown', () => {
    for (let before = 560; before < 660; before += 5) {
      const text = `${'x '.repeat(before / 2)}Bearer ${SECRET.repeat(300)}`;
      expect(redact(text)).not.toContain('Hunter2');
    }
  });

  it('is found in a time that grows as the text does', () => {
    const bits = [
      'a',
      'token',
      'https://',
      ':',
      '-----BEGIN A-----',
      '--',
      'eyJ',
      '="',
      '\\"',
      'A/',
      'password:"',
      '?key=',
      '- ',
    ];
    for (const bit of bits) {
      const startedAt = performance.now();
      withoutCredentials(bit.repeat(400_000 / bit.length));
      redact(bit.repeat(4_000_000 / bit.length));
      // Some 30 ms; when it grew with the square it was minutes.
      expect(performance.now() - startedAt, bit).toBeLessThan(4_000);
    }
  });
});

it('a setting that speaks of a secret without holding it keeps its value', () => {
  const names = ['DB_PASSWORD', 'token', 'clientSecret', 'tokenFile', 'secretName', 'AWS_ACCESS_KEY_ID', 'token-ttl'];
  expect(names.filter(isSecretName)).toEqual(['DB_PASSWORD', 'token', 'clientSecret']);
});

describe("the identity's own values", () => {
  it('go by value, as they are, in JSON, in an address and in base64', () => {
    const secrets = createKnownSecrets();
    const token = 'open "sesame"/1';
    secrets.add(token, undefined, ' ');
    const quoted = [token, JSON.stringify({ token }), encodeURIComponent(token), btoa(token)];
    for (const text of quoted) expect(secrets.hide(`so: ${text}!`)).not.toMatch(/sesame|c2VzYW1l|b3Blbi/);
  });

  it('go from the texts of a body, not from its keys', () => {
    const secrets = createKnownSecrets();
    secrets.add('namespace');
    expect(secrets.json({ namespace: 'the namespace' })).toBe('{"namespace":"the [redacted]"}');
    expect(secrets.json({ other: 1 })).toBe('{"other":1}');
  });

  it('are not looked for when they are too short to be told from words, nor for ever', () => {
    const secrets = createKnownSecrets();
    secrets.add('admin');
    expect(secrets.hide('the admin')).toBe('the admin');
    for (let turn = 0; turn < 40; turn++) secrets.add(`token-number-${turn}`);
    expect(secrets.hide('token-number-0 token-number-39')).toBe('token-number-0 [redacted]');
  });

  it('go from every text that is redacted', () => {
    knownSecrets().add('plain as a word');
    expect(redact('it said: plain as a word')).toBe('it said: [redacted]');
  });
});
