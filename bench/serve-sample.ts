/**
 * The API server of the sample cluster and nothing else, in this process: what is measured is who reads it.
 * `node bench/serve-sample.ts KUBECONFIG [nodes=500,pods=10000,…]`; without a size, the sample of three nodes.
 * Writes the kubeconfig, prints a line once it serves, and ends with SIGTERM.
 */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import config from '../vitest.config.ts';

const [kubeconfigPath = '', size] = process.argv.slice(2);
const inSample = <T>(file: string) =>
  runnerImport<T>(fileURLToPath(new URL(`../packages/sample-cluster/src/${file}`, import.meta.url)), {
    resolve: config.resolve ?? {},
    logLevel: 'error',
  });

async function serve(): Promise<{ stop(): Promise<void> }> {
  if (size === undefined) {
    const { module } = await inSample<typeof import('../packages/sample-cluster/src/serve.ts')>('serve.ts');
    return module.startSampleCluster({ kubeconfigPath });
  }
  const { module } = await inSample<typeof import('../packages/sample-cluster/src/serve-scale.ts')>('serve-scale.ts');
  const asked = module.parseSampleSize(size);
  if (!asked) throw new Error(`not a size: ${size}`);
  return module.startScaleCluster({ ...asked, kubeconfigPath });
}

const running = await serve();
process.on('SIGTERM', () => void running.stop().finally(() => process.exit()));
// The driver of the sample keeps no process alive, and nobody has connected yet.
setInterval(() => undefined, 60_000);
process.stdout.write('serving\n');
