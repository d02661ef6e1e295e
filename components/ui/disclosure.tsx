'use client';
/** A native fold-out whose content is only made when it is open. */
import { type ReactNode, useState } from 'react';

interface Props {
  summary: ReactNode;
  children: () => ReactNode;
  open?: boolean;
  className?: string;
}

export function Disclosure({ summary, children, open = false, className }: Props) {
  const [isOpen, setOpen] = useState(open);
  return (
    <details
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className={`group/fold ${className ?? ''}`}
    >
      <summary className="flex cursor-pointer list-none items-baseline gap-2 py-1 hover:text-accent [&::-webkit-details-marker]:hidden">
        <svg
          viewBox="0 0 8 8"
          className="h-[0.6em] w-[0.6em] shrink-0 text-soft group-open/fold:rotate-90"
          fill="none"
          stroke="currentColor"
          aria-hidden="true"
        >
          <path d="m2 .5 4 3.5-4 3.5" strokeWidth="1.4" />
        </svg>
        <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{summary}</span>
      </summary>
      {isOpen ? children() : null}
    </details>
  );
}
