'use client';
/** A link that selects a diagram node: an address of its own, so it can be copied or opened elsewhere. */
import type { MouseEvent, ReactNode } from 'react';
import { useView } from '@/lib/hooks/use-view';
import { printSelection, type Target } from '@/lib/model/selection';
import { printView } from '@/lib/store/view-state';

export function SelectionLink({ to, children, className }: { to: Target; children: ReactNode; className?: string }) {
  const [view, setView] = useView();
  const selection = printSelection(to);
  const select = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    setView({ selection });
  };
  return (
    <a
      href={printView({ ...view, selection })}
      onClick={select}
      aria-current={view.selection === selection ? 'true' : undefined}
      className={`text-accent underline decoration-1 decoration-accent/40 underline-offset-2 [overflow-wrap:anywhere] hover:decoration-accent ${className ?? ''}`}
    >
      {children}
    </a>
  );
}

/** The name of a Kubernetes object as a link to it. */
export function NameLink({ to, name, className }: { to: Target; name: string; className?: string }) {
  return (
    <SelectionLink to={to} className={`font-mono text-[0.95em] ${className ?? ''}`}>
      {name}
    </SelectionLink>
  );
}
