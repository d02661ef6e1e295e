import { describe, expect, it } from 'vitest';
import { recordedList as list, recordedPod as pod, recordingFolder, tarOf } from '../testing/recording-folder';
import { createRecordedObjects } from './recorded-objects';
import { readRecording } from './recording';

const folder = recordingFolder();
const MUST_GATHER = 'must-gather.local.1/quay-io-x-sha256-1/namespaces/default/pods/a';
const BUNDLE = 'support-bundle-2026/cluster-resources/pods/logs/default/a';
const SONOBUOY = 'results/podlogs/default/a/logs';
const asked = { namespace: 'default', pod: 'a', tail: 10, previous: false };

function logsOf(files: Record<string, string>, packed = false) {
  folder.write('pods.json', list([pod('a')]));
  if (packed) folder.write('logs.tar', tarOf(files));
  else for (const [file, text] of Object.entries(files)) folder.write(file, text);
  return createRecordedObjects(readRecording(folder.path()));
}

describe('logs of a recording', () => {
  it.each([
    ['a must-gather', `${MUST_GATHER}/web/web/logs/current.log`],
    ['a support bundle', `${BUNDLE}/web.log`],
    ['sonobuoy', `${SONOBUOY}/web.txt`],
  ])('are read of %s, in a folder and in an archive', async (_, file) => {
    for (const packed of [false, true]) {
      const objects = logsOf({ [file]: 'one\ntwo\n' }, packed);
      expect(await objects.log({ ...asked, container: 'web', tail: 1 })).toBe('two\n');
      // The only container need not be named.
      expect(await objects.log(asked)).toBe('one\ntwo\n');
    }
  });

  it.each([
    ['a must-gather', `${MUST_GATHER}/web/web/logs/previous.log`, `${MUST_GATHER}/web/web/logs/current.log`],
    ['a support bundle', `${BUNDLE}/web-previous.log`, `${BUNDLE}/web.log`],
  ])('of %s are those of the instance that is asked for', async (_, before, now) => {
    const objects = logsOf({ [before]: 'crashed\n', [now]: 'runs\n' });
    expect(await objects.log({ ...asked, previous: true })).toBe('crashed\n');
    expect(await objects.log({ ...asked, container: 'web' })).toBe('runs\n');
  });

  it('are those of the container that is asked for, and of no other', async () => {
    const objects = logsOf({ [`${BUNDLE}/web.log`]: 'web\n', [`${BUNDLE}/sidecar.log`]: 'sidecar\n' });
    expect(await objects.log({ ...asked, container: 'sidecar' })).toBe('sidecar\n');
    const missing = { problem: { code: 'object-not-found', detail: 'the recording holds no log of this container' } };
    await expect(objects.log({ ...asked, container: 'other' })).rejects.toMatchObject(missing);
    await expect(objects.log(asked)).rejects.toMatchObject({ problem: { code: 'object-not-found' } });
  });

  it('that were not recorded are not made of others', async () => {
    const objects = logsOf({ 'default/a/logs.txt': 'runs\n' });
    expect(await objects.log({ ...asked, container: 'web' })).toBe('runs\n');
    const missing = { problem: { detail: 'the recording holds no log of an earlier instance' } };
    await expect(objects.log({ ...asked, previous: true })).rejects.toMatchObject(missing);
    await expect(objects.log({ ...asked, container: 'web', previous: true })).rejects.toMatchObject(missing);
  });
});
