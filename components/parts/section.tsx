'use client';
/** A headed part of the inspector. */
import { type ReactNode, useId } from 'react';

export function Section({ title, children, aside }: { title: string; children: ReactNode; aside?: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mt-5">
      <div className="mb-1.5 flex items-baseline justify-between gap-3">
        <h3 id={id} className="font-semibold text-[0.85em] text-soft uppercase tracking-[0.09em]">
          {title}
        </h3>
        {aside ? <span className="text-[0.85em] text-soft">{aside}</span> : null}
      </div>
      {children}
    </section>
  );
}

/** A second-class paragraph: what explains, not what states. */
export function Note({ children }: { children: ReactNode }) {
  return <p className="mt-1.5 text-soft">{children}</p>;
}

/** Names and values of Kubernetes: monospaced, and broken anywhere rather than overflowing. */
export function Mono({ children, className }: { children: ReactNode; className?: string }) {
  return <span className={`font-mono text-[0.95em] [overflow-wrap:anywhere] ${className ?? ''}`}>{children}</span>;
}

/** Words of the cluster itself, exactly as it said them. */
export function Verbatim({ children }: { children: ReactNode }) {
  return (
    <blockquote className="mt-2 whitespace-pre-wrap border-line border-l-2 pl-3 font-mono text-[0.92em] [overflow-wrap:anywhere]">
      {children}
    </blockquote>
  );
}
