import type { NextRequest } from 'next/server';
import { jsonResponse, problemResponse } from '@/lib/contract/answer';
import { getHub } from '@/lib/hub/hubs';

const PATIENCE_MS = 10_000;

export async function GET(request: NextRequest): Promise<Response> {
  const hub = getHub(request.nextUrl.searchParams.get('context') ?? undefined);
  if ('problem' in hub) return problemResponse(hub.problem);
  const now = await hub.settled(PATIENCE_MS);
  return 'problem' in now ? problemResponse(now.problem) : jsonResponse(now.snapshot);
}
