'use client';
import { useTranslations } from 'use-intl';
import { EvidenceMark } from '@/components/parts/marks';
import type { PathAnswer } from '@/lib/contract/path';

/** Authentication, authorization, admission, etcd: what of it is proven and what follows. */
export function InsideServer({ path }: { path: PathAnswer }) {
  const t = useTranslations('path.inside');
  const version = path.hops.find((hop) => hop.id === 'etcd')?.evidence[0];
  return (
    <details className="border-hair border-t pt-[0.8em]">
      <summary className="cursor-pointer font-semibold">{t('title')}</summary>
      <ol className="mt-[0.5em] grid gap-[0.6em] pl-[1.2em]">
        <li>
          {t('authentication')}{' '}
          <span className="text-soft">
            <EvidenceMark evidenceLevel="inferred" /> {t('authenticationHow')}
          </span>
        </li>
        <li>
          {t('authorization')}{' '}
          <span className="text-soft">
            <EvidenceMark evidenceLevel="inferred" /> {t('authorizationHow')}
          </span>
        </li>
        <li>
          {t('admission')}
          <span className="block text-soft">
            {path.admission.length ? (
              path.admission.map((trace) => (
                <span key={trace.plugin} className="block break-words">
                  <EvidenceMark evidenceLevel="inferred" /> {trace.plugin}:{' '}
                  <span className="font-mono">
                    {trace.evidence.field} = {trace.evidence.value}
                  </span>
                </span>
              ))
            ) : (
              <>
                <EvidenceMark evidenceLevel="inferred" /> {t('admissionNone')}
              </>
            )}
          </span>
        </li>
        <li>
          {t('storage')}{' '}
          {version ? (
            <span className="text-soft">
              <EvidenceMark evidenceLevel="inferred" />{' '}
              <span className="font-mono">resourceVersion {version.value}</span>
            </span>
          ) : null}
        </li>
      </ol>
    </details>
  );
}
