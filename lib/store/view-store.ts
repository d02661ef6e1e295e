/**
 * The address bar as a store: the URL is the only place where the view is kept.
 * Pure but for the window given to it, so that tests can bring a small one of their own.
 */
import { parseView, printView, VIEW_PARAMETERS, type ViewState } from './view-state';

/** The part of `window` that is used. */
export interface AddressBar {
  location: { readonly search: string; readonly pathname: string; readonly hash: string };
  history: {
    pushState(data: unknown, unused: string, url: string): void;
    replaceState(data: unknown, unused: string, url: string): void;
  };
  addEventListener(type: 'popstate', listener: () => void): void;
  removeEventListener(type: 'popstate', listener: () => void): void;
}

export interface ViewStore {
  /** The same object while the query string is the same. */
  view(): ViewState;
  subscribe(listener: () => void): () => void;
  /** Writes the patch to the address bar: a new entry of the history, or the same one when only text was typed. */
  patch(patch: Partial<ViewState>): void;
}

/** The query string for a view, keeping the parameters that are not ours. */
export function queryFor(view: ViewState, currentQuery: string): string {
  const query = new URLSearchParams(printView(view));
  const ours = new Set<string>(VIEW_PARAMETERS);
  for (const [name, value] of new URLSearchParams(currentQuery)) if (!ours.has(name)) query.append(name, value);
  // Commas, colons and slashes are legal in a query and make the link readable.
  const text = query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%2F', '/');
  return text ? `?${text}` : '';
}

/** A store over one window; listens to `popstate` only while somebody listens to it. */
export function createViewStore(browser: AddressBar): ViewStore {
  let query: string | undefined;
  let current: ViewState | undefined;
  const listeners = new Set<() => void>();
  const notify = () => {
    for (const listener of listeners) listener();
  };
  const view = () => {
    if (!current || query !== browser.location.search) {
      query = browser.location.search;
      current = parseView(query);
    }
    return current;
  };
  return {
    view,
    subscribe(listener) {
      if (!listeners.size) browser.addEventListener('popstate', notify);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (!listeners.size) browser.removeEventListener('popstate', notify);
      };
    },
    patch(patch) {
      const next = queryFor({ ...view(), ...patch }, browser.location.search);
      if (next === queryFor(view(), browser.location.search)) return;
      const url = `${browser.location.pathname}${next}${browser.location.hash}`;
      const typing = Object.keys(patch).every((key) => key === 'text' || key === 'hop');
      if (typing) browser.history.replaceState(null, '', url);
      else browser.history.pushState(null, '', url);
      notify();
    },
  };
}
