import { openApiDocument } from '@/lib/contract/openapi';
import { jsonResponse } from '@/lib/hub/answer';

export function GET(): Response {
  return jsonResponse(openApiDocument());
}

export const dynamic = 'force-dynamic';
