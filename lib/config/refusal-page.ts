/** What a browser shows of a request that was refused: a page a person can read, in both languages. Nothing of it runs. */
import { MESSAGES } from '@/lib/i18n/messages';
import type { Refusal } from './request-guard';

const SYNTAX = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);
const escaped = (text: string) => text.replace(/[&<>"]/g, (letter) => SYNTAX.get(letter) ?? '');

const STYLE =
  ':root{color-scheme:light dark}body{max-width:40em;margin:12vh auto;padding:0 1.5em;font:1.1em/1.5 system-ui,sans-serif}' +
  'section+section{margin-top:2.5em;padding-top:2em;border-top:1px solid}h1{font-size:1.5em;line-height:1.2}code{overflow-wrap:anywhere}';

/** Whether a person looks at the answer: a page that was navigated to, not a call of the API. */
export function isForPeople(path: string, headers: Pick<Headers, 'get'>): boolean {
  return !path.startsWith('/api/') && (headers.get('accept') ?? '').includes('text/html');
}

/** The page; what the request said of itself is shown as text. */
export function refusalPage({ code, values }: Refusal): string {
  const what = escaped(Object.values(values).join(' '));
  const sections = (['es', 'en'] as const).map((locale) => {
    const { title, cause, remedy } = MESSAGES[locale].errors[code];
    return `<section lang="${locale}"><h1>${title}</h1><p><code>${what}</code></p><p>${cause}</p><p>${remedy}</p></section>`;
  });
  return `<!doctype html><html lang="es"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Kubeplano</title><style>${STYLE}</style></head><body><main>${sections.join('')}</main></body></html>`;
}

/** What such a page may do: show its own style. */
export const REFUSAL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
