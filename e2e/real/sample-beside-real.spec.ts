/** The same kubectl commands against the sample cluster and against the real one: what differs, is in beside/differences.ts. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKubeplano } from '../support/kubeplano';
import { Sample } from '../support/sample';
import { test as base, expect } from '../support/test';
import { Beside } from './beside/beside';
import { type Cluster, follow, must, olderKubectl } from './beside/cluster';
import { DIFFERENCES } from './beside/differences';
import { antiguo, broken, completo, drenable, refused, tienda, warm } from './beside/manifests';
import { ADMIN, limited, missing } from './kubectl';

const why = missing();
base.skip(why !== undefined, why);

/** Tests before the last one. */
const STORIES = 8;
const NAMESPACE = `al-lado-${process.pid}`;

/** Rows of pods and of sums in the description of a node: other people's affairs. */
const POD_ROWS = /^ +\S+ \S+( \S+)* \(\d+%\)/;

async function withNodes(cluster: Omit<Cluster, 'control' | 'workers'>): Promise<Cluster> {
  const bare = { ...cluster, control: '', workers: [] };
  const rows = (await must(bare, 'get', 'nodes', '--no-headers')).split('\n').map((line) => line.split(/\s+/));
  const named = (control: boolean) =>
    rows.filter(([, , roles]) => /control-plane/.test(roles ?? '') === control).map(([name]) => name ?? '');
  return { ...cluster, control: named(true)[0] ?? '', workers: named(false) };
}

const test = base.extend<object, { beside: Beside }>({
  beside: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern
    async ({}, use) => {
      const running = await startKubeplano(['--sample']);
      const { kubeconfig } = new Sample(running);
      const sample = (user = '') => ['--kubeconfig', kubeconfig, '--context', `kubeplano-sample${user}`];
      const clusters: [Cluster, Cluster] = [
        await withNodes({
          name: 'real',
          users: {
            admin: ['--kubeconfig', ADMIN],
            reader: ['--kubeconfig', limited('readonly')],
            developer: ['--kubeconfig', limited('desarrollo')],
          },
        }),
        await withNodes({
          name: 'sample',
          users: { admin: sample(), reader: sample('-solo-lectura'), developer: sample('-desarrollo') },
        }),
      ];
      const folder = mkdtempSync(join(tmpdir(), 'beside-'));
      const files = {
        ...refused,
        'tienda.yaml': tienda(),
        'tienda2.yaml': tienda({ port: 8080 }),
        'completo.yaml': completo,
        'antiguo.yaml': antiguo,
        'rotos.yaml': broken,
        'drenable.yaml': drenable,
        'calienta.yaml': warm,
      };
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
      const beside = new Beside(clusters, NAMESPACE, folder);
      try {
        await beside.same(`create namespace ${NAMESPACE}`);
        await beside.same('create -f calienta.yaml');
        await beside.both('rollout status daemonset calienta --timeout=80s');
        await beside.same('create -f rotos.yaml');
        await beside.same('create -f completo.yaml');
        await use(beside);
      } finally {
        await Promise.all(
          clusters.map((cluster) =>
            must(cluster, 'delete', 'namespace', NAMESPACE, '--wait=false', '--ignore-not-found'),
          ),
        );
        await running.stop();
      }
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

test.afterEach(({ beside }) => {
  beside.stories += 1;
  const found = beside.found.splice(0);
  expect(found.join('\n'), 'differences that beside/differences.ts does not explain').toBe('');
});

test('an application is applied, shown, described, changed and undone with the same words', async ({ beside }) => {
  await beside.same('apply -f tienda.yaml');
  await beside.same('apply -f tienda.yaml');
  await beside.same('create deployment web --image=nginx:1.22.1 --replicas=2');
  await beside.same('expose deployment web --port=80 --type=NodePort');
  await beside.same('rollout status deployment tienda', { view: 'set', omit: /^Waiting/ });
  await beside.same('rollout status deployment web', { view: 'set', omit: /^Waiting/ });
  await beside.same('get deployments,replicasets,services,configmaps');
  await beside.same('get deployments,replicasets,services -o wide');
  await beside.same('get pods -l app=tienda --show-labels');
  await beside.same('get pods -l app=tienda -o wide');
  await beside.same('get pod completo -o yaml', { view: 'fields' });
  await beside.same('get deployment tienda -o yaml', { view: 'fields' });
  await beside.same('get service web -o yaml', { view: 'fields' });
  await beside.same('get deployment web -o jsonpath={.spec.replicas}:{.spec.template.spec.containers[*].image}');
  await beside.same('get deployment web -o custom-columns=N:.metadata.name,R:.spec.replicas');
  await beside.same('get pods -A -o wide', { omit: /^(?!NAMESPACE)/ });
  await beside.same('get all -l app=tienda');
  await beside.same('describe pod completo');
  await beside.same('describe deployment tienda');
  await beside.same('describe replicaset -l app=tienda');
  await beside.same('describe service web');
  await beside.same('describe configmap tonos');
  await beside.same('logs completo -c al-lado');
  await beside.same('logs completo -c antes');
  await beside.same('logs completo --tail=0');
  await beside.same('label deployment web nivel=alto');
  await beside.same('label deployment web nivel=bajo');
  await beside.same('label deployment web nivel=bajo --overwrite');
  await beside.same('get deployments -L nivel');
  await beside.same('label deployment web nivel-');
  await beside.same('annotate deployment web nota=una');
  await beside.same('annotate deployment web nota=dos');
  await beside.same('annotate deployment web kubernetes.io/change-cause=primera');
  await beside.same('scale deployment web --replicas=3');
  await beside.same('scale deployment web --current-replicas=9 --replicas=4');
  await beside.same('get deployment web');
  await beside.same('set image deployment/web nginx=no-existe.invalid/nada:1');
  await beside.same('set image deployment/web otro=nginx');
  await beside.same('get pods -l app=web --sort-by=.status.phase', { view: 'set' });
  await beside.same('rollout history deployment web');
  await beside.same('rollout undo deployment web');
  await beside.same('rollout undo deployment web --to-revision=9');
  await beside.same('rollout history deployment web');
  await beside.same('rollout history deployment web --revision=2');
  await beside.same('rollout pause deployment web');
  await beside.same('rollout pause deployment web');
  await beside.same('rollout resume deployment web');
  await beside.same('rollout restart deployment tienda');
  await beside.same('rollout status deployment tienda', { view: 'set', omit: /^Waiting/ });
  await beside.same('apply -f tienda2.yaml');
  await beside.same('diff -f tienda2.yaml');
  await beside.same('apply --server-side --force-conflicts -f tienda.yaml');
  await beside.same('create -f antiguo.yaml');
  await beside.both('wait rc/antiguo --for=jsonpath={.status.readyReplicas}=1 --timeout=60s');
  await beside.same('get rc antiguo -o wide');
  await beside.same('get rc antiguo -o yaml', { view: 'fields' });
  await beside.same('describe rc antiguo');
  await beside.same('scale rc antiguo --replicas=2');
  await beside.same('delete rc antiguo');
  await beside.same('delete -f tienda.yaml');
  await beside.same('delete deployment/web service/web');
});

test('a pod is watched from birth to its end', async ({ beside }) => {
  const { clusters, namespace } = beside;
  const args = ['get', 'pods', '-n', namespace, '-w', '--no-headers', '--field-selector=metadata.name=vida', '-v=6'];
  const watches = await Promise.all(clusters.map((cluster) => follow(cluster, args, /watch=true/)));
  try {
    await beside.same('run vida --image=nginx:1.22.1');
    await beside.both('wait pod/vida --for=condition=Ready --timeout=60s');
    await beside.same('delete pod vida --grace-period=1');
  } finally {
    for (const watch of watches) watch.stop();
  }
  const seen = watches.map((watch) =>
    watch
      .output()
      .split('\n')
      .filter((line) => line.startsWith('vida')),
  );
  const [real = [], sample = []] = seen.map((lines) => lines.join('\n'));
  beside.sameText('get pods -w', [String(real), String(sample)], { view: 'set' });
});

test('a job runs to its end, and has the labels of its pods', async ({ beside }) => {
  await beside.same('create job tarea --image=busybox:1.35 -- true');
  await beside.same('wait --for=condition=complete job/tarea --timeout=60s');
  await beside.same('get job tarea -o jsonpath={.metadata.labels.job-name}:{.status.succeeded}:{.spec.backoffLimit}');
  await beside.same('delete job tarea');
});

test('a node is tainted, cordoned, drained and given back', async ({ beside }) => {
  const { clusters, namespace } = beside;
  await beside.same('get nodes');
  await beside.same('get nodes -o wide');
  await beside.same('create -f drenable.yaml');
  await beside.both('rollout status deployment drenable --timeout=60s');
  const homes = new Map<Cluster, string>();
  for (const cluster of clusters) {
    const path = '-o=jsonpath={.items[0].spec.nodeName}';
    homes.set(cluster, await must(cluster, 'get', 'pods', '-n', namespace, '-l', 'app=drenable', path));
  }
  const names = { node: (cluster: Cluster) => homes.get(cluster) ?? '' };
  try {
    await beside.same('describe node {node} --show-events=false', { view: 'outline', names, omit: POD_ROWS });
    await beside.same('taint node {node} plano=si:PreferNoSchedule', { names });
    await beside.same('taint node {node} plano=no:PreferNoSchedule', { names });
    await beside.same('taint node {node} plano-', { names });
    await beside.same('taint node {node} plano-', { names });
    await beside.same('taint node {node} plano=si:Nada', { names });
    await beside.same('cordon {node}', { names });
    await beside.same('cordon {node}', { names });
    await beside.same('get node {node}', { names });
    await beside.same('get node {node} -o jsonpath={.spec.taints[*].key}', { names });
    await beside.same('drain {node} --pod-selector=app=drenable', { names });
    await beside.same('get pods -l app=drenable --field-selector=spec.nodeName={node}', { names });
    await beside.same('uncordon {node}', { names });
    await beside.same('uncordon {node}', { names });
    await beside.same('get node {node} -o jsonpath={.spec.unschedulable}', { names });
  } finally {
    for (const cluster of clusters) {
      const node = homes.get(cluster) ?? '';
      await must(cluster, 'uncordon', node);
      await must(cluster, 'taint', 'node', node, 'plano=x:PreferNoSchedule', '--overwrite');
      await must(cluster, 'taint', 'node', node, 'plano-');
    }
  }
  await beside.same('cordon nadie');
  await beside.same('drain nadie');
  await beside.same('delete deployment drenable');
});

test('what goes wrong with a pod is told in the same events', async ({ beside }) => {
  await beside.same('get pods no-baja no-cabe sin-nodo sin-config sin-volumen no-lista');
  await beside.same('get pod se-cae -o jsonpath={.status.containerStatuses[0].state.waiting.reason}');
  await beside.same('get pod se-cae -o jsonpath={.status.containerStatuses[0].lastState.terminated.exitCode}');
  await beside.same('logs se-cae');
  await beside.same('logs se-cae --previous');
  await beside.same('logs sin-config');
  await beside.same('logs no-cabe');
  const quiet = ['no-baja', 'no-cabe', 'sin-nodo', 'sin-config', 'sin-volumen', 'no-lista'];
  for (const pod of [...quiet, 'no-vive', 'se-cae', 'sin-imagen']) {
    // What ends and is started again is now in this state, now in that.
    const omit = quiet.includes(pod) ? /^$/ : /^ +([A-Z][A-Za-z]+ )*[A-Z][A-Za-z]+:/;
    await beside.same(`describe pod ${pod}`, { view: 'set', omit });
    await beside.same(`events --for=pod/${pod}`, { view: 'set' });
  }
  await beside.same('get events --field-selector=involvedObject.kind!=Pod', { view: 'set' });
});

test('what is refused is refused with the same words', async ({ beside }) => {
  await beside.same('create configmap tonos --from-literal=color=azul');
  for (const file of Object.keys(refused)) await beside.same(`create -f ${file}`);
  await beside.same('replace -f viejo.yaml');
  await beside.same('create -f nadie.yaml');
  await beside.same(`create namespace ${beside.namespace}`);
  await beside.same('create deployment Mal --image=nginx');
  await beside.same('create deployment mal --image=MAL');
  await beside.same('run Mal --image=nginx');
  await beside.same('run mal --image=nginx --port=99999');
  await beside.same("run mal --image=nginx --labels='a b=c'");
  await beside.same('expose deployment nadie --port=80');
  await beside.same('get pod nadie');
  await beside.same('get nada');
  await beside.same('get pod,deployment nadie');
  await beside.same('get pods --field-selector=nada=1');
  await beside.same("get pods -l 'a=='");
  await beside.same("get pods -l 'a in b'");
  await beside.same('get pods -l a===b');
  await beside.same('get configmaps --field-selector=nada=1');
  await beside.same('get --raw /nada');
  await beside.same('get pods -n no-existe');
  await beside.same('create configmap mal --from-literal=a=b --namespace=no-existe');
  await beside.same('describe pod nadie');
  await beside.same('delete pod nadie');
  await beside.same('logs nadie');
  await beside.same('logs completo -c nadie');
  await beside.same('logs completo -c web --previous');
  await beside.same('scale deployment nadie --replicas=1');
  await beside.same('scale deployment calienta --replicas=-1');
  await beside.same('rollout status deployment nadie');
  await beside.same('rollout undo deployment nadie');
  await beside.same('set image pod/completo nadie=nginx');
  await beside.same('label pod completo mal!=1');
  await beside.same('label pod nadie a=b');
  await beside.same('annotate pod nadie a=b');
  await beside.same('patch pod completo -p {"spec":{"nodeName":"x"}}');
  await beside.same('patch pod completo -p nada');
  await beside.same('patch daemonset calienta -p {"spec":{"selector":{"matchLabels":{"a":"b"}}}}');
  await beside.same('patch daemonset calienta -p {"spec":{"minReadySeconds":"x"}}');
  await beside.same('patch configmap tonos --type=json -p [{"op":"test","path":"/data/color","value":"rojo"}]');
  await beside.same('patch configmap tonos --type=merge -p {"metadata":{"resourceVersion":"1"}}');
  await beside.same('patch configmap tonos --type=merge -p {"metadata":{"name":"otro"}}');
  await beside.same('patch configmap tonos --type=merge -p {"metadata":{"namespace":"otro"}}');
  await beside.same('patch configmap tonos --type=merge -p {"metadata":{"uid":"x"}}');
  await beside.same('delete namespace default --dry-run=server');
  await beside.same('taint node nadie a=b:NoSchedule');
  await beside.same('explain nada');
  await beside.same('explain pod.nada');
});

test('who may not is told so, and may ask', async ({ beside }) => {
  await beside.same('auth can-i create pods');
  await beside.same('auth can-i delete nodes');
  await beside.same('auth can-i create nada');
  await beside.same('auth can-i list pods --as=nadie');
  await beside.same('get pods --as=nadie');
  for (const as of ['developer', 'reader'] as const) {
    const { namespace } = beside;
    await beside.same('get nodes -o name', { as, view: 'set', omit: /^node\// });
    await beside.same('get pods -A -o name', { as, view: 'set', omit: /^pod\// });
    await beside.same('get pods -n kube-system -o name', { as, view: 'set', omit: /^pod\// });
    await beside.same('get pods -n desarrollo -o name', { as, view: 'set', omit: /^pod\// });
    await beside.same('get secrets -n desarrollo', { as });
    await beside.same('get deployment nadie -n desarrollo', { as });
    await beside.same('get deployment nadie', { as });
    await beside.same('logs nadie -n desarrollo', { as });
    await beside.same('create deployment mal --image=nginx', { as });
    await beside.same('run mal --image=nginx', { as });
    await beside.same('apply -f tienda.yaml', { as });
    await beside.same(`create namespace ${namespace}`, { as });
    await beside.same('delete pod nadie', { as });
    await beside.same('scale deployment nadie --replicas=1 -n desarrollo', { as });
    await beside.same('label node nadie a=b', { as });
    await beside.same('cordon nadie', { as });
    await beside.same('auth can-i create pods', { as });
    await beside.same('auth can-i list pods', { as });
    await beside.same('auth can-i list pods -n desarrollo', { as });
    await beside.same('auth can-i get pods/log -n desarrollo', { as });
    await beside.same('auth can-i get secrets -n desarrollo', { as });
    await beside.same('auth can-i list nodes', { as });
    await beside.same('get pods --as=nadie', { as });
  }
});

test('what there is, is listed and explained', async ({ beside }) => {
  await beside.same('api-resources --no-headers', { view: 'set' });
  await beside.same('api-resources --api-group=apps');
  await beside.same('api-versions', { view: 'set' });
  await beside.same('cluster-info');
  await beside.same('version');
  await beside.same('get --raw /livez');
  await beside.same('get --raw /readyz');
  await beside.same('explain pod.spec.nodeName', { view: 'names' });
  await beside.same('explain deployment', { view: 'names' });
  await beside.same('explain service.spec.ports --recursive', { view: 'names' });
  await beside.same('create deployment seca --image=nginx --dry-run=server -o yaml', { view: 'fields' });
  await beside.same('run seca --image=busybox:1.35 --dry-run=client -o yaml', { view: 'fields' });
});

test('an older kubectl sees the two alike', async ({ beside }) => {
  const binary = olderKubectl();
  test.skip(!binary, 'no older kubectl lies beside that of the path');
  const how = binary ? { binary } : {};
  await beside.same('create deployment vieja --image=nginx:1.22.1', how);
  await beside.same('rollout status deployment vieja', { ...how, view: 'set', omit: /^Waiting/ });
  await beside.same('expose deployment vieja --port=80', how);
  await beside.same('get deployments,services vieja -o wide', how);
  await beside.same('get pods -l app=vieja', how);
  await beside.same('describe deployment vieja', how);
  await beside.same('describe service vieja', how);
  await beside.same('scale deployment vieja --replicas=2', how);
  await beside.same('set image deployment/vieja nginx=nginx:1.22', how);
  await beside.same('rollout undo deployment vieja', how);
  await beside.same('rollout history deployment vieja', how);
  await beside.same('create -f selector.yaml', how);
  await beside.same('create -f campo.yaml', how);
  await beside.same('get pod nadie', how);
  await beside.same('auth can-i create pods', how);
  await beside.same('delete deployment/vieja service/vieja', how);
});

test('each row of the table of differences is still needed', ({ beside }) => {
  test.skip(beside.stories < STORIES, 'only after all the others, one after the other');
  const idle = DIFFERENCES.filter((row) => !row.sometimes && !beside.met.has(row));
  expect(idle).toEqual([]);
  process.stdout.write(`${beside.commands} commands run on both clusters and compared\n`);
});
