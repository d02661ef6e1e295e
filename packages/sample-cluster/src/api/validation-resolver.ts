/** Rules of how a pod resolves names: its own hosts file and its resolver. */
import type { V1PodDNSConfig, V1PodSpec } from '@kubernetes/client-node';
import type { Json } from './kinds.ts';
import { ipAddress } from './validation-addresses.ts';
import type { FieldErrors } from './validation-errors.ts';
import { relaxedSubdomainProblems, subdomainProblems } from './validation-names.ts';

type Spec = Json<V1PodSpec>;

const MOST_SERVERS = 3;
const MOST_SEARCHES = 32;
const LONGEST_SEARCHES = 2_048;

/** The names a pod adds to its hosts file. */
export function validateHostAliases({ hostAliases }: Spec, field: string, errors: FieldErrors): void {
  for (const [index, { ip, hostnames }] of (hostAliases ?? []).entries()) {
    ipAddress(errors, `${field}[${index}].ip`, ip);
    for (const [place, name] of (hostnames ?? []).entries())
      for (const problem of subdomainProblems(name))
        errors.invalid(`${field}[${index}].hostnames[${place}]`, name, problem);
  }
}

/** What a pod says of its resolver; with the policy `None` it must say something. */
export function validateDnsConfig({ dnsConfig, dnsPolicy }: Spec, field: string, errors: FieldErrors): void {
  const isNone = dnsPolicy === 'None';
  if (isNone && !dnsConfig) errors.required(field, 'must provide `dnsConfig` when `dnsPolicy` is None');
  else if (isNone && !dnsConfig?.nameservers?.length)
    errors.required(`${field}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None');
  else validateResolver(dnsConfig ?? {}, field, errors);
}

function validateResolver(config: Json<V1PodDNSConfig>, field: string, errors: FieldErrors): void {
  const { nameservers = [], searches = [], options = [] } = config;
  if (nameservers.length > MOST_SERVERS)
    errors.invalid(`${field}.nameservers`, nameservers, `must not have more than ${MOST_SERVERS} nameservers`);
  for (const [index, server] of nameservers.entries()) ipAddress(errors, `${field}.nameservers[${index}]`, server);
  if (searches.length > MOST_SEARCHES)
    errors.invalid(`${field}.searches`, searches, `must not have more than ${MOST_SEARCHES} search paths`);
  if (searches.join(' ').length > LONGEST_SEARCHES)
    errors.invalid(
      `${field}.searches`,
      searches,
      `must not have more than ${LONGEST_SEARCHES} characters (including spaces) in the search list`,
    );
  for (const [index, search] of searches.entries()) {
    if (search === '.') continue;
    const name = search.replace(/\.$/, '');
    for (const problem of relaxedSubdomainProblems(name)) errors.invalid(`${field}.searches[${index}]`, name, problem);
  }
  for (const [index, { name }] of options.entries())
    if (!name) errors.required(`${field}.options[${index}]`, 'must not be empty');
}
