import 'server-only';
import { z } from 'zod';
import type { Credential } from './credential';

const answer = z.object({
  kind: z.string().optional(),
  apiVersion: z.string().optional(),
  status: z
    .object({
      token: z.string().nullish(),
      clientCertificateData: z.string().nullish(),
      clientKeyData: z.string().nullish(),
      expirationTimestamp: z.string().nullish(),
    })
    .nullish(),
});

/** What an exec plugin gave, and until when (milliseconds since the epoch) where it says so. */
export interface GivenCredential extends Credential {
  expiresAt?: number;
}

/** Why an answer cannot be used, in kubectl's words; nothing of it is quoted, for it may be the token. */
export class BadAnswer extends Error {}

function parsed(stdout: string) {
  try {
    return answer.safeParse(JSON.parse(stdout)).data;
  } catch {
    // No JSON: said by the caller, without the parser's words, which quote.
    return undefined;
  }
}

/** The credential in what a plugin printed. Throws {@link BadAnswer}. https://kubernetes.io/docs/reference/access-authn-authz/authentication/#input-and-output-formats */
export function credentialIn(stdout: string, apiVersion: string): GivenCredential {
  const given = parsed(stdout);
  if (!given) throw new BadAnswer('its answer is not an ExecCredential in JSON');
  if (given.apiVersion !== apiVersion || given.kind !== 'ExecCredential')
    throw new BadAnswer(`exec plugin is configured to use API version ${apiVersion}, plugin returned another`);
  if (!given.status) throw new BadAnswer("exec plugin didn't return a status field");
  const { token, clientCertificateData: cert, clientKeyData: key, expirationTimestamp } = given.status;
  if (!token && !cert && !key) throw new BadAnswer("exec plugin didn't return a token or cert/key pair");
  if (Boolean(cert) !== Boolean(key)) throw new BadAnswer('exec plugin returned only certificate or key, not both');
  const expiresAt = Date.parse(expirationTimestamp ?? '');
  return {
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(cert && key ? { cert, key } : {}),
    ...(Number.isNaN(expiresAt) ? {} : { expiresAt }),
  };
}
