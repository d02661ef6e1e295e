import '@fontsource/ibm-plex-sans/400.css';
import '@fontsource/ibm-plex-sans/600.css';
import '@fontsource/ibm-plex-mono/400.css';
import '@fontsource/ibm-plex-mono/600.css';
import '@xyflow/react/dist/base.css';
import './globals.css';
import type { Metadata } from 'next';
import { ServerStartProvider } from '@/lib/hooks/server-start';
import { MESSAGES } from '@/lib/i18n/messages';
import { MessagesProvider } from '@/lib/i18n/provider';
import { requestPreferences } from '@/lib/i18n/request';

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await requestPreferences();
  const { title, description } = MESSAGES[locale].app;
  return { title, description };
}

export default async function RootLayout({ children }: LayoutProps<'/'>) {
  const { locale, theme, start } = await requestPreferences();
  return (
    <html lang={locale} data-theme={theme}>
      <body>
        <ServerStartProvider start={start}>
          <MessagesProvider locale={locale} messages={MESSAGES[locale]}>
            {children}
          </MessagesProvider>
        </ServerStartProvider>
      </body>
    </html>
  );
}
