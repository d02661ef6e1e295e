import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from './security-headers';

const directives = (policy: string) =>
  new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources] as const;
    }),
  );

describe('the policy of a page', () => {
  it('runs only our scripts, by nonce: nothing inline, nothing eval’d', () => {
    const scripts = directives(contentSecurityPolicy('abc')).get('script-src');
    expect(scripts).toEqual(["'self'", "'nonce-abc'", "'strict-dynamic'"]);
  });

  it('starts from nothing, and lets nobody frame the page', () => {
    const policy = directives(contentSecurityPolicy('abc'));
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
    expect(policy.get('connect-src')).toEqual(["'self'"]);
  });

  it('allows eval in development only, where React needs it', () => {
    expect(contentSecurityPolicy('abc', true)).toContain("'unsafe-eval'");
    expect(contentSecurityPolicy('abc')).not.toContain("'unsafe-eval'");
  });
});
