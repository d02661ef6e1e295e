'use client';
/** The messages of one language, as the server chose it, and the person's own time zone. */
import type { ReactNode } from 'react';
import { IntlProvider } from 'use-intl';
import type { Locale } from './locales';
import type { Messages } from './messages';

export function MessagesProvider({
  locale,
  messages,
  children,
}: {
  locale: Locale;
  messages: Messages;
  children: ReactNode;
}) {
  // The server's zone may differ from the browser's: nothing that shows a date is drawn before the first snapshot.
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <IntlProvider locale={locale} messages={messages} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}
