/** What the browser is told to refuse, for every answer. */
import headers from './security-headers.json';

/**
 * Content-Security-Policy of a page. Scripts: only ours, by nonce, and what those load; nothing inline, nothing eval'd.
 * Style elements: only ours. Style attributes are allowed: the server renders some, and they cannot run anything.
 * @param nonce fresh for each request
 * @param development React's development build evaluates source maps
 */
export function contentSecurityPolicy(nonce: string, development = false): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The rest, the same for every answer. No Strict-Transport-Security: on loopback there is no TLS to insist on. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = headers;
