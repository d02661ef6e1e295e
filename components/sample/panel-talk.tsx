'use client';
import { type ReactNode, useEffect, useRef } from 'react';

/** What the panel has to say to a person: it takes the focus (what was pressed may be far from here), and Escape leaves it. */
export function PanelTalk({
  about,
  label,
  className,
  onLeave,
  children,
}: {
  /** The focus is taken again when it is about something else. */
  about: object;
  label: string;
  className: string;
  onLeave: () => void;
  children: ReactNode;
}) {
  const talk = useRef<HTMLElement>(null);
  useEffect(() => {
    if (about) talk.current?.focus();
  }, [about]);
  return (
    <section
      ref={talk}
      tabIndex={-1}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onLeave();
      }}
      className={`flex flex-col border-t-2 pt-[0.8em] pb-[1em] outline-none ${className}`}
    >
      {children}
    </section>
  );
}
