import { describe, expect, it } from 'vitest';
import { parseLabelSelector } from './label-selector.ts';

const matches = (selector: string, labels: Record<string, string>) =>
  parseLabelSelector(selector).every((one) => one(labels));

describe('a label selector', () => {
  it.each([
    ['app=web', true],
    ['app==web,tier!=db', true],
    ['app!=web', false],
    ['app in (db, web)', true],
    ['app notin (web)', false],
    ['tier notin (db)', true],
    ['app,!old', true],
    ['!app', false],
    ['weight>2', true],
    ['weight<2', false],
    ['app=', false],
    ['app in ()', false],
    ['none in ()', false],
    ['empty in ()', true],
    ['empty in (x,)', true],
    ['empty in (,x)', true],
    ['app in (x,,web)', true],
    ['', true],
    ['toString', false],
    ['!constructor', true],
  ])('%s', (selector, expected) => {
    expect(matches(selector, { app: 'web', weight: '3', empty: '' })).toBe(expected);
  });

  const label = 'a valid label must be an empty string or consist of alphanumeric characters';
  // Words of apimachinery 1.33, by way of `kubectl create pdb --selector`.
  it.each([
    ['a>b', `values[0]: Invalid value: "b": for 'Gt', 'Lt' operators, the value must be an integer`],
    ['a/b/c=d', '<nil>: Invalid value: "a/b/c": a qualified name must consist of'],
    ['a=-b', `values[0][a]: Invalid value: "-b": ${label}`],
    ['a in (b,-c)', `values[0][a]: Invalid value: "-c": ${label}`],
  ])('%s is refused for what it compares', (selector, message) => {
    expect(() => parseLabelSelector(selector)).toThrow(`unable to parse requirement: ${message}`);
  });

  // Answers of a real 1.20 API server, but for the list of operators, which newer ones give as here.
  it.each([
    ['a in b', "unable to parse requirement: found 'b' expected: '('"],
    ['a in (b', "unable to parse requirement: found '', expected: ',' or ')'"],
    ['a in (', "unable to parse requirement: found '', expected: ',', ')' or identifier"],
    ['a in (b c)', "unable to parse requirement: found 'c', expected: ',' or ')'"],
    ['!', "unable to parse requirement: found '', expected: identifier"],
    ['a,,b', "found ',', expected: identifier after ','"],
    ['a in (,,)', "unable to parse requirement: found ')', expected: ',', or identifier"],
    ['a===b', "unable to parse requirement: found '=', expected: identifier"],
    ['!!a', "unable to parse requirement: found '!', expected: identifier"],
    ['a!=!b', "unable to parse requirement: found '!', expected: identifier"],
    ['a<>b', "unable to parse requirement: found '>', expected: identifier"],
    ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ['a=(', "unable to parse requirement: found '(', expected: identifier"],
    ['a=b c', "found 'c', expected: ',' or 'end of string'"],
    ['a=b,', "found '', expected: identifier after ','"],
    ['=b', "found '=', expected: !, identifier, or 'end of string'"],
  ])('%s is refused in the words of the real one', (selector, message) => {
    expect(() => parseLabelSelector(selector)).toThrow(message);
  });
});
