'use client';
/** From a pod to its path. */
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { useView } from '@/lib/store/use-view';

export function FollowPath({ namespace, name }: { namespace: string; name: string }) {
  const t = useTranslations('path');
  const [, setView] = useView();
  return <Button onClick={() => setView({ path: `${namespace}/${name}`, hop: undefined })}>{t('follow')}</Button>;
}
