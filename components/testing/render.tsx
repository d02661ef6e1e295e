/**
 * Components as the server renders them, with a cluster, a view and answers of the API that are all given: what is on the
 * page in each state, without a browser. What one does to a page is for the end-to-end tests.
 */
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'use-intl';
import { SampleProvider } from '@/components/sample/use-sample-panel';
import { ServerStartProvider } from '@/lib/hooks/server-start';
import { ClusterStoreProvider } from '@/lib/hooks/use-cluster';
import { createResourceClient } from '@/lib/hooks/use-resource';
import type { Locale } from '@/lib/i18n/locales';
import { MESSAGES } from '@/lib/i18n/messages';
import type { ClusterSnapshot } from '@/lib/model/cluster';
import { createClusterStore } from '@/lib/store/cluster-store';

interface Given {
  /** Nothing has come yet when absent. */
  snapshot?: ClusterSnapshot | undefined;
  /** Query string of the address: the selection, the filters. */
  query?: string;
  locale?: Locale;
  /** What the API answered, by address. */
  answers?: Record<string, unknown>;
}

/** The page's text as one reads it: no tags, single spaces. */
export const textOf = (html: string): string =>
  html
    .replaceAll(/<(br|wbr)[^>]*>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The markup of `children`, and its text. */
export function render(children: ReactNode, given: Given = {}): { html: string; text: string } {
  const { snapshot, query = '', locale = 'es', answers = {} } = given;
  const store = createClusterStore();
  if (snapshot) store.applySnapshot(snapshot);
  const resources = createResourceClient();
  for (const [address, answer] of Object.entries(answers)) resources.setQueryData([address], answer);
  const now = snapshot ? Date.parse(snapshot.at) : 0;
  const html = renderToStaticMarkup(
    <IntlProvider locale={locale} messages={MESSAGES[locale]} timeZone="Europe/Madrid">
      <ServerStartProvider start={{ query, now }}>
        <QueryClientProvider client={resources}>
          <ClusterStoreProvider store={store}>
            <SampleProvider>{children}</SampleProvider>
          </ClusterStoreProvider>
        </QueryClientProvider>
      </ServerStartProvider>
    </IntlProvider>,
  );
  resources.clear();
  return { html, text: textOf(html) };
}
