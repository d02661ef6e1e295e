'use client';
/** A list of named values. A fact without value is left out. */
import type { ReactNode } from 'react';
import { Mono } from '@/components/parts/section';

export function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-[minmax(0,7.4em)_minmax(0,1fr)] gap-x-3 gap-y-1">{children}</dl>;
}

export function Fact({ term, children, mono }: { term: string; children: ReactNode; mono?: boolean }) {
  if (children === undefined || children === null || children === '' || children === false) return null;
  return (
    <>
      <dt className="text-soft">{term}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{mono ? <Mono>{children}</Mono> : children}</dd>
    </>
  );
}
