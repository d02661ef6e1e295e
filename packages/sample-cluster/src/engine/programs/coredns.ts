import type { DnsAnswer } from '../../images/image.ts';
import { Informer } from '../informer.ts';
import type { Network } from '../machine/network.ts';
import type { Service } from '../types.ts';
import type { Program } from './program.ts';

const DOMAIN = 'cluster.local';
/** More dots than this, and a name is first asked for as it is (`ndots:5`). */
const NDOTS = 5;

type Answer = (name: string) => DnsAnswer | undefined;

/** The DNS of a cluster as pods meet it: whichever of its servers runs where they can reach. */
export class ClusterDns {
  readonly #servers = new Map<Answer, string>();

  private readonly network: Network;

  constructor(network: Network) {
    this.network = network;
  }

  /** A server runs on a machine; answers how to take it back. */
  serve(machine: string, answer: Answer): () => void {
    this.#servers.set(answer, machine);
    return () => this.#servers.delete(answer);
  }

  /** What a pod on a machine hears of a name, looked for as its resolv.conf says. Undefined: nobody answers. */
  ask(machine: string, namespace: string, name: string): DnsAnswer | undefined {
    const server = Array.from(this.#servers).find(([, where]) => this.network.connected(machine, where))?.[0];
    const searched = [`${namespace}.svc.${DOMAIN}`, `svc.${DOMAIN}`, DOMAIN].map((suffix) => `${name}.${suffix}`);
    const names = name.endsWith('.')
      ? [name.slice(0, -1)]
      : name.split('.').length > NDOTS
        ? [name, ...searched]
        : [...searched, name];
    let last: DnsAnswer | undefined;
    for (const one of names) {
      last = server?.(one);
      if (last === undefined || last.ips.length > 0) return last;
    }
    return last;
  }
}

/** Its version, of the image and of what it says of itself. */
export const COREDNS_VERSION = '1.13.1';

/** CoreDNS: knows the Services and what stands behind them from the API server, and answers from what it knows. */
export const coredns =
  (dns: ClusterDns): Program =>
  ({ scope, node, client, log }) => {
    const api = client('coredns', { user: 'system:serviceaccount:kube-system:coredns' });
    const services = new Informer(scope, api, 'services');
    const slices = new Informer(scope, api, 'endpointslices');
    services.start();
    slices.start();
    log('.:53');
    log(`CoreDNS-${COREDNS_VERSION}`);

    const behind = (service: Service, hostname: string | undefined) =>
      slices
        .list(service.metadata.namespace)
        .filter((slice) => slice.metadata.labels?.['kubernetes.io/service-name'] === service.metadata.name)
        .flatMap((slice) => slice.endpoints ?? [])
        .filter((one) => one.conditions?.ready !== false && (hostname === undefined || one.hostname === hostname))
        .flatMap((one) => one.addresses);

    const addresses = (name: string): string[] => {
      if (!name.endsWith(`.svc.${DOMAIN}`)) return [];
      const parts = name.slice(0, -`.svc.${DOMAIN}`.length).split('.');
      const [namespace = '', service = '', hostname] = parts.reverse();
      const found = services.get(`${namespace}/${service}`);
      if (found === undefined || parts.length < 2 || parts.length > 3) return [];
      const ip = found.spec.clusterIP;
      if (hostname === undefined && ip && ip !== 'None') return [ip];
      return behind(found, hostname);
    };
    scope.onClose(
      dns.serve(node, (name) => {
        const server = services.get('kube-system/kube-dns')?.spec.clusterIP;
        return server === undefined ? undefined : { server, name, ips: addresses(name) };
      }),
    );
  };
