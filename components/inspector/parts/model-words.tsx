'use client';
/** What the model says in codes, in the person's language. */
import type { ReactNode } from 'react';
import type { ComponentId, Reason } from '@/lib/model/cluster';

export function ComponentSentence({ id }: { id: ComponentId }): ReactNode {
  return id;
}

export function ReasonText({ reason }: { reason: Reason }): ReactNode {
  return reason.code;
}
