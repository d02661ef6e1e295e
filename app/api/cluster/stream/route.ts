import type { NextRequest } from 'next/server';
import { problemResponse } from '@/lib/contract/answer';
import { getHub } from '@/lib/hub/hubs';
import { STREAM_HEADERS, streamOf } from '@/lib/hub/stream';

export async function GET(request: NextRequest): Promise<Response> {
  const hub = getHub(request.nextUrl.searchParams.get('context') ?? undefined);
  if ('problem' in hub) return problemResponse(hub.problem);
  return new Response(streamOf(hub, request.signal), { headers: STREAM_HEADERS });
}
