import { describe, expect, it } from 'vitest';
import { describeShared } from '@/lib/testing/shared';
import { lines, REAL_CLUSTER, recordedPath } from './testing/recorded';

/** Expected by reading the recording's JSON by hand, not by printing what the code says. */
describe('the path of pods of our real cluster', () => {
  it('web: from the Deployment applied with kubectl to Ready, all within five seconds', () => {
    expect(lines(recordedPath(REAL_CLUSTER, 'web-785f95754b-99kbt'))).toEqual([
      'client observed 20:03:31 20:03:31',
      'apiserver observed 20:03:31 20:03:31',
      'etcd inferred no time stored',
      'controllers observed 20:03:31 20:03:31',
      'scheduler observed 20:03:31 20:03:31',
      'kubelet observed 20:03:31 20:03:31',
      'sandbox inferred 20:03:31 20:03:33',
      'image nginx observed 20:03:33 20:03:33 image-present',
      'create nginx observed 20:03:33 20:03:33',
      'start nginx observed 20:03:33 20:03:33',
      'ready observed 20:03:33 20:03:36 last-transition',
    ]);
  });

  it('agente: a DaemonSet places its pods through the scheduler', () => {
    expect(lines(recordedPath(REAL_CLUSTER, 'agente-gsgdh'))).toEqual([
      'client observed 20:03:31 20:03:31',
      'apiserver observed 20:03:31 20:03:31',
      'etcd inferred no time stored',
      'controllers observed 20:03:31 20:03:32',
      'scheduler observed 20:03:32 20:03:32',
      'kubelet observed 20:03:32 20:03:32',
      'sandbox inferred 20:03:32 20:03:34',
      'image agente observed 20:03:34 20:03:34 image-present',
      'create agente observed 20:03:34 20:03:34',
      'start agente observed 20:03:34 20:03:35',
      'ready observed 20:03:35 20:03:35 last-transition',
    ]);
  });

  it('etcd: read from a file 13 s before its mirror reached the API server', () => {
    expect(lines(recordedPath(REAL_CLUSTER, 'etcd-control-plane')).filter((line) => !line.startsWith('image'))).toEqual(
      [
        'client absent no time static-file',
        'scheduler absent no time static-file',
        'kubelet observed - 20:02:55.375 file-read',
        'sandbox inferred no time time-not-known',
        'create etcd observed - 20:02:56',
        'start etcd observed 20:02:56 20:02:56',
        'apiserver observed - 20:03:08 mirror',
        'ready observed 20:02:56 20:03:23 last-transition',
      ],
    );
  });

  it('compuesto: an init container ends before the two others start', () => {
    expect(lines(recordedPath(REAL_CLUSTER, 'compuesto'))).toEqual([
      'client observed 20:03:31 20:03:31',
      'apiserver observed 20:03:31 20:03:31',
      'etcd inferred no time stored',
      'scheduler observed 20:03:31 20:03:31',
      'kubelet observed 20:03:31 20:03:31',
      'sandbox inferred 20:03:31 20:03:33',
      'image preparar observed 20:03:33 20:03:33 image-present',
      'create preparar observed 20:03:33 20:03:34',
      'start preparar observed 20:03:34 20:03:34',
      'stop preparar observed - 20:03:34',
      'image servidor observed 20:03:35 20:03:35 image-present',
      'create servidor observed 20:03:35 20:03:35',
      'start servidor observed 20:03:35 20:03:35',
      'image escritor observed 20:03:35 20:03:35 image-present',
      'create escritor observed 20:03:35 20:03:35',
      'start escritor observed 20:03:35 20:03:35',
      'ready observed 20:03:35 20:03:36 last-transition',
    ]);
  });

  it('se-cae: started ten times, and waiting to be started again', () => {
    expect(lines(recordedPath(REAL_CLUSTER, 'se-cae'))).toEqual([
      'client observed 20:03:31 20:03:31',
      'apiserver observed 20:03:31 20:03:31',
      'etcd inferred no time stored',
      'scheduler observed 20:03:31 20:03:31',
      'kubelet observed 20:03:31 20:03:31',
      'sandbox inferred 20:03:31 - time-not-known',
      'image se-cae inferred 20:03:32 20:03:32 image-present',
      'create se-cae inferred 20:03:32 20:03:32 first-report',
      'start se-cae inferred 20:03:32 20:03:33 first-report',
      'stop se-cae #10 observed - 20:29:42 ! Error (past)',
      'start se-cae #11 observed 20:29:42 - ! CrashLoopBackOff',
    ]);
  });

  it('no-cabe: no node has room for it', () => {
    expect(lines(recordedPath(REAL_CLUSTER, 'no-cabe'))).toEqual([
      'client observed 20:03:32 20:03:32',
      'apiserver observed 20:03:32 20:03:32',
      'etcd inferred no time stored',
      'scheduler observed 20:03:32 - no-node-fits ! FailedScheduling',
    ]);
  });

  it('sin-imagen: its image is nowhere', () => {
    expect(lines(recordedPath(REAL_CLUSTER, 'sin-imagen'))).toEqual([
      'client observed 20:03:32 20:03:32',
      'apiserver observed 20:03:32 20:03:32',
      'etcd inferred no time stored',
      'scheduler observed 20:03:32 20:03:32',
      'kubelet observed 20:03:32 20:03:32',
      'sandbox inferred 20:03:32 20:03:34',
      'image sin-imagen observed 20:03:34 - ! ImagePullBackOff',
    ]);
  });
});

/** Expected by reading the recordings' JSON by hand, not by printing what the code says. */
describeShared('clusters', 'the path of recorded pods', (clusters) => {
  const recorded = (cluster: string, name: string) => recordedPath(`${clusters}/${cluster}`, name);

  it('EKS: CoreDNS waits four minutes for a first node, then is pulled and started', () => {
    const path = recorded('eks-1.31', 'coredns-789f8477df-knmwr');
    expect(lines(path)).toEqual([
      'client inferred 19:58:24 19:58:24 client-not-known',
      'apiserver observed 19:58:24 19:58:24',
      'etcd inferred no time stored',
      'controllers observed 19:58:24 19:58:24',
      'scheduler observed 19:58:24 20:02:30.463 ! FailedScheduling (past)',
      'kubelet observed 20:02:30.463 20:02:30.463',
      'sandbox observed 20:02:30 20:02:31',
      'image coredns observed 20:02:31 20:02:32',
      'create coredns observed 20:02:32 20:02:32',
      'start coredns observed 20:02:32 20:02:32',
      'ready observed 20:02:32 20:02:34 last-transition',
    ]);
    const image = path.hops.find((hop) => hop.id === 'image');
    // "Successfully pulled image … in 1.412s (1.412s including waiting). Image size: 19488197 bytes."
    expect(image).toMatchObject({ reportedMs: 1412, bytes: 19_488_197, waitedMs: 0 });
    expect(path.hops.find((hop) => hop.id === 'controllers')?.steps?.map((step) => step.kind)).toEqual([
      'Deployment',
      'ReplicaSet',
    ]);
    expect(path).toMatchObject({ complete: true, origin: 'controller', totalMs: 250_000, totalPrecisionMs: 1000 });
  });

  it('EKS: a daemon set pod with an init container; the node clock is a second behind', () => {
    const path = recorded('eks-1.31', 'aws-node-9t64t');
    expect(lines(path)).toEqual([
      // The DaemonSet is 4 minutes older than the pod, which a new node caused: no order to point at.
      'client inferred no time order-not-known',
      'apiserver inferred no time order-not-known',
      'etcd inferred no time stored',
      'controllers observed - 20:02:19 trigger-not-known',
      'scheduler observed 20:02:19 20:02:19.286',
      'kubelet observed - 20:02:18 skewed',
      'sandbox observed 20:02:18 20:02:20',
      'image aws-vpc-cni-init observed 20:02:20 20:02:24',
      'create aws-vpc-cni-init observed 20:02:24 20:02:24',
      'start aws-vpc-cni-init observed 20:02:24 20:02:24',
      'stop aws-vpc-cni-init observed - 20:02:24',
      'image aws-node observed 20:02:26 20:02:28',
      'create aws-node observed 20:02:28 20:02:28',
      'start aws-node observed 20:02:28 20:02:28',
      'image aws-eks-nodeagent observed 20:02:28 20:02:30',
      'create aws-eks-nodeagent observed 20:02:30 20:02:30',
      'start aws-eks-nodeagent observed 20:02:30 20:02:30',
      'ready observed 20:02:30 20:02:31 last-transition',
    ]);
    expect(path.complete).toBe(false);
  });

  it('kind: a static pod is read from a file and mirrored later; no client, no scheduler', () => {
    const path = recorded('kind-1.32', 'etcd-kind');
    expect(lines(path)).toEqual([
      'client absent no time static-file',
      'scheduler absent no time static-file',
      'kubelet observed - 18:24:02.263 file-read',
      'sandbox observed no time time-not-known',
      'image etcd observed no time time-not-known',
      'create etcd observed no time time-not-known',
      'start etcd observed - 18:24:06',
      'apiserver observed - 18:24:10 mirror',
      'ready observed 18:24:06 18:24:23 last-transition',
    ]);
    expect(path.origin).toBe('static');
  });

  it('kind: CoreDNS waits 13 s for the node to be ready; its image is already there', () => {
    expect(lines(recorded('kind-1.32', 'coredns-668d6bf9bc-hrczp'))).toEqual([
      'client inferred 18:24:11 18:24:11 client-not-known',
      'apiserver observed 18:24:11 18:24:11',
      'etcd inferred no time stored',
      'controllers observed 18:24:11 18:24:30',
      'scheduler observed 18:24:30 18:24:43 ! FailedScheduling (past)',
      'kubelet observed 18:24:43 18:24:43',
      'sandbox observed 18:24:43 18:24:43',
      'image coredns observed 18:24:43 18:24:43 image-present',
      'create coredns observed 18:24:43 18:24:45',
      'start coredns observed 18:24:45 18:24:45',
      'ready observed 18:24:45 18:24:46 last-transition',
    ]);
  });

  it('minikube after a restart of the whole host: the birth is not known, the last start is', () => {
    expect(lines(recorded('minikube-1.25', 'storage-provisioner'))).toEqual([
      'client inferred 20:14:41 20:14:41 client-not-known',
      'apiserver observed 20:14:41 20:14:41',
      'etcd inferred no time stored',
      'scheduler inferred 20:14:41 20:14:48 no-event-left',
      'kubelet observed 20:14:48 20:14:48',
      'sandbox inferred 20:14:48 - time-not-known',
      'image storage-provisioner observed no time time-not-known',
      'create storage-provisioner inferred no time time-not-known',
      'start storage-provisioner inferred no time time-not-known',
      'sandbox #1 observed 11:01:43 11:01:44 sandbox-again',
      'stop storage-provisioner #5 observed - 11:02:09 ! Error (past)',
      'image storage-provisioner #6 observed 11:02:09 11:02:21 image-present',
      'create storage-provisioner #6 observed 11:02:21 11:02:21',
      'start storage-provisioner #6 observed 11:02:21 11:02:21',
      'ready observed - 11:02:22 ready-again',
    ]);
  });

  it('minikube after a restart of the whole host: CoreDNS ends with it, and starts again in a sandbox made anew', () => {
    expect(lines(recorded('minikube-1.25', 'coredns')).slice(-6)).toEqual([
      'stop coredns #2 observed - 11:00:58 ! Error (past)',
      'sandbox #1 observed 11:01:44 11:01:46 sandbox-again',
      'image coredns #3 observed 11:01:46 11:01:46 image-present',
      'create coredns #3 observed 11:01:46 11:01:47',
      'start coredns #3 observed 11:01:47 11:01:48',
      'ready observed - 11:02:24 ready-again ! Unhealthy (past)',
    ]);
  });

  it('minikube after a restart of the whole host: the control plane was read from its files once', () => {
    const path = recorded('minikube-1.25', 'etcd');
    // config.seen 20:14:17 is before its mirror was created, at 20:14:34: the first reading.
    expect(path.hops.find((hop) => hop.id === 'kubelet')?.reason?.code).toBe('file-read');
  });

  it('kubeadm with Docker, events long gone: what the objects still say, and no more', () => {
    const path = recorded('kubeadm-1.21', 'coredns-558bd4d5db-pf5zk');
    expect(lines(path)).toEqual([
      'client inferred 11:58:58 11:58:58 likely-order',
      'apiserver inferred 11:58:58 11:58:58 likely-order',
      'etcd inferred no time stored',
      'controllers inferred 11:58:58 11:59:11 likely-order',
      'scheduler inferred 11:59:11 12:06:49 no-event-left',
      'kubelet observed 12:06:49 12:06:49',
      'sandbox inferred 12:06:49 - time-not-known',
      'image coredns observed no time time-not-known',
      'create coredns observed no time time-not-known',
      'start coredns observed - 12:07:06',
      'ready observed 12:07:06 12:07:07 last-transition',
    ]);
    expect(path.hops[0]).toMatchObject({ manager: 'kubeadm' });
  });
});
