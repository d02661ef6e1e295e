import { describe, expect, it } from 'vitest';
import { summarize } from './connection-words';

const since = '2026-11-22T20:00:00Z';
const at = Date.parse(since);
const open = { state: 'open', since: 7 } as const;

describe('summarize', () => {
  it('is connecting until something is known, or unreachable when the reason is', () => {
    expect(summarize({ state: 'connecting', since: 7 }, undefined)).toMatchObject({ word: 'connecting', since: 7 });
    const refused = { state: 'connecting', since: 7, problem: { code: 'connection-refused' } } as const;
    expect(summarize(refused, undefined).word).toBe('unreachable');
    const told = { ...open, problem: { code: 'unauthorized' } } as const;
    expect(summarize(told, { state: 'connecting', since }).word).toBe('unreachable');
  });

  it('says what the server says of the cluster while the line to it is open', () => {
    expect(summarize(open, { state: 'live', since })).toEqual({ word: 'live', health: 'ok', since: at, stale: false });
    expect(summarize(open, { state: 'stale', since })).toMatchObject({ word: 'stale', since: at, stale: true });
    expect(summarize(open, { state: 'recording', since }).stale).toBe(false);
  });

  it('says that part of it is not live, where the rest is', () => {
    const partly = { state: 'stale', since, kinds: ['pods'] } as const;
    expect(summarize(open, { ...partly, kinds: ['pods'] })).toMatchObject({ word: 'partly', since: at, stale: true });
  });

  it('puts our own cut line first: what the server last said may be long over', () => {
    const cut = { state: 'reconnecting', since: 9 } as const;
    expect(summarize(cut, { state: 'live', since })).toMatchObject({ word: 'reconnecting', since: 9, stale: true });
  });

  it('calls a sample a sample', () => {
    expect(summarize(open, { state: 'live', since }, 'sample').word).toBe('sample');
  });
});
