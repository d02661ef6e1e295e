import { textResponse } from '@/lib/hub/answer';

export function GET(): Response {
  return textResponse('ok');
}

export const dynamic = 'force-dynamic';
