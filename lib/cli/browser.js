import { spawn } from 'node:child_process';

/**
 * The command that opens a page, where a person is sitting: undefined without a desktop, without a terminal, and in CI.
 * @param {{ platform: NodeJS.Platform, env: NodeJS.ProcessEnv, stdout: { isTTY?: boolean } }} where
 * @returns {[string, ...string[]] | undefined}
 */
export function browserCommand({ platform, env, stdout }) {
  if (env.CI || !stdout.isTTY) return undefined;
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['cmd', '/c', 'start', ''];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : undefined;
}

/**
 * Best effort: the address is printed anyway.
 * @param {[string, ...string[]]} command
 * @param {string} url
 */
export function openBrowser([program, ...args], url) {
  const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
