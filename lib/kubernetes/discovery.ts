import 'server-only';
import { StatusError } from './classify';
import type { Clock } from './clock';
import { apiRoot } from './kinds/definition';
import type { Transport } from './transport';

interface ResourceList {
  resources?: { name: string }[];
}
/** Answers whether a server offers a resource; undefined when it does not let us ask. */
export type Discovery = (apiVersion: string, resource: string) => Promise<boolean | undefined>;

/** An answer is shared by those who ask together; then it may have changed: a server that starts says 404 to everything. */
const HOLDS_MS = 10_000;

/** Discovery of one server, group version by group version. */
export function createDiscovery(transport: Transport, clock: Clock): Discovery {
  const asked = new Map<string, { answer: Promise<ReadonlySet<string> | undefined>; until: number }>();

  async function ask(apiVersion: string): Promise<ReadonlySet<string> | undefined> {
    try {
      const list = await transport.json<ResourceList>({ path: apiRoot(apiVersion) });
      return new Set((list.resources ?? []).map((resource) => resource.name));
    } catch (error) {
      if (error instanceof StatusError && error.status === 404 && error.kubernetes) return new Set();
      return undefined;
    }
  }

  return async (apiVersion, resource) => {
    const known = asked.get(apiVersion);
    const current =
      known && clock.monotonic() < known.until
        ? known
        : { answer: ask(apiVersion), until: clock.monotonic() + HOLDS_MS };
    asked.set(apiVersion, current);
    const resources = await current.answer;
    // Not known now is not "not there": the next question asks again.
    if (resources === undefined && asked.get(apiVersion) === current) asked.delete(apiVersion);
    return resources?.has(resource);
  };
}
