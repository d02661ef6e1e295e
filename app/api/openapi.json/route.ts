import { jsonResponse } from '@/lib/contract/answer';
import { openApiDocument } from '@/lib/contract/openapi';

export function GET(): Response {
  return jsonResponse(openApiDocument());
}

export const dynamic = 'force-dynamic';
