import { describe, expect, it } from 'vitest';
import { browserCommand } from './browser.js';

describe('opening the browser', () => {
  const at = (platform: NodeJS.Platform, env: Record<string, string>, isTTY = true) =>
    browserCommand({ platform, env: env as NodeJS.ProcessEnv, stdout: { isTTY } });

  it('happens where a desktop is', () => {
    expect(at('linux', { DISPLAY: ':0' })).toEqual(['xdg-open']);
    expect(at('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toEqual(['xdg-open']);
    expect(at('darwin', {})).toEqual(['open']);
  });

  it('does not happen without a desktop, without a terminal, or in CI', () => {
    expect(at('linux', {})).toBeUndefined();
    expect(at('darwin', {}, false)).toBeUndefined();
    expect(at('linux', { DISPLAY: ':0', CI: 'true' })).toBeUndefined();
  });
});
