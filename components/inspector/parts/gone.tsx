'use client';
/** The diagram node has left the cluster: said once, without taking anything away. */
import { useTranslations } from 'use-intl';
import { useAgo } from '@/components/parts/time';
import { Button } from '@/components/ui/button';
import { useView } from '@/lib/hooks/use-view';

export function Gone({ name, at }: { name: string; at: string }) {
  const t = useTranslations('inspector.gone');
  const [, setView] = useView();
  const ago = useAgo(at) ?? '';
  return (
    <div role="status" className="mb-4 border border-line border-dashed p-3">
      <p className="font-semibold">{t('title')}</p>
      <p className="[overflow-wrap:anywhere]">{t('text', { name, ago })}</p>
      <div className="mt-2">
        <Button onClick={() => setView({ selection: undefined })}>{t('close')}</Button>
      </div>
    </div>
  );
}
