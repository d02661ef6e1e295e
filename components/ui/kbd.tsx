import type { ReactNode } from 'react';

/** A key of the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded-[3px] border border-line border-b-2 px-[0.4em] py-[0.1em] font-mono text-soft text-xs leading-none">
      {children}
    </kbd>
  );
}
