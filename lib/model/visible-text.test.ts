import { expect, it } from 'vitest';
import { visibleName, visibleText } from './visible-text';

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
