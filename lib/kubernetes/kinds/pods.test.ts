import { describe, expect, it } from 'vitest';
import { aPod, at } from '@/lib/model/path/testing/story';
import { tracePod } from '@/lib/model/path/trace';
import { transformPod } from './pods';

/** A pod as the API server holds it, written by kubectl with the node in its spec, or without. */
function writtenWith(spec: Record<string, unknown>) {
  const field = { manager: 'kubectl-create', operation: 'Update', time: at(0), fieldsV1: { 'f:spec': spec } };
  return aPod({ metadata: { ...aPod().metadata, managedFields: [field] } });
}

describe('a pod as it is kept', () => {
  it('still tells that it was created with its node, and keeps nothing else of who wrote which field', () => {
    const kept = transformPod(writtenWith({ 'f:nodeName': {}, 'f:containers': { 'k:{"name":"web"}': {} } }));
    expect(kept.metadata.managedFields).toEqual([
      { manager: 'kubectl-create', operation: 'Update', time: at(0), fieldsV1: { 'f:spec': { 'f:nodeName': {} } } },
    ]);
    const scheduler = tracePod({ pod: kept }).hops.find((hop) => hop.id === 'scheduler');
    expect(scheduler).toMatchObject({ evidenceLevel: 'absent', reason: { code: 'created-with-node' } });
  });

  it('of one that was scheduled keeps no fields', () => {
    const kept = transformPod(writtenWith({ 'f:containers': {} }));
    expect(JSON.stringify(kept)).not.toContain('fieldsV1');
    expect(tracePod({ pod: kept }).hops.find((hop) => hop.id === 'scheduler')?.evidenceLevel).not.toBe('absent');
  });
});
