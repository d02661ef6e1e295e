import type { ComponentProps } from 'react';

const LOOKS = {
  plain: 'border-line bg-surface text-ink hover:border-accent hover:text-accent',
  primary: 'border-accent bg-accent text-surface font-semibold hover:bg-ink hover:border-ink',
  quiet: 'border-transparent text-soft hover:text-accent',
} as const;

/** A button of the drafting table: a thin border, as tall as the fields beside it. */
export function Button({
  look = 'plain',
  square,
  className,
  ...rest
}: ComponentProps<'button'> & { look?: keyof typeof LOOKS; square?: boolean }) {
  const width = square ? 'w-[2.4em] justify-center' : 'px-[0.8em]';
  return (
    <button
      type="button"
      className={`inline-flex h-[2.3em] shrink-0 items-center gap-[0.5em] whitespace-nowrap rounded-[4px] border data-[state=open]:border-accent aria-disabled:opacity-50 ${width} ${LOOKS[look]} ${className ?? ''}`}
      {...rest}
    />
  );
}
