import { textResponse } from '@/lib/contract/answer';

export function GET(): Response {
  return textResponse('ok');
}

export const dynamic = 'force-dynamic';
