'use client';
/** A long text of the cluster in a frame that scrolls, by keyboard too. */
import type { ReactNode } from 'react';
import { ScrollRegion } from '@/components/ui/scroll-region';

export function ScrollText({ label, wrap = true, children }: { label: string; wrap?: boolean; children: ReactNode }) {
  return (
    <ScrollRegion
      label={label}
      className="mt-1.5 max-h-[28em] overflow-auto rounded-sm border border-hair bg-canvas p-2"
    >
      <pre
        className={`font-mono text-[0.9em] leading-snug ${wrap ? 'whitespace-pre-wrap [overflow-wrap:anywhere]' : ''}`}
      >
        {children}
      </pre>
    </ScrollRegion>
  );
}
