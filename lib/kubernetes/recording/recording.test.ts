import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRecording } from '@/lib/hub/open-recording';
import { describeShared } from '@/lib/testing/shared';
import { ProblemError } from '../problem-error';
import { createManualClock } from '../testing/manual-clock';
import { recordedList, recordedPod, recordingFolder } from '../testing/recording-folder';
import { readRecording } from './recording';

const folder = recordingFolder();
const { write } = folder;
const [pod, list] = [recordedPod, recordedList];
const names = (objects: { metadata: { name: string } }[] | undefined) => objects?.map((object) => object.metadata.name);

function problemOf(directory: string) {
  try {
    readRecording(directory);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('it opened');
}
function open() {
  const opened = openRecording({ kind: 'recording', context: 'class', directory: folder.path() }, createManualClock());
  const now = opened.hub.current();
  if (!now || !('snapshot' in now)) throw new Error('no picture');
  return { ...opened, snapshot: now.snapshot };
}

describe('a recording', () => {
  it('is a folder of lists and single objects, JSON or YAML, of any names and as deep as they come', () => {
    write('a.json', list([pod('a')]));
    write('deep/er/whatever.json', pod('b'));
    write(
      'some.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: c, namespace: default}\n---\nkind: Namespace\napiVersion: v1\nmetadata: {name: default}\n',
    );
    write('notes.txt', 'not for us');
    const recording = readRecording(folder.path());
    expect(names(recording.objects.pods)?.sort()).toEqual(['a', 'b', 'c']);
    expect(names(recording.objects.namespaces)).toEqual(['default']);
    expect(recording.leftOut).toEqual([]);
  });

  it('may be the output of kubectl cluster-info dump, whose items do not say their kind', () => {
    const { kind: _, apiVersion: __, ...bare } = pod('dumped');
    write('default/pods.json', { kind: 'PodList', apiVersion: 'v1', items: [bare] });
    write('default/deployments.json', { kind: 'DeploymentList', apiVersion: 'apps/v1', items: null });
    write('default/dumped/logs.txt', 'one\ntwo\nthree\n');
    const recording = readRecording(folder.path());
    expect(names(recording.objects.pods)).toEqual(['dumped']);
    expect(recording.kinds.find(({ kind }) => kind === 'deployments')?.state).toBe('recorded');
  });

  it('says of each kind whether it was recorded', () => {
    write('pods.json', list([pod('a')]));
    const { kinds } = open().snapshot;
    expect(kinds.find(({ kind }) => kind === 'pods')).toMatchObject({ state: 'recorded', count: 1, apiVersion: 'v1' });
    expect(kinds.find(({ kind }) => kind === 'leases')).toMatchObject({ state: 'unrecorded', count: 0 });
  });

  it('is of the newest time told in it, and says that it is a recording', () => {
    write('pods.json', list([pod('a', { status: { startTime: '2025-03-01T10:00:05Z' } }), pod('b')]));
    write(
      'events.json',
      list([
        {
          kind: 'Event',
          metadata: { name: 'e', namespace: 'default' },
          involvedObject: {},
          lastTimestamp: '2025-03-02T08:30:00Z',
        },
      ]),
    );
    const { snapshot } = open();
    expect(snapshot.source).toEqual({ kind: 'recording', context: 'class', recordedAt: '2025-03-02T08:30:00.000Z' });
    expect(snapshot.connection).toEqual({ state: 'recording', since: '2025-03-02T08:30:00.000Z' });
  });

  it('judges a lease by the file it is from, not by the newest moment anywhere: files are of other moments', () => {
    const node = (name: string) => ({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name },
      status: { conditions: [{ type: 'Ready', status: 'True' }] },
    });
    const lease = (name: string, renewTime: string, namespace = 'kube-node-lease') => ({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name, namespace },
      spec: { holderIdentity: name, renewTime, leaseDurationSeconds: 40 },
    });
    write('nodes.json', list([node('here'), node('lost')]));
    write('pods.json', list([pod('later', { status: { startTime: '2025-03-01T12:00:00Z' } })]));
    write(
      'kube-node-lease/leases.json',
      list([lease('here', '2025-03-01T10:00:00.000000Z'), lease('lost', '2025-03-01T09:50:00.000000Z')]),
    );
    write('kube-system/leases.json', list([lease('kube-scheduler', '2025-03-01T10:20:00.000000Z', 'kube-system')]));
    const { snapshot } = open();
    expect(snapshot.nodes.map(({ name, health }) => `${name} ${health}`)).toEqual(['here ok', 'lost not-ready']);
    expect(snapshot.components.find(({ id }) => id === 'kube-scheduler')?.leader?.identity).toBe('kube-scheduler');
  });

  it('knows the version where /version was recorded', () => {
    write('pods.json', list([pod('a')]));
    write('version.json', { major: '1', gitVersion: 'v1.30.1', platform: 'linux/arm64' });
    expect(open().snapshot.server).toMatchObject({ version: 'v1.30.1', platform: 'linux/arm64' });
  });

  it('uses what it can and names the files it cannot', () => {
    write('pods.json', list([pod('a')]));
    write('cut.json', '{"kind": "List", "items": [');
    write('odd.yaml', 'a: [1');
    const { snapshot } = open();
    expect(snapshot.pods.map(({ name }) => name)).toEqual(['a']);
    expect(snapshot.source.leftOut).toEqual([
      { file: 'cut.json', reason: { code: 'cut', values: { line: 1, count: 0 } } },
      { file: 'odd.yaml', reason: { code: 'malformed', values: { line: 1, detail: expect.any(String) } } },
    ]);
  });

  it('says which folder is not there, which is empty, and which file is broken when nothing is left', () => {
    expect(problemOf(folder.path('nope'))).toMatchObject({
      code: 'recording-not-found',
      values: { directory: folder.path('nope') },
    });
    expect(problemOf(folder.path())).toMatchObject({ code: 'recording-empty' });
    write('unrelated.json', { name: 'my-app', version: '1.0' });
    expect(problemOf(folder.path())).toMatchObject({ code: 'recording-empty' });
    write('pods.json', '{"items": [');
    expect(problemOf(folder.path())).toMatchObject({
      code: 'recording-broken',
      leftOut: [{ file: 'pods.json', reason: { code: 'cut' } }],
    });
  });

  it('holds no value of the environment in its model', () => {
    write('pods.json', list([pod('a')]));
    expect(JSON.stringify(readRecording(folder.path()).objects)).not.toContain('hidden');
  });

  it('gives objects and logs one by one', async () => {
    write('pods.json', list([pod('a')]));
    write('default/a/logs.txt', 'one\ntwo\nthree\n');
    const { objects } = open();
    expect(await objects.read({ kind: 'pods', namespace: 'default', name: 'a' }, [])).toMatchObject({
      kind: 'Pod',
      metadata: { name: 'a' },
    });
    expect(await objects.log({ namespace: 'default', pod: 'a', tail: 2, previous: false })).toBe('two\nthree\n');
    await expect(objects.read({ kind: 'pods', namespace: 'default', name: 'b' }, [])).rejects.toMatchObject({
      problem: { code: 'object-not-found' },
    });
    await expect(objects.log({ namespace: 'default', pod: 'b', tail: 2, previous: false })).rejects.toMatchObject({
      problem: { code: 'object-not-found' },
    });
  });

  const opensWhole = (directory: string) => {
    const recording = readRecording(directory);
    expect(recording.leftOut).toEqual([]);
    expect(recording.objects.nodes?.length).toBeGreaterThan(0);
    expect(Date.parse(recording.recordedAt)).toBeLessThan(Date.now());
  };
  it('of our real cluster is read whole', () => {
    opensWhole(path.resolve(import.meta.dirname, '../../../e2e/recordings/real-3-nodes'));
  });
  describeShared('clusters', 'recordings of other clusters', (clusters) => {
    const names = readdirSync(clusters).filter((name) => !name.includes('.md'));
    it.each(names)('opens %s', (name) => opensWhole(path.join(clusters, name)));
  });
});
