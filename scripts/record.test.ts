import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleaned, record, secretsIn } from './record.js';

describe('a recording', () => {
  it('keeps who wrote an object and leaves out field by field', () => {
    const object = { metadata: { managedFields: [{ manager: 'kubectl-create', fieldsV1: { 'f:spec': {} } }] } };
    expect(cleaned(object)).toEqual({ metadata: { managedFields: [{ manager: 'kubectl-create' }] } });
  });

  it('keeps names of environment variables and where values come from, never the values', () => {
    const env = [
      { name: 'PASSWORD', value: 'hunter2' },
      { name: 'KEY', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
    ];
    expect(cleaned({ env })).toEqual({
      env: [
        { name: 'PASSWORD', value: '(not shown)' },
        { name: 'KEY', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
      ],
    });
  });

  it('removes what looks like a token wherever it is', () => {
    const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrdWJlIn0.c2ln';
    expect(cleaned({ message: `got ${jwt}`, args: ['--token=abcdef.0123456789abcdef'] })).toEqual({
      message: 'got [redacted]',
      args: ['--token=[redacted]'],
    });
  });

  it("knows the user's own credentials of the kubeconfig, and no more of it", () => {
    const user = {
      token: 'a-token',
      'client-certificate': '/a/file',
      'client-key-data': 'a-key',
      exec: {
        command: 'aws',
        env: [
          { name: 'AWS_SECRET_ACCESS_KEY', value: 'an-env' },
          { name: 'AWS_PROFILE', value: 'x' },
        ],
      },
      'auth-provider': { name: 'oidc', config: { 'idp-issuer-url': 'https://i', 'refresh-token': 'a-refresh' } },
    };
    expect(secretsIn([{ name: 'ana', user }])).toEqual(['a-token', 'a-key', 'an-env', 'a-refresh']);
  });

  it('never asks for Secrets, and goes on when a kind is refused', () => {
    const folder = mkdtempSync(join(tmpdir(), 'record-'));
    const asked: string[] = [];
    record(folder, ['--context=x'], (args) => {
      asked.push(args.join(' '));
      if (args.includes('cronjobs')) throw new Error('Command failed\nforbidden');
      return '{"items":[]}';
    });
    expect(asked.join('\n')).not.toContain('get secret');
    expect(asked[0]).toBe('config view --raw --minify -o json --context=x');
    expect(asked[1]).toBe('get --raw /version --context=x');
    expect(readdirSync(folder)).toContain('pods.json');
    expect(readdirSync(folder)).not.toContain('cronjobs.json');
    expect(JSON.parse(readFileSync(join(folder, 'pods.json'), 'utf8'))).toEqual({ items: [] });
  });
});
