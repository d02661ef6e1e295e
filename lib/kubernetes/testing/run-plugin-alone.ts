/** A process that runs a plugin and does nothing else, to be ended by a test: `node run-plugin-alone.ts ARGUMENTS OF SH`. */
import { registerHooks } from 'node:module';
import process from 'node:process';

// As the bundler would: `server-only` is nothing here.
registerHooks({
  resolve: (name, context, next) =>
    name === 'server-only' ? { url: 'data:text/javascript,', shortCircuit: true } : next(name, context),
});
const { runPlugin } = await import('../auth/run-plugin.ts');
const { systemClock } = await import('../clock.ts');
process.on('SIGTERM', () => process.exit(0));
await runPlugin(
  { program: '/bin/sh', args: process.argv.slice(2), env: process.env },
  systemClock,
  new AbortController().signal,
);
