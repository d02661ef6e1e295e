import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningSample, startSampleCluster } from './serve.ts';
import { kubectls } from './testing/kubectls.ts';

const all = kubectls();
const [oldest, newest] = [all[0], all.at(-1)];
const folder = mkdtempSync(join(tmpdir(), 'sample-kubectl-'));
const manifest = (image: string) => `apiVersion: v1
kind: ConfigMap
metadata: {name: ajustes}
data: {color: azul}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: tienda}
spec:
  selector: {matchLabels: {app: tienda}}
  template:
    metadata: {labels: {app: tienda}}
    spec: {containers: [{name: c, image: "${image}"}]}
---
apiVersion: v1
kind: Service
metadata: {name: tienda}
spec: {selector: {app: tienda}, ports: [{port: 80}]}
`;

const controller = `apiVersion: v1
kind: ReplicationController
metadata: {name: antiguo}
spec:
  replicas: 2
  template:
    metadata: {labels: {app: antiguo}}
    spec: {containers: [{name: c, image: "nginx:1.27"}]}
`;

const NAME = 'unmodified kubectl against the sample cluster';
if (all.length > 0) describe(NAME, withKubectl);
else it(NAME, ({ skip }) => skip('no kubectl on this machine'));

function withKubectl() {
  let sample: RunningSample;
  beforeAll(async () => {
    sample = await startSampleCluster({ speed: 10, kubeconfigPath: join(folder, 'config') });
    writeFileSync(join(folder, 'a.yaml'), manifest('nginx:1.27'));
    writeFileSync(join(folder, 'b.yaml'), manifest('nginx:1.28'));
    writeFileSync(
      join(folder, 'wrong.yaml'),
      manifest('nginx').replace('spec:\n  selector', 'spec:\n  replicaz: 2\n  selector'),
    );
    writeFileSync(join(folder, 'controller.yaml'), controller);
    writeFileSync(join(folder, 'unknown.yaml'), 'apiVersion: v1\nkind: Nada\nmetadata: {name: x}\n');
  }, 60_000);
  afterAll(() => sample.stop());

  const runner = (binary: string, namespace: string) => (line: string) =>
    new Promise<{ code: number; out: string }>((resolve) => {
      const args = ['--kubeconfig', sample.kubeconfigPath, '-n', namespace, ...line.split(' ')];
      execFile(binary, args, { timeout: 60_000, cwd: folder }, (error, stdout, stderr) => {
        const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
        resolve({ code, out: `${stdout}${stderr}`.replace(/^WARNING: version difference.*\n?/m, '').trim() });
      });
    });

  it.each(all)('%s reads and creates', { timeout: 120_000 }, async (binary) => {
    const namespace = `v${/1\.(\d+)$/.exec(binary)?.[1] ?? 'x'}`;
    const run = runner(binary, namespace);
    expect((await run(`create namespace ${namespace}`)).out).toBe(`namespace/${namespace} created`);
    expect((await run('get nodes')).out).toMatch(
      /^NAME +STATUS +ROLES +AGE +VERSION\n\S+ +Ready +control-plane +\S+ +v1\.36\.2/,
    );
    expect((await run('create deployment web --image=nginx --replicas=2')).out).toBe('deployment.apps/web created');
    expect((await run('rollout status deployment web --timeout=50s')).out).toMatch(/successfully rolled out$/);
    expect((await run('get pods')).out.match(/1\/1 +Running/g)).toHaveLength(2);
    expect((await run('auth can-i create pods')).out).toBe('yes');
    expect((await run('create -f unknown.yaml')).out).toContain('no matches for kind "Nada" in version "v1"');
    expect((await run('explain pod.spec.nodeName')).out).toContain('FIELD: nodeName <string>');
  });

  it.each([...new Set([oldest, newest])].flatMap((binary) => binary ?? []))(
    '%s tells the whole story',
    { timeout: 240_000 },
    async (binary) => {
      const run = runner(binary, `story${/(\d+)$/.exec(binary)?.[1] ?? ''}`);
      const expectOut = async (line: string, out: string | RegExp, code = 0) => {
        const result = await run(line);
        expect(result, line).toEqual({ code, out: typeof out === 'string' ? out : expect.stringMatching(out) });
      };
      await run(`create namespace story${/(\d+)$/.exec(binary)?.[1] ?? ''}`);
      await expectOut('run hola --image=busybox --restart=Never -- echo hola', 'pod/hola created');
      await expectOut('wait pod/hola --for=jsonpath={.status.phase}=Succeeded --timeout=50s', 'pod/hola condition met');
      await expectOut('logs hola', 'hola');
      await expectOut('get pod hola', /0\/1 +Completed +0/);
      await expectOut(
        'apply -f a.yaml',
        /configmap\/ajustes created\ndeployment.apps\/tienda created\nservice\/tienda created/,
      );
      await expectOut('apply -f a.yaml', /deployment.apps\/tienda unchanged/);
      await expectOut('apply -f b.yaml', /deployment.apps\/tienda configured/);
      await expectOut('rollout status deployment tienda --timeout=50s', /successfully rolled out$/);
      await expectOut('rollout history deployment tienda', /1 +<none>\n2 +<none>/);
      await expectOut('rollout undo deployment tienda', 'deployment.apps/tienda rolled back');
      await expectOut('get deployment tienda -o jsonpath={.spec.template.spec.containers[0].image}', 'nginx:1.27');
      await expectOut('apply --server-side --force-conflicts -f b.yaml', /deployment.apps\/tienda serverside-applied/);
      await expectOut('set image deployment/tienda c=nginx:1.26', 'deployment.apps/tienda image updated');
      await expectOut('scale deployment tienda --replicas=3', 'deployment.apps/tienda scaled');
      await expectOut('expose deployment tienda --name=otra --port=80 --type=NodePort', 'service/otra exposed');
      await expectOut('get service otra', /NodePort +10\.\S+ +<none> +80:3\d{4}\/TCP/);
      await expectOut('describe service otra', /Selector: +app=tienda/);
      await expectOut('label pod hola a=b', 'pod/hola labeled');
      await expectOut('annotate pod hola a=b', 'pod/hola annotated');
      await expectOut('get pods -l a=b -o name', 'pod/hola');
      await expectOut('describe pod hola', /Events:\n(.*\n)+.*Scheduled .*Successfully assigned/);
      await expectOut('events --for pod/hola', /Pulled|Pulling/);
      await expectOut('taint node nodo2 clave=valor:PreferNoSchedule', 'node/nodo2 tainted');
      await expectOut('taint node nodo2 clave-', 'node/nodo2 untainted');
      await expectOut('cordon nodo2', 'node/nodo2 cordoned');
      await expectOut('get node nodo2', /Ready,SchedulingDisabled/);
      await expectOut(
        'drain nodo2 --ignore-daemonsets --force --delete-emptydir-data --timeout=50s',
        /node\/nodo2 drained/,
      );
      await expectOut(
        'get pods -A --field-selector spec.nodeName=nodo2 -o name',
        /^(pod\/kube-(flannel|proxy)\S*\n?)+$/,
      );
      await expectOut('uncordon nodo2', 'node/nodo2 uncordoned');
      await expectOut('get all', /deployment.apps\/tienda/);
      await expectOut('api-resources -o name', /deployments.apps/);
      await expectOut('apply -f controller.yaml', 'replicationcontroller/antiguo created');
      await expectOut('wait rc/antiguo --for=jsonpath={.status.readyReplicas}=2 --timeout=50s', /condition met$/);
      await expectOut('scale rc antiguo --replicas=1', 'replicationcontroller/antiguo scaled');
      await expectOut('get rc antiguo -o wide', /antiguo +1 +\d +\d +\S+ +c +nginx:1.27 +app=antiguo$/);
      await expectOut('describe rc antiguo', /SuccessfulCreate .*replication-controller +Created pod: antiguo-/);
      await expectOut('cluster-info dump --output-directory=dump', 'Cluster info dumped to dump');
      await expectOut('create -f wrong.yaml', /strict decoding error: unknown field "spec.replicaz"/, 1);
      await expectOut('get pod nadie', 'Error from server (NotFound): pods "nadie" not found', 1);
      await expectOut('top nodes', 'error: Metrics API not available', 1);
      await expectOut('delete -f a.yaml', /deployment.apps "tienda" deleted/);
      await expectOut('delete service otra', /^service "otra" deleted/);
    },
  );
}
