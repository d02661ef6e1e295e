import { describe, expect, it } from 'vitest';
import { proxyFor, readProxyEnvironment } from './proxy-environment';

const PROXY = 'http://proxy.example:3128';
const chosen = (server: string, env: Record<string, string>) => proxyFor(server, readProxyEnvironment(env));
const through = (server: string, except: string) =>
  chosen(server, { HTTPS_PROXY: PROXY, NO_PROXY: except }) !== undefined;

describe('the proxy of the environment', () => {
  it('is HTTPS_PROXY for https and HTTP_PROXY for http, in capitals first', () => {
    const env = { HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:1', http_proxy: 'c:1' };
    expect(chosen('https://api.example:6443', env)).toEqual({ variable: 'HTTPS_PROXY', address: 'http://a:1' });
    expect(chosen('http://api.example', env)).toEqual({ variable: 'http_proxy', address: 'http://c:1' });
    expect(chosen('https://api.example', { https_proxy: 'socks5://b:1' })?.address).toBe('socks5://b:1');
    expect(chosen('https://api.example', { HTTP_PROXY: 'http://a:1', HTTPS_PROXY: '' })).toBeUndefined();
  });

  it.each(['https://localhost:6443', 'https://127.0.0.1', 'https://127.9.9.9:1', 'https://[::1]:6443'])(
    'is never asked for this very machine: %s',
    (server) => {
      expect(through(server, '')).toBe(false);
    },
  );

  // Cases of golang.org/x/net/http/httpproxy, which kubectl asks.
  it.each([
    ['https://foo.example.com', 'example.com', false],
    ['https://example.com', 'example.com', false],
    ['https://example.com', '.example.com', true],
    ['https://foo.example.com', '.example.com', false],
    ['https://foo.example.com', '*.example.com', false],
    ['https://example.com', '*.example.com', true],
    ['https://badexample.com', 'example.com', true],
    ['https://EXAMPLE.com', ' Example.COM ', false],
    ['https://example.com:6443', 'example.com:6443', false],
    ['https://example.com:6443', 'example.com:443', true],
    ['https://example.com', 'example.com:443', false],
    ['https://10.1.2.3:6443', '10.0.0.0/8', false],
    ['https://11.1.2.3:6443', '10.0.0.0/8', true],
    ['https://10.1.2.3:6443', '10.1.2.3', false],
    ['https://10.1.2.3:6443', '10.1.2.3:6443', false],
    ['https://10.1.2.3:6443', '10.1.2.3:1', true],
    ['https://[2001:db8::1]:6443', '2001:db8::/32', false],
    ['https://[2001:db8::1]:6443', '2001:db8::1', false],
    ['https://[2001:db8::1]:6443', '[2001:db8::1]:6443', false],
    ['https://10.1.2.3', '10.0.0.0/99', true],
    ['https://example.com', 'other.org, ,:80', true],
    ['https://example.com', 'other.org,*', false],
  ])('%s with NO_PROXY=%s: through it %s', (server, except, expected) => {
    expect(through(server, except)).toBe(expected);
  });
});
