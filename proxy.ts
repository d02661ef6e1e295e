/** Every request passes here first: who may ask, and what the browser is told to refuse. */
import { hostname } from 'node:os';
import { type NextRequest, NextResponse } from 'next/server';
import { isForPeople, REFUSAL_POLICY, refusalPage } from '@/lib/config/refusal-page';
import { guardSettings, refusalOf } from '@/lib/config/request-guard';
import { contentSecurityPolicy, SECURITY_HEADERS } from '@/lib/config/security-headers';
import type { Problem } from '@/lib/contract/problem';
import { SEARCH_HEADER } from '@/lib/i18n/locale';

const settings = guardSettings(process.env, hostname());

export function proxy(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl;
  const refusal = refusalOf({ path: pathname, headers: request.headers }, settings);
  if (refusal) {
    const { status, code, values } = refusal;
    if (isForPeople(pathname, request.headers)) {
      const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': REFUSAL_POLICY };
      return withHeaders(new NextResponse(refusalPage(refusal), { status, headers }));
    }
    return withHeaders(NextResponse.json<Problem>({ code, values }, { status }));
  }

  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development');
  // Next reads the nonce from the request's policy and gives it to every script and style it writes.
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('Content-Security-Policy', policy);
  headers.set(SEARCH_HEADER, request.nextUrl.search);
  const response = withHeaders(NextResponse.next({ request: { headers } }));
  response.headers.set('Content-Security-Policy', policy);
  return response;
}

function withHeaders(response: NextResponse): NextResponse {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
  return response;
}
