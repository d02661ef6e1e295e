import { describe, expect, it } from 'vitest';
import type { Cluster } from './cluster';
import { comparable, difference } from './compare';

const cluster: Cluster = {
  name: 'sample',
  users: { admin: [], reader: [], developer: [] },
  control: 'maestro',
  workers: ['nodo1', 'nodo2'],
};
const one = (text: string) => comparable(text, cluster)[0];

describe('what two clusters say', () => {
  it.each([
    [
      'web-645f46d648-bddjc   1/1   Running   0   5m10s   10.244.1.12   nodo2',
      'web-<hash>-<id> 1/1 Running 0 <age> <ip> <worker>',
    ],
    ['Selector: app=web,pod-template-hash=645f46d648', 'Selector: app=web,pod-template-hash=<hash>'],
    ['web   NodePort   10.102.48.29   <none>   80:32200/TCP   4s', 'web NodePort <ip> <none> 80:<port>/TCP <age>'],
    ['  Normal  Pulled  9s (x3 over 2m)  kubelet  ya', '  Normal Pulled <age> kubelet ya'],
    ['op=Exists for 300s', 'op=Exists for 300s'],
    ['User "solo-lectura" cannot list', 'User "<user>" cannot list'],
  ])('%s is comparable', (text, expected) => {
    expect(one(text)).toBe(expected);
  });

  it('keeps of a YAML each field and its value', () => {
    const text =
      'spec: {replicas: 2}\nstatus: {conditions: [{type: Ready, status: "True"}]}\nmetadata: {resourceVersion: "7"}';
    expect(comparable(text, cluster, 'fields')).toEqual([
      'metadata.resourceVersion=<n>',
      'spec.replicas=2',
      'status.conditions.Ready.status=True',
      'status.conditions.Ready.type=Ready',
    ]);
  });

  it('differ in the lines that only one has, and in their order', () => {
    expect(difference(['a', 'b', 'c'], ['a', 'x', 'c'])).toEqual({ real: ['b'], sample: ['x'] });
    expect(difference(['a', 'b'], ['b', 'a'])).toEqual({ real: ['a'], sample: ['a'] });
    expect(difference(['a'], ['a'])).toEqual({ real: [], sample: [] });
  });
});
