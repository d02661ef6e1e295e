import { useTranslations } from 'use-intl';

/** The mark: the corners of a page around a wheel with one axle. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden="true" fill="none">
      <path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5" className="stroke-accent" strokeWidth="1.8" />
      <path d="M12 6.4l4.9 2.8v5.6L12 17.6l-4.9-2.8V9.2z" className="stroke-ink" strokeWidth="1.5" />
      <circle cx="12" cy="12" r="1.8" className="fill-accent" />
    </svg>
  );
}

export function Brand() {
  const t = useTranslations('shell');
  return (
    <span className="flex shrink-0 items-center gap-[0.5em] font-semibold text-lg tracking-[-0.01em]">
      <BrandMark className="h-[1.45em] w-[1.45em]" />
      <span className="max-md:sr-only">{t('brand')}</span>
    </span>
  );
}
