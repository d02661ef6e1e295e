/**
 * Writes docs/en/troubleshooting.md and docs/es/problemas.md from the words the page says of each problem:
 * `node scripts/write-troubleshooting.js`. A test holds the pages to the words.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const PAGES = /** @type {const} */ ([
  {
    file: 'docs/en/troubleshooting.md',
    lang: 'en',
    title: 'Troubleshooting',
    intro: 'Each problem Kubeplano can have, by the code its API answers; the page says the same words.',
    remedy: 'What to do',
  },
  {
    file: 'docs/es/problemas.md',
    lang: 'es',
    title: 'Problemas',
    intro:
      'Cada problema que puede tener Kubeplano, por el código que responde su API; la página dice las mismas palabras.',
    remedy: 'Qué hacer',
  },
]);
const root = new URL('../', import.meta.url);

/**
 * The page, in Markdown.
 * @param {typeof PAGES[number]} page
 */
export function troubleshooting({ lang, title, intro, remedy }) {
  /** @type {Record<string, { title: string, cause: string, remedy: string }>} */
  const words = JSON.parse(readFileSync(new URL(`lib/i18n/messages/${lang}/errors.json`, root), 'utf8'));
  const problems = Object.entries(words).map(
    ([code, said]) => `## \`${code}\`: ${said.title}\n\n${said.cause}\n\n**${remedy}.** ${said.remedy}\n`,
  );
  return [`# ${title}\n\n${intro}\n`, ...problems].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const page of PAGES) writeFileSync(new URL(page.file, root), troubleshooting(page));
}
