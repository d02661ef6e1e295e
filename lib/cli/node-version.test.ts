import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isRecentNode, lockedNode } from './node-version.js';

describe('the Node that runs us', () => {
  it('is recent enough from 22.19 on', () => {
    expect(isRecentNode('v22.19.0')).toBe(true);
    expect(isRecentNode('v24.0.0')).toBe(true);
    expect(isRecentNode('v22.18.9')).toBe(false);
    expect(isRecentNode('v20.20.2')).toBe(false);
    expect(isRecentNode('v9.99.0')).toBe(false);
  });

  it('is found in the node_modules above, the way npm installs it', () => {
    const root = mkdtempSync(join(tmpdir(), 'node-'));
    const bin = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, process.platform === 'win32' ? 'node.exe' : 'node'), '');
    const inside = join(root, 'node_modules', 'kubeplano', 'lib', 'cli');
    mkdirSync(inside, { recursive: true });
    expect(lockedNode(inside)).toContain(bin);
    expect(lockedNode(mkdtempSync(join(tmpdir(), 'none-')))).toBeUndefined();
  });
});
