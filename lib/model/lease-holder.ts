/**
 * The host in the identity of a lease's holder: client-go writes `<host name>_<uuid>`. The rest tells processes apart, not people.
 * Source: https://kubernetes.io/docs/concepts/architecture/leases/
 */
export const holderHost = (identity: string): string => identity.split('_')[0] || identity;
