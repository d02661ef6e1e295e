import '@fontsource/ibm-plex-sans/400.css';
import '@fontsource/ibm-plex-sans/600.css';
import '@fontsource/ibm-plex-mono/400.css';
import '@fontsource/ibm-plex-mono/600.css';
import '@xyflow/react/dist/base.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import { ServerStartProvider } from '@/lib/hooks/server-start';
import { MESSAGES } from '@/lib/i18n/messages';
import { MessagesProvider } from '@/lib/i18n/provider';
import { requestPreferences } from '@/lib/i18n/request';

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await requestPreferences();
  const { title, description } = MESSAGES[locale].app;
  const host = (await headers()).get('host');
  return {
    title,
    description,
    applicationName: title,
    manifest: `/${locale}.webmanifest`,
    icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' }, apple: '/apple-touch-icon.png' },
    // Only for where somebody serves it to others: pictures in cards want a whole address.
    ...(host ? { metadataBase: new URL(`http://${host}`) } : {}),
    openGraph: {
      title,
      description,
      type: 'website',
      images: { url: '/social.png', width: 1200, height: 630, alt: description },
    },
  };
}

/** The colour of the window's frame is the canvas (globals.css). */
export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf6' },
    { media: '(prefers-color-scheme: dark)', color: '#0b1727' },
  ],
};

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
