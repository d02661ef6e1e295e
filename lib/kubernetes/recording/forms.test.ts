import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { dump } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { describeShared } from '@/lib/testing/shared';
import { ProblemError } from '../problem-error';
import {
  recordedList as list,
  recordedPod as pod,
  recordingFolder,
  tarEntry,
  tarOf,
} from '../testing/recording-folder';
import { createRecordedObjects } from './recorded-objects';
import { readRecording } from './recording';

const folder = recordingFolder();
const { write } = folder;
const read = () => readRecording(folder.path());
const names = (from = folder.path()) => (readRecording(from).objects.pods ?? []).map(({ metadata }) => metadata.name);
const codes = (from = folder.path()) =>
  readRecording(from).leftOut.map(
    ({ file, reason }) => `${file} ${reason.code} ${JSON.stringify(reason.values ?? {})}`,
  );
const json = (value: unknown) => JSON.stringify(value, null, 4);

/** What `kubectl cluster-info dump` prints: lists of a namespace, then the logs of its pods. */
const dumpOf = (...pods: object[]) =>
  [
    json({ kind: 'NodeList', apiVersion: 'v1', items: [{ metadata: { name: 'n1' } }] }),
    json({ kind: 'EventList', apiVersion: 'v1', items: null }),
    json({ kind: 'PodList', apiVersion: 'v1', items: pods }),
    '==== START logs for container c of pod default/a ====',
    '{"level":"info"',
    'two }}',
    '==== END logs for container c of pod default/a ====',
    json({ kind: 'DeploymentList', apiVersion: 'apps/v1', items: [{ metadata: { name: 'd', namespace: 'default' } }] }),
    '',
  ].join('\n');

describe('one file of kubectl cluster-info dump', () => {
  it('holds lists one after another, and logs between them', async () => {
    const file = write('dump.txt', dumpOf(pod('a')));
    const recording = readRecording(file);
    expect(names(file)).toEqual(['a']);
    expect(recording.objects.nodes?.[0]?.metadata.name).toBe('n1');
    expect(recording.objects.events).toEqual([]);
    expect(recording.objects.deployments?.[0]?.metadata.name).toBe('d');
    expect(recording.leftOut).toEqual([]);
    const log = await createRecordedObjects(recording).log({
      namespace: 'default',
      pod: 'a',
      tail: 1,
      previous: false,
    });
    expect(log).toBe('two }}\n');
  });

  it('may have warnings of kubectl among its lists, which are said to be no JSON', () => {
    const file = write('dump.json', `Warning: v1 Endpoints is deprecated\n${dumpOf(pod('a'))}`);
    expect(names(file)).toEqual(['a']);
    expect(codes(file)).toEqual([expect.stringMatching(/^dump.json malformed {"line":1,/)]);
  });

  it('of kubectl 1.13 and before has the names of Go, and says what an item is in its selfLink', () => {
    const old = {
      selfLink: '/api/v1/pods',
      resourceVersion: '429',
      Items: [
        {
          name: 'old',
          namespace: 'default',
          selfLink: '/api/v1/namespaces/default/pods/old',
          creationTimestamp: '2018-03-01T10:00:00Z',
          labels: { App: 'Old' },
          Spec: {
            NodeName: 'n1',
            NodeSelector: { Disk: 'SSD' },
            SecurityContext: { HostNetwork: true },
            Containers: [{ Name: 'c', Image: 'nginx', Resources: { Limits: { cpu: '1' }, Requests: null } }],
          },
          Status: {
            Phase: 'Running',
            PodIP: '10.0.0.1',
            QOSClass: 'Burstable',
            ContainerStatuses: [
              {
                Name: 'c',
                ContainerID: 'docker://1',
                RestartCount: 2,
                State: { Waiting: null, Running: { StartedAt: '2018-03-01T10:00:05Z' }, Terminated: null },
                LastTerminationState: { Terminated: { ExitCode: 137, Reason: 'OOMKilled' } },
              },
            ],
          },
        },
      ],
    };
    const [found] = readRecording(write('dump', `${json(old)}\n${json({ Items: [] })}\n`)).objects.pods ?? [];
    expect(found).toMatchObject({
      metadata: { name: 'old', labels: { App: 'Old' }, creationTimestamp: '2018-03-01T10:00:00Z' },
      spec: {
        nodeName: 'n1',
        hostNetwork: true,
        nodeSelector: { Disk: 'SSD' },
        containers: [{ name: 'c', image: 'nginx', resources: { limits: { cpu: '1' } } }],
      },
      status: {
        phase: 'Running',
        podIP: '10.0.0.1',
        qosClass: 'Burstable',
        containerStatuses: [
          {
            containerID: 'docker://1',
            restartCount: 2,
            state: { running: { startedAt: '2018-03-01T10:00:05Z' } },
            lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
          },
        ],
      },
    });
  });
});

describe('a text', () => {
  const text = json(list([pod('ñandú')]));
  it.each([
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16, as PowerShell writes it', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le')],
    ['UTF-16 of the other order', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['UTF-16 of the other order without a mark', Buffer.from(text, 'utf16le').swap16()],
  ])('may be %s', (_, bytes) => {
    write('pods.json', bytes);
    expect(names()).toEqual(['ñandú']);
  });

  it.each(['pods.json', 'core_v1_pods.json', 'ns/default/core_v1_pods.json', 'pods/default.json', 'default/pods.yaml'])(
    'may be a bare list whose items only the name %s tells',
    (file) => {
      const { kind: _, apiVersion: __, ...bare } = pod('bare');
      write(file, file.endsWith('.yaml') ? dump([bare]) : json([bare]));
      expect(names()).toEqual(['bare']);
      expect(read().kinds.find(({ kind }) => kind === 'pods')).toMatchObject({ apiVersion: 'v1', state: 'recorded' });
    },
  );

  it('of a List without items is evidence of the kind its name tells', () => {
    write('pods.json', list([pod('a')]));
    write('leases.json', list([]));
    expect(read().kinds.find(({ kind }) => kind === 'leases')?.state).toBe('recorded');
  });

  it('tells the version in whatever of its forms', () => {
    write('pods.json', list([pod('a')]));
    write('cluster_version.json', { info: { gitVersion: 'v1.23.5', platform: 'linux/amd64' }, string: 'v1.23.5' });
    expect(read().version).toEqual({ gitVersion: 'v1.23.5', platform: 'linux/amd64' });
  });
});

describe('an object of a kind of the same name in another group', () => {
  it('is not taken for the one Kubernetes has, in a list, alone or where the file is named so', () => {
    write('pods.json', list([pod('a')]));
    write('nodes.json', {
      kind: 'NodeList',
      apiVersion: 'longhorn.io/v1beta1',
      items: [{ metadata: { name: 'n1', namespace: 'longhorn-system' } }],
    });
    write(
      'custom.yaml',
      'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: k, namespace: default}\n',
    );
    write('job.json', list([{ apiVersion: 'batch.volcano.sh/v1alpha1', kind: 'Job', metadata: { name: 'v' } }]));
    const { objects, kinds } = read();
    expect(Object.keys(objects)).toEqual(['pods']);
    expect(kinds.filter(({ state }) => state === 'recorded').map(({ kind }) => kind)).toEqual(['pods']);
  });

  it('is the one of Kubernetes in every version of its group, and in the group it once had', () => {
    const named = (apiVersion: string, kind: string, name: string) => ({
      apiVersion,
      kind,
      metadata: { name, namespace: 'default' },
    });
    write('all.json', [
      named('extensions/v1beta1', 'Deployment', 'old'),
      named('apps/v1beta2', 'Deployment', 'newer'),
      named('batch/v1beta1', 'CronJob', 'c'),
      named('events.k8s.io/v1', 'Event', 'e'),
    ]);
    const { objects } = read();
    expect(objects.deployments?.map(({ metadata }) => metadata.name)).toEqual(['old', 'newer']);
    expect(objects.cronjobs).toHaveLength(1);
    expect(objects.events).toHaveLength(1);
  });
});

describe('an archive', () => {
  const files = { 'bundle/default/pods.json': json(list([pod('a')])), 'bundle/default/a/logs.txt': 'one\ntwo\n' };

  it.each([
    ['pods.json.gz', gzipSync(files['bundle/default/pods.json'])],
    ['bundle.tar', tarOf(files)],
    ['bundle.tar.gz', gzipSync(tarOf(files))],
    ['bundle.tgz', gzipSync(tarOf(files))],
    ['bundle.zip', Buffer.from(zipSync({ 'bundle/default/pods.json': strToU8(files['bundle/default/pods.json']) }))],
    ['outer.zip', Buffer.from(zipSync({ 'bundle.tar.gz': new Uint8Array(gzipSync(tarOf(files))) }))],
  ])('%s is read, given by itself or in a folder', (file, bytes) => {
    const full = write(file, bytes);
    expect(names(full)).toEqual(['a']);
    expect(names()).toEqual(['a']);
    expect(codes()).toEqual([]);
  });

  it('holds logs too', async () => {
    const recording = readRecording(write('bundle.tar', tarOf(files)));
    const log = await createRecordedObjects(recording).log({
      namespace: 'default',
      pod: 'a',
      tail: 1,
      previous: false,
    });
    expect(log).toBe('two\n');
  });

  it('keeps long names of its files, which tell what is in them, in every form tar has for them', () => {
    const deep = 'a-long-name/'.repeat(10);
    const bare = json([{ metadata: { name: 'bare', namespace: 'default' } }]);
    const other = bare.replace('bare', 'other');
    const third = bare.replace('bare', 'third');
    const pax = `${` path=${deep}pods.json\n`.length + 3} path=${deep}pods.json\n`;
    const parts = [
      tarEntry('pods.json', bare, '0', deep.slice(0, -1)),
      tarEntry('././@LongLink', `${deep}x/pods.json\0`, 'L'),
      tarEntry('cut', other),
      tarEntry('pax', pax, 'x'),
      tarEntry('cut', third),
      Buffer.alloc(1024),
    ];
    expect(names(write('bundle.tar', Buffer.concat(parts))).sort()).toEqual(['bare', 'other', 'third']);
  });

  it('that is cut gives what is whole in it, and says so', () => {
    const whole = tarOf({ ...files, 'bundle/z.json': json(list(Array.from({ length: 50 }, (_, n) => pod(`z${n}`)))) });
    const cut = write('bundle.tar', whole.subarray(0, whole.length - 3000));
    expect(names(cut)).toEqual(['a']);
    expect(codes(cut)).toEqual([expect.stringMatching(/^bundle\.tar archive .*cut off/)]);
    write('bad.zip', Buffer.from(zipSync({ 'pods.json': strToU8('{}') })).subarray(0, 60));
    expect(codes()).toContainEqual(expect.stringMatching(/^bad\.zip archive/));
  });
});

describe('a file that cannot wholly be read', () => {
  const three = json(list([pod('a'), pod('b'), pod('c')]));
  const cutAt = (text: string, word: string) => text.slice(0, text.lastIndexOf(word));

  it('gives the objects before the place where it was cut, and says which place', () => {
    write('pods.json', cutAt(three, '"nginx"'));
    expect(names()).toEqual(['a', 'b']);
    expect(codes()).toEqual([expect.stringMatching(/^pods\.json cut \{"line":\d+,"count":2\}$/)]);
    write('pods.json', cutAt(json([pod('a'), pod('b')]), '"nginx"'));
    expect(names()).toEqual(['a']);
    write('pods.json', gzipSync(three).subarray(0, -20));
    expect(codes()).toEqual([expect.stringMatching(/^pods\.json cut /)]);
  });

  it('keeps the kind a cut list had, where its items do not say', () => {
    const bare = json({
      kind: 'PodList',
      apiVersion: 'v1',
      items: [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }],
    });
    write('list.json', cutAt(bare, '"b"'));
    expect(names()).toEqual(['a']);
  });

  it('gives the other objects where one is damaged', () => {
    write('pods.json', three.replace('"name": "b"', '"name": b'));
    expect(names()).toEqual(['a', 'c']);
    expect(codes()).toEqual([expect.stringMatching(/^pods\.json malformed \{"line":\d+,"detail":"[^"]+"\}$/)]);
  });

  it('of YAML gives its other documents and the other items of a list', () => {
    write('some.yaml', `${dump(pod('a'))}---\na: [1\n---\n${dump(pod('b'))}`);
    write('pods.yaml', dump(list([pod('c'), pod('d')])).replace('name: d', 'name: {'));
    expect(names().sort()).toEqual(['a', 'b', 'c']);
    expect(codes()).toEqual([
      expect.stringMatching(/^pods\.yaml malformed \{"line":\d+/),
      expect.stringMatching(/^some\.yaml malformed \{"line":1[5-9]/),
    ]);
    write('pods.yaml', dump({ apiVersion: 'v1', items: [pod('c')] }));
    expect(codes()).toContainEqual(expect.stringMatching(/^pods\.yaml cut \{"line":\d+,"count":1\}$/));
  });

  it('says nothing is absent of a kind of which a part is lost, whatever the file is called', () => {
    write('all.json', cutAt(three, '"nginx"'));
    const { kinds } = read();
    expect(kinds.find(({ kind }) => kind === 'pods')).toMatchObject({ state: 'failed', message: 'all.json' });
    expect(kinds.find(({ kind }) => kind === 'nodes')?.state).toBe('unrecorded');
    write('all.json', three.replace('"nginx"', '{}'));
    expect(read().leftOut).toHaveLength(1);
    expect(read().kinds.find(({ kind }) => kind === 'pods')?.state).toBe('recorded');
  });

  it('names the kind as failed, not as unrecorded, when nothing of it is left', () => {
    write('nodes.json', list([{ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } }]));
    write('pods.json', '');
    const { kinds, leftOut } = read();
    expect(kinds.find(({ kind }) => kind === 'pods')?.state).toBe('failed');
    expect(kinds.find(({ kind }) => kind === 'leases')?.state).toBe('unrecorded');
    expect(leftOut).toEqual([{ file: 'pods.json', reason: { code: 'empty-file' } }]);
  });

  it('quotes nothing of what it holds', () => {
    write('pods.json', list([pod('a')]));
    write('more.json', '{"password": hunter2}');
    write('more.yaml', 'password: "hunter2\n');
    expect(codes()).toHaveLength(2);
    expect(codes().join()).not.toContain('hunter2');
  });
});

describe('a recording without anything to show', () => {
  function seen() {
    try {
      read();
    } catch (error) {
      if (error instanceof ProblemError) return error.problem;
      throw error;
    }
    throw new Error('it opened');
  }

  it('names the files that were seen, and why none was used', () => {
    write('notes.md', 'hello');
    write('blob', Buffer.from([0, 1, 2, 3]));
    write('package.json', { name: 'my-app' });
    write('secrets.yaml', dump({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' } }));
    write('pods.json', list([]));
    expect(seen()).toMatchObject({
      code: 'recording-empty',
      leftOut: [
        { file: 'blob', reason: { code: 'no-documents' } },
        { file: 'notes.md', reason: { code: 'no-documents' } },
        { file: 'package.json', reason: { code: 'no-known-objects', values: { kinds: 'none' } } },
        { file: 'pods.json', reason: { code: 'empty-list' } },
        { file: 'secrets.yaml', reason: { code: 'no-known-objects', values: { kinds: 'Secret' } } },
      ],
    });
  });

  it('names the first fifty and counts the others', () => {
    for (let n = 0; n < 60; n += 1) writeFileSync(folder.path(`${n}.md`), '');
    expect(seen()).toMatchObject({ code: 'recording-empty', leftOutMore: 10 });
    expect(seen().leftOut).toHaveLength(50);
  });
});

describeShared('raw', 'recordings as people have them', (raw) => {
  const counts = (name: string) => {
    const { objects, version, leftOut } = readRecording(path.join(raw, name));
    const sizes = Object.entries(objects).map(([kind, found]) => `${kind} ${found.length}`);
    return { sizes: sizes.sort().join(', '), version: version?.gitVersion, leftOut: leftOut.map(({ file }) => file) };
  };

  it('a support bundle, with its nodes that are none of Kubernetes', () => {
    expect(counts('kurl-1.23')).toEqual({
      sizes: 'deployments 12, events 67, jobs 1, namespaces 9, nodes 3, pods 58, replicasets 13, services 12',
      version: 'v1.23.5',
      leftOut: ['cluster-resources/custom-resources/replicas.longhorn.io/longhorn-system.yaml'],
    });
  });

  it('a must-gather', () => {
    expect(counts('openshift-4.18-must-gather')).toEqual({ sizes: 'nodes 3', version: undefined, leftOut: [] });
  });

  it('results of sonobuoy', () => {
    expect(counts('sonobuoy-kind-1.14')).toEqual({ sizes: 'nodes 1, pods 16', version: 'v1.14.2', leftOut: [] });
  });
});
