/** Heartbeats and leases that leaders renew: what is new every few seconds although nothing has changed. Pure. */
import type { Component, ComponentInstance, NodeView } from './cluster';
import { isEqual } from './equal';

/** The node with another heartbeat. */
export const withHeartbeat = (node: NodeView, heartbeatAt: string): NodeView => ({ ...node, heartbeatAt });

/** The component whose leader has renewed its lease. */
export function withRenewal(component: Component, renewedAt: string): Component {
  const { leader, instances } = component;
  if (!leader) return component;
  const renewed = (one: ComponentInstance) => (one.renewedAt === undefined ? one : { ...one, renewedAt });
  return { ...component, leader: { ...leader, renewedAt }, instances: instances.map(renewed) };
}

/** The heartbeat of `next`, where nothing else is new. */
export function newHeartbeat(previous: NodeView, next: NodeView): string | undefined {
  const { heartbeatAt } = next;
  if (heartbeatAt === undefined || previous.heartbeatAt === undefined || heartbeatAt === previous.heartbeatAt) return;
  return isEqual(withHeartbeat(previous, heartbeatAt), next) ? heartbeatAt : undefined;
}

/** The renewal of the leader of `next`, where nothing else is new. */
export function newRenewal(previous: Component, next: Component): string | undefined {
  const at = next.leader?.renewedAt;
  if (at === undefined || at === previous.leader?.renewedAt) return undefined;
  return isEqual(withRenewal(previous, at), next) ? at : undefined;
}
