'use client';
/**
 * A dialog over Radix. Its own backdrop and not Radix' Overlay: that one injects a style element to stop the page from
 * scrolling, which the content policy refuses, and this page never scrolls.
 */
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useRef } from 'react';

export function Dialog({
  open,
  onOpenChange,
  title,
  hideTitle,
  high,
  onClosed,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** The title is for screen readers only. */
  hideTitle?: boolean;
  /** Near the top of the window, for what grows while typing. */
  high?: boolean;
  /** Where the focus goes when it closes; where it came from when this returns false. */
  onClosed?: () => boolean;
  children: ReactNode;
}) {
  const opener = useRef<Element | null>(null);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <div className="fixed inset-0 z-40 bg-canvas/70" aria-hidden="true" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          // Radix knows only of its own trigger; ours open by key as well.
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (!onClosed?.() && opener.current instanceof HTMLElement) opener.current.focus();
          }}
          className={`rule fixed left-1/2 z-50 flex max-h-[84dvh] w-[min(46em,calc(100vw-16px))] -translate-x-1/2 flex-col overflow-hidden rounded-[4px] border bg-surface text-ink ${high ? 'top-[8dvh] max-sm:top-2' : 'top-1/2 -translate-y-1/2'}`}
        >
          <Radix.Title className={hideTitle ? 'sr-only' : 'px-[1.2em] pt-[1.1em] font-semibold text-lg'}>
            {title}
          </Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
