'use client';
/** Says what matters to who does not see it: machines that go or come back, pods that begin to fail, the connection. */
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useClusterStore } from '@/lib/hooks/use-cluster';
import { newsOfNodes, newsOfPods } from './news';

const PAUSE = 2_000;
const MOST = 3;

export function Announcer() {
  const t = useTranslations('diagram.say');
  const store = useClusterStore();
  const [words, setWords] = useState('');
  useEffect(() => {
    let nodes = store.collection('nodes');
    let pods = store.collection('pods');
    let waiting: string[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const speak = () => {
      timer = undefined;
      const more = waiting.length - MOST;
      setWords([...waiting.slice(0, MOST), ...(more > 0 ? [t('more', { count: more })] : [])].join('. '));
      waiting = [];
    };
    const stop = store.subscribe(() => {
      const news = [...newsOfNodes(nodes, store.collection('nodes')), ...newsOfPods(pods, store.collection('pods'))];
      nodes = store.collection('nodes');
      pods = store.collection('pods');
      waiting.push(...news.map(({ what, ...values }) => t(what, values)));
      if (waiting.length) timer ??= setTimeout(speak, PAUSE);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [store, t]);
  return (
    <p className="sr-only" role="status" aria-live="polite">
      {words}
    </p>
  );
}
