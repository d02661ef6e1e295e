'use client';
import { useTranslations } from 'use-intl';
import type { ContextsAnswer } from '@/lib/contract/answers';
import { useSection } from '@/lib/hooks/use-cluster';
import { useResource } from '@/lib/hooks/use-resource';
import { useView } from '@/lib/hooks/use-view';
import { visibleName } from '@/lib/model/visible-text';

/** Every context of the kubeconfig; choosing one connects to it without a reload. */
export function ContextList({ onDone }: { onDone: () => void }) {
  const t = useTranslations('shell.cluster');
  const [{ context }, setView] = useView();
  const source = useSection('source');
  const answer = useResource<ContextsAnswer>('/api/contexts');
  if (answer.state === 'failed') return <p className="text-soft">{t('failed')}</p>;
  if (answer.state !== 'ready') return <p className="text-soft">{t('loading')}</p>;
  const { contexts, current } = answer.value;
  if (!contexts.length) return <p className="text-soft">{t('noContexts')}</p>;
  const chosen = context ?? source?.context ?? current;
  return (
    <ul className="-mx-[0.6em]">
      {contexts.map((one) => (
        <li key={one.name}>
          <button
            type="button"
            aria-current={one.name === chosen ? 'true' : undefined}
            className="flex w-full items-baseline gap-[0.6em] rounded-[3px] px-[0.6em] py-[0.35em] text-left hover:bg-accent-soft hover:text-accent"
            onClick={() => {
              // Namespaces, nodes and diagram nodes of one cluster say nothing in another.
              setView({
                context: one.name,
                selection: undefined,
                namespaces: [],
                nodes: [],
              });
              onDone();
            }}
          >
            <span aria-hidden="true" className="w-[1em] shrink-0 text-accent">
              {one.name === chosen ? '✓' : ''}
            </span>
            <span className="min-w-0 break-all font-mono">{visibleName(one.name)}</span>
            {one.name === current ? <span className="ml-auto shrink-0 text-soft text-xs">{t('current')}</span> : null}
          </button>
        </li>
      ))}
    </ul>
  );
}
