import type { ReactNode } from 'react';

/** A page that says something instead of drawing: a page on the drafting table with the frame of a title block. */
export function NoticePage({ mark, title, children }: { mark?: ReactNode; title: string; children: ReactNode }) {
  return (
    <div className="canvas-grid h-full overflow-y-auto p-[2em] max-sm:p-[0.8em]">
      <article className="rule mx-auto mt-[6vh] max-w-[46em] border bg-surface max-sm:mt-0">
        <h1 className="flex items-baseline gap-[0.6em] border-line border-b-(length:--stroke) px-[1.3em] py-[0.9em] font-semibold text-xl">
          {mark}
          {title}
        </h1>
        <div className="space-y-[1.3em] px-[2em] py-[1.6em] max-sm:px-[1.3em]">{children}</div>
      </article>
    </div>
  );
}
