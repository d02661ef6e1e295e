'use client';
/** `docker run` for real on the machine with Docker alone that stands beside the sample cluster, hop by hop on the same table. */
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useSample } from '@/components/sample/use-sample';
import { Button } from '@/components/ui/button';
import { dockerPath } from '@/lib/model/path/docker-path';
import { WaterfallTable } from './waterfall-table';

const IMAGES = ['nginx:1.27', 'redis:8', 'hello-world', 'postgres:18', 'nginx:no-existe'];

export function DockerRun() {
  const t = useTranslations('path.docker.run');
  const [image, setImage] = useState(IMAGES[0] ?? '');
  const [step, setStep] = useState(0);
  const { state, refused, act } = useSample();
  const images = useId();
  const container = state?.docker;
  const path = container && dockerPath(container);
  return (
    <div className="mt-[1em] grid grid-cols-1 gap-[0.6em]">
      <p className="text-soft">{t('intro')}</p>
      <form
        className="flex flex-wrap items-center gap-[0.6em]"
        onSubmit={(event) => {
          event.preventDefault();
          setStep(0);
          act({ do: 'docker-run', image });
        }}
      >
        <label className="inline-flex items-center gap-[0.6em]">
          <code className="font-mono">docker run -d</code>
          <span className="sr-only">{t('image')}</span>
          <input
            className="h-[2.3em] w-[14em] min-w-0 rounded-[4px] border border-line bg-surface px-[0.6em] font-mono text-ink"
            value={image}
            required
            list={images}
            onChange={(event) => setImage(event.target.value)}
          />
        </label>
        <datalist id={images}>
          {IMAGES.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <Button type="submit">{t('do')}</Button>
      </form>
      {refused === undefined ? null : (
        <p role="alert" className="text-bad">
          {t('refused', { message: refused.message })}
        </p>
      )}
      {container === undefined || path === undefined ? null : (
        <>
          <WaterfallTable path={path} hops={path.hops} step={step} onStep={setStep} />
          <p role="status">
            <b className="font-mono">{container.name}</b> · {t(container.state, { code: container.exitCode ?? 0 })}
          </p>
        </>
      )}
    </div>
  );
}
