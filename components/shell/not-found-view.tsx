'use client';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { BrandMark } from './brand';
import { NoticePage } from './notice-page';

/** An address where nothing is drawn. */
export function NotFoundView() {
  const t = useTranslations('shell.notFound');
  return (
    <main className="h-dvh">
      <NoticePage mark={<BrandMark className="h-[1.2em] w-[1.2em] self-center" />} title={t('title')}>
        <p>{t('cause')}</p>
        <p>
          <Link href="/" className="text-accent underline underline-offset-2">
            {t('back')}
          </Link>
        </p>
      </NoticePage>
    </main>
  );
}
