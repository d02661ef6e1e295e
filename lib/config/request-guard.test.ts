import { describe, expect, it } from 'vitest';
import { guardSettings, hostName, isAllowedHost, isOwnOrigin, refusalOf } from './request-guard';

const settings = guardSettings({ HOST: '127.0.0.1' }, 'aula');
const get = (path: string, headers: Record<string, string>, method = 'GET') => ({
  method,
  path,
  headers: new Headers({ host: '127.0.0.1:7788', ...headers }),
});

describe('names this server answers to', () => {
  it('are those of loopback, at any port: a forwarded port is not a foreign name', () => {
    for (const host of ['127.0.0.1:7788', 'localhost', 'LOCALHOST:9000', '[::1]:7788']) {
      expect(isAllowedHost(host, settings), host).toBe(true);
    }
  });

  it('are not those of somebody else who points at this machine', () => {
    for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:7788', 'aula', '10.0.0.1']) {
      expect(isAllowedHost(host, settings), host).toBe(false);
    }
  });

  it('are never missing or malformed', () => {
    for (const host of [null, '', 'a b', 'x@127.0.0.1', '127.0.0.1/', '[::1', '127.0.0.1:1:2']) {
      expect(isAllowedHost(host, settings), String(host)).toBe(false);
    }
  });

  it('include the address that was given, and those of KUBEPLANO_ALLOWED_HOSTS', () => {
    const given = guardSettings(
      { HOST: 'aula.local', KUBEPLANO_ALLOWED_HOSTS: 'plano.example, Otro.example:8443' },
      'm',
    );
    for (const host of ['aula.local:7788', 'plano.example', 'otro.example']) {
      expect(isAllowedHost(host, given), host).toBe(true);
    }
    expect(isAllowedHost('plano.example', settings)).toBe(false);
  });

  it('are any address, and the machine’s own name, when it listens on all addresses', () => {
    const open = guardSettings({ HOST: '0.0.0.0' }, 'Aula');
    expect(isAllowedHost('192.168.1.20:7788', open)).toBe(true);
    expect(isAllowedHost('aula:7788', open)).toBe(true);
    expect(isAllowedHost('evil.example', open)).toBe(false);
  });

  it('are read without their port', () => {
    expect(hostName('[::1]:80')).toBe('::1');
    expect(hostName('Localhost:80')).toBe('localhost');
  });
});

describe('pages that may call the API', () => {
  it('are those of this server, and programs that send no origin', () => {
    expect(isOwnOrigin(get('/api/cluster', { origin: 'http://127.0.0.1:7788' }))).toBe(true);
    expect(isOwnOrigin(get('/api/cluster', { 'sec-fetch-site': 'same-origin' }))).toBe(true);
    expect(isOwnOrigin(get('/api/cluster', {}))).toBe(true);
  });

  it('are not those of another site, another port of this machine, or no site', () => {
    for (const origin of ['https://evil.example', 'http://127.0.0.1:3000', 'null', 'nonsense']) {
      expect(isOwnOrigin(get('/api/cluster', { origin })), origin).toBe(false);
    }
  });

  it('are known by Sec-Fetch-Site where the browser sends no origin: a link or a frame of another site makes nothing run', () => {
    for (const site of ['cross-site', 'same-site']) {
      for (const mode of ['no-cors', 'navigate']) {
        const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': mode };
        expect(isOwnOrigin(get('/api/cluster', headers))).toBe(false);
      }
    }
    expect(isOwnOrigin(get('/api/cluster', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }))).toBe(true);
  });

  it('are asked for the API however its path is written', () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    for (const path of ['/api/contexts', '/%61pi/contexts', '//api/contexts', '/api%2Fcontexts', '/%ff/x'])
      expect(refusalOf(get(path, headers), settings)?.code, path).toBe('origin-not-allowed');
  });
});

describe('a refusal', () => {
  it('says which host, or which origin, with the code of its problem', () => {
    expect(refusalOf(get('/', { host: 'evil.example' }), settings)).toEqual({
      status: 421,
      code: 'host-not-allowed',
      values: { host: 'evil.example' },
    });
    expect(refusalOf(get('/api/cluster', { origin: 'https://evil.example' }), settings)).toEqual({
      status: 403,
      code: 'origin-not-allowed',
      values: { origin: 'https://evil.example' },
    });
  });

  it('does not keep another site from linking to the page', () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect(refusalOf(get('/?sel=node:m1', headers), settings)).toBeUndefined();
  });
});
