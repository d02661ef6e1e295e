import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { MESSAGES } from '@/lib/i18n/messages';
import { describeShared } from '@/lib/testing/shared';
import { explainExitCode, explainStatus, STATUS_WORDS } from './status-words';

/** Reasons of waiting and terminated containers that appear in a text of objects, JSON or YAML. */
function reasonsIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const [, , reason] of text.matchAll(/"(waiting|terminated)":\s*\{[^{}]*?"reason":\s*"([^"]+)"/g)) {
    if (reason) found.add(reason);
  }
  return found;
}

describe('explainStatus', () => {
  it('has a meaning and a next step, in both languages, for each word of the STATUS column', () => {
    for (const { inspector } of Object.values(MESSAGES)) {
      for (const word of STATUS_WORDS) {
        expect(explainStatus(word).id).toBe(word);
        expect(inspector.status[word].means.length).toBeGreaterThan(20);
        expect(inspector.status[word].next.length).toBeGreaterThan(10);
      }
    }
  });

  it('counts the init containers that have ended', () => {
    expect(explainStatus('Init:1/3')).toMatchObject({ id: 'Init', init: true, values: { done: 1, total: 3 } });
  });

  it('explains the word of an init container by the word itself, and says it is an init container', () => {
    expect(explainStatus('Init:CrashLoopBackOff')).toMatchObject({ id: 'CrashLoopBackOff', init: true });
    expect(explainStatus('Init:ExitCode:3')).toMatchObject({ id: 'ExitCode', init: true, values: { code: 3 } });
    expect(explainStatus('Init:Signal:9')).toMatchObject({ id: 'Signal', init: true, values: { signal: 9 } });
  });

  it('names the resource a kubelet ran out of', () => {
    expect(explainStatus('OutOfcpu')).toMatchObject({ id: 'OutOf', values: { resource: 'cpu' } });
    expect(explainStatus('OutOfnvidia.com/gpu')).toMatchObject({ values: { resource: 'nvidia.com/gpu' } });
  });

  it('admits that it does not know a word nobody documented, hostile ones included', () => {
    for (const word of ['', 'Zzz', 'constructor', '__proto__', 'Init:', '<b>x</b>']) {
      expect(explainStatus(word).id, word).toBe('other');
    }
  });

  const knowsReasonsIn = (folder: string) => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
    const reasons = files.flatMap((file) => [...reasonsIn(readFileSync(path.join(folder, file), 'utf8'))]);
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.filter((reason) => explainStatus(reason).id === 'other')).toEqual([]);
  };

  it('knows every reason a container gives in our recordings', () => {
    knowsReasonsIn(path.resolve(import.meta.dirname, '../../e2e/recordings'));
  });

  describeShared('clusters', 'container reasons of recorded clusters', (clusters) => {
    it('are all known', () => knowsReasonsIn(clusters));
  });
});

describe('explainExitCode', () => {
  it('knows the codes people meet', () => {
    expect(explainExitCode(0).id).toBe('0');
    expect(explainExitCode(127).id).toBe('127');
    expect(explainExitCode(137).id).toBe('137');
  });

  it('reads death by a signal out of codes above 128', () => {
    expect(explainExitCode(134)).toEqual({ id: 'signal', signal: 6 });
  });

  it('blames no signal for codes that belong to the program', () => {
    expect(explainExitCode(42)).toEqual({ id: 'other', signal: 0 });
    expect(explainExitCode(255)).toEqual({ id: 'other', signal: 0 });
  });
});
