import type { ApiClient } from '../api/client.ts';
import { isConflict } from '../api/errors.ts';
import type { Scope } from './scope.ts';
import { type Lease, microTime } from './types.ts';

/** Defaults of kube-scheduler and kube-controller-manager. */
const LEASE_SECONDS = 15;
const RENEW_DEADLINE_MS = 10_000;
const RETRY_MS = 2_000;

/**
 * Holds the lease `kube-system/<name>` while this program lives; calls `lead` when it is ours and `lost` when it could
 * not be renewed for ten seconds (the real programs then exit, and their kubelet starts them anew).
 */
export function electLeader(
  scope: Scope,
  api: ApiClient,
  name: string,
  identity: string,
  lead: () => void,
  lost: () => void,
): void {
  let leading = false;
  let renewedAt = 0;
  // As client-go: what counts is when *we* saw the record change, by our own clock.
  let seen: { version: string; at: number } | undefined;

  const tick = () => {
    const now = scope.clock.now();
    if (tryHold(now)) {
      renewedAt = now;
      if (!leading) {
        leading = true;
        lead();
      }
    } else if (leading && now - renewedAt >= RENEW_DEADLINE_MS) {
      lost();
      return;
    }
    scope.after(RETRY_MS, tick);
  };

  const tryHold = (now: number): boolean => {
    try {
      const lease = api.find('leases', name, 'kube-system');
      if (lease === undefined) {
        api.create('leases', {
          apiVersion: 'coordination.k8s.io/v1',
          kind: 'Lease',
          metadata: { name, namespace: 'kube-system' },
          spec: spec(now, undefined),
        });
        return true;
      }
      if (seen?.version !== lease.metadata.resourceVersion) seen = { version: lease.metadata.resourceVersion, at: now };
      const holder = lease.spec.holderIdentity ?? '';
      const valid = now < seen.at + LEASE_SECONDS * 1000;
      if (holder !== identity && holder !== '' && valid) return false;
      api.update('leases', { ...lease, spec: spec(now, lease.spec) });
      return true;
    } catch (error) {
      if (error instanceof TypeError && !isConflict(error)) throw error;
      return false;
    }
  };

  const spec = (now: number, before: Lease['spec'] | undefined): Lease['spec'] => {
    const mine = before?.holderIdentity === identity;
    return {
      holderIdentity: identity,
      leaseDurationSeconds: LEASE_SECONDS,
      acquireTime: mine && before?.acquireTime !== undefined ? before.acquireTime : microTime(now),
      renewTime: microTime(now),
      leaseTransitions: before === undefined ? 0 : (before.leaseTransitions ?? 0) + (mine ? 0 : 1),
    };
  };

  scope.after(0, tick);
}
