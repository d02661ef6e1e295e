/**
 * Every word of the interface, in both languages: one JSON file per namespace and language in `messages/`.
 * A test holds the two languages to the same keys and placeholders.
 */
import enApp from './messages/en/app.json';
import enMarks from './messages/en/marks.json';
import esApp from './messages/es/app.json';
import esMarks from './messages/es/marks.json';

export const LOCALES = ['es', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

const es = { app: esApp, marks: esMarks };
const en = { app: enApp, marks: enMarks };
export const MESSAGES = { es, en };
export type Messages = typeof es;
