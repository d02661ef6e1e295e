/** Opens the cluster as the server starts, so that the first page finds a picture. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { getHub } = await import('./lib/hub/hubs');
  getHub();
}
