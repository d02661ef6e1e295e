import { expect, it } from 'vitest';
import { systemClock } from '@/lib/kubernetes/clock';
import { recordedList, recordedPod, recordingFolder } from '@/lib/kubernetes/testing/recording-folder';
import { openRecording } from './open-recording';
import { pathFrom } from './trace-pod';

const folder = recordingFolder();

it('a pod is traced by the version of its server where its node is not among what was recorded', () => {
  const owner = { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'agent', uid: 'd', controller: true };
  const metadata = { ...recordedPod('agent-x').metadata, ownerReferences: [owner] };
  const spec = { nodeName: 'm1', containers: [{ name: 'c', image: 'nginx' }] };
  folder.write('pods.json', recordedList([recordedPod('agent-x', { metadata, spec })]));
  const reasonAt = (gitVersion: string) => {
    folder.write('version.json', { serverVersion: { major: '1', minor: gitVersion.split('.')[1], gitVersion } });
    const { hub } = openRecording({ kind: 'recording', directory: folder.path(), context: 'r' }, systemClock);
    const now = hub.current();
    if (!now || !('snapshot' in now)) throw new Error('no picture');
    const path = pathFrom(hub.objects(), now.snapshot, hub.memory, 'default', 'agent-x');
    hub.close();
    return path?.hops.find(({ id }) => id === 'scheduler')?.reason?.code;
  };
  expect(reasonAt('v1.10.7')).toBe('bound-by-controller');
  expect(reasonAt('v1.33.0')).not.toBe('bound-by-controller');
});
