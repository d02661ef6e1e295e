/** Finds things by their words: the same here as on the server. */
export { buildSearchIndex, type Found, type SearchAnswer, type SearchGroup, search } from '@/lib/model/search';
