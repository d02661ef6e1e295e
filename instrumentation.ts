/** Opens the cluster as the server starts, so that the first page finds a picture. The sample cluster is started first. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { guardOutput } = await import('./lib/hub/guard-output');
  guardOutput(process);
  const { getHub, getHubs, needsSample } = await import('./lib/hub/hubs');
  const { whatIsRead } = await import('./lib/hub/what-is-read');
  if (needsSample()) {
    const { startFailureOf, startSample } = await import('./lib/sample/sample');
    try {
      const { kubeconfig, stop } = await startSample(process.env);
      // Read by the hub, which reads it as any other, and by the command line, which says where it is.
      process.env.KUBEPLANO_SAMPLE_RUNNING = kubeconfig;
      closers().add(stop);
    } catch (error) {
      // Read by the command line, which says it and ends; without it, the page says that there is no cluster.
      process.env.KUBEPLANO_SAMPLE_FAILED = JSON.stringify(startFailureOf(error));
    }
  }
  getHub();
  // Read by the command line, which prints it.
  process.env.KUBEPLANO_READING = JSON.stringify(whatIsRead(getHubs(), process.env.KUBEPLANO_SAMPLE === '1'));
}

/** What the server calls when it ends. */
function closers(): Set<() => unknown> {
  const key = Symbol.for('kubeplano.shutdown');
  const shared: typeof globalThis & { [key]?: Set<() => unknown> } = globalThis;
  shared[key] ??= new Set();
  return shared[key];
}
