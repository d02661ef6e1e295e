import { expect, it } from 'vitest';
import { visibleName, visibleObjectName, visibleText } from './visible-text';

it('what turns the direction, and what a terminal obeys, is shown', () => {
  expect(visibleText('gnp.\u202Eexe')).toBe('gnp.⟨U+202E⟩exe');
  expect(visibleText('a\u001b[31mred')).toBe('a⟨U+001B⟩[31mred');
  expect(visibleText('two\nlines\tand áccents, 日本')).toBe('two\nlines\tand áccents, 日本');
});

it('a name of two alphabets shows which letters are of the other', () => {
  expect(visibleName('pr\u043Eduction')).toBe('pr⟨U+043E⟩duction');
  expect(visibleName('producción')).toBe('producción');
  expect(visibleName('продукция')).toBe('продукция');
  expect(visibleName('a\u200Bb\nc')).toBe('a⟨U+200B⟩b⟨U+000A⟩c');
});

it('a name of an object shows everything the API server would not let be', () => {
  expect(visibleObjectName('web-7f9')).toBe('web-7f9');
  expect(visibleObjectName('w\u0435b')).toBe('w⟨U+0435⟩b');
});
