import 'server-only';
import { X509Certificate } from 'node:crypto';

/** What may run out: a header, a client certificate. */
export interface Expiring {
  authorization?: string | undefined;
  cert?: string | Buffer | undefined;
}

/** When a token says that it ends (`exp` of a JWT); undefined for one that does not say. */
function endOfToken(authorization: string | undefined): number | undefined {
  const payload = /^Bearer [\w-]+\.([\w-]+)\.[\w-]*$/.exec(authorization ?? '')?.[1];
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const said = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : undefined;
    return typeof said === 'number' && Number.isFinite(said) ? said * 1000 : undefined;
  } catch {
    // Three words with dots between them and no claims: it says nothing.
    return undefined;
  }
}

function endOfCertificate(cert: Expiring['cert']): number | undefined {
  if (!cert) return undefined;
  try {
    return new X509Certificate(cert).validToDate.getTime();
  } catch {
    // What is no certificate was told of when it was read.
    return undefined;
  }
}

/** What of a credential has run out at `now` (milliseconds), and when; undefined while nothing has, or nothing says. */
export function expiredPart(
  { authorization, cert }: Expiring,
  now: number,
): { part: 'token' | 'certificate'; at: string } | undefined {
  const ends = [
    { part: 'token', at: endOfToken(authorization) },
    { part: 'certificate', at: endOfCertificate(cert) },
  ] as const;
  for (const { part, at } of ends) if (at !== undefined && at <= now) return { part, at: new Date(at).toISOString() };
  return undefined;
}
