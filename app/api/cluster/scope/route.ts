import { check } from '@/lib/contract/check';
import { scopeRequest } from '@/lib/contract/scope-request';
import { jsonResponse, problemResponse } from '@/lib/hub/answer';
import { sharedViewers } from '@/lib/hub/viewers';

/** Bytes a scope may have: {@link MOST_NODES} long names and what else there may be. */
const LIMIT = 32 * 1024;

/** Says what the viewer of an open stream looks at; what comes into view arrives on the stream. */
export async function POST(request: Request): Promise<Response> {
  const text = await request.text();
  const asked = check(scopeRequest, text.length > LIMIT ? undefined : jsonOf(text));
  if ('problem' in asked) return problemResponse(asked.problem);
  const { viewer, scope } = asked.value;
  if (sharedViewers().look(viewer, scope)) return jsonResponse({ viewer });
  return problemResponse({ code: 'object-not-found', detail: 'no open stream of this viewer' });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
