import { describe, expect, it, vi } from 'vitest';
import { type AddressBar, createViewStore } from './view-store';

function addressBar(search = '') {
  const entries = [search];
  const listeners = new Set<() => void>();
  const location = { search, pathname: '/', hash: '' };
  const go = (url: string) => {
    location.search = url.startsWith('/?') ? url.slice(1) : '';
  };
  const browser: AddressBar = {
    location,
    history: {
      pushState: (_data, _unused, url) => {
        entries.push(url);
        go(url);
      },
      replaceState: (_data, _unused, url) => {
        entries[entries.length - 1] = url;
        go(url);
      },
    },
    addEventListener: (_type, listener) => listeners.add(listener),
    removeEventListener: (_type, listener) => listeners.delete(listener),
  };
  const back = () => {
    entries.pop();
    go(entries.at(-1) ?? '');
    for (const listener of listeners) listener();
  };
  return { browser, entries, listeners, back };
}

describe('createViewStore', () => {
  it('makes a new entry of the history for a selection, and the same one for typing', () => {
    const { browser, entries } = addressBar();
    const store = createViewStore(browser);
    store.patch({ selection: 'pod:default/web' });
    store.patch({ text: 'w' });
    store.patch({ text: 'we' });
    expect(entries).toEqual(['', '/?q=we&sel=pod:default/web']);
  });

  it('gives the same object until the address changes', () => {
    const store = createViewStore(addressBar('?by=machine').browser);
    const before = store.view();
    expect(store.view()).toBe(before);
    store.patch({ arrangement: 'machine' });
    expect(store.view()).toBe(before);
    store.patch({ arrangement: 'role' });
    expect(store.view().arrangement).toBe('role');
  });

  it('clears the selection with undefined', () => {
    const { browser, entries } = addressBar('?sel=node:m1');
    createViewStore(browser).patch({ selection: undefined });
    expect(entries.at(-1)).toBe('/');
  });

  it('tells its listeners of the back button, and stops listening when nobody does', () => {
    const { browser, back, listeners } = addressBar();
    const store = createViewStore(browser);
    const heard = vi.fn();
    const stop = store.subscribe(heard);
    store.patch({ selection: 'node:m1' });
    back();
    expect(heard).toHaveBeenCalledTimes(2);
    expect(store.view().selection).toBeUndefined();
    stop();
    expect(listeners.size).toBe(0);
  });

  it('keeps parameters that are not its own', () => {
    const { browser, entries } = addressBar('?lang=en');
    createViewStore(browser).patch({ outline: true });
    expect(entries.at(-1)).toBe('/?view=outline&lang=en');
  });
});
