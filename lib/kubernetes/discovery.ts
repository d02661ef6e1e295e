import 'server-only';
import { StatusError } from './classify';
import { apiRoot } from './kinds/definition';
import type { Transport } from './transport';

interface ResourceList {
  resources?: { name: string }[];
}
/** Answers whether a server offers a resource; undefined when it does not let us ask. */
export type Discovery = (apiVersion: string, resource: string) => Promise<boolean | undefined>;

/** Discovery of one server, group version by group version, each asked once. */
export function createDiscovery(transport: Transport): Discovery {
  const asked = new Map<string, Promise<ReadonlySet<string> | undefined>>();

  async function ask(apiVersion: string): Promise<ReadonlySet<string> | undefined> {
    try {
      const list = await transport.json<ResourceList>({ path: apiRoot(apiVersion) });
      return new Set((list.resources ?? []).map((resource) => resource.name));
    } catch (error) {
      if (error instanceof StatusError && error.status === 404 && error.kubernetes) return new Set();
      // Not known now is not "not there": the next question asks again.
      asked.delete(apiVersion);
      return undefined;
    }
  }

  return async (apiVersion, resource) => {
    const answer = asked.get(apiVersion) ?? ask(apiVersion);
    asked.set(apiVersion, answer);
    const resources = await answer;
    if (resources === undefined) asked.delete(apiVersion);
    return resources?.has(resource);
  };
}
