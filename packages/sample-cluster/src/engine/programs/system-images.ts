import type { ApiServer } from '../../api/client.ts';
import type { Registry } from '../../images/catalogue.ts';
import type { ImageProgram, ProcessContext, RunningProcess } from '../../images/image.ts';
import type { ControlPlane } from '../machine/control-plane.ts';
import type { Machine } from '../machine/machine.ts';
import { kubeScheduler } from '../scheduler/kube-scheduler.ts';
import { type ClusterDns, coredns } from './coredns.ts';
import { kubeApiserver } from './kube-apiserver.ts';
import { kubeControllerManager } from './kube-controller-manager.ts';
import type { Program } from './program.ts';

/** What the images of the cluster's own programs need to reach. */
export interface SystemSurroundings {
  server: ApiServer;
  controlPlane: ControlPlane;
  dns: ClusterDns;
  machine(name: string): Machine | undefined;
}

const MB = 1e6;

/** Puts the cluster's own programs into the registry: a container of one of these images is that program. */
export function provideSystemImages(registry: Registry, around: SystemSurroundings): void {
  const runs =
    (program: Program, port: number): ImageProgram =>
    (process) => {
      const plain = port === 0;
      program({
        scope: process.scope,
        random: process.random,
        node: process.pod.node,
        client: (manager, identity = {}) =>
          around.server.as(manager, {
            ...identity,
            reachable: () => !process.scope.closed && around.controlPlane.reachableFrom(process.pod.node),
          }),
        log: (line) => process.log(plain ? line : `${stamp(process)} ${line}`),
        exit: (code) => process.exit(code),
      });
      return listener(process, port);
    };
  const k8s = 'registry.k8s.io';

  registry.provide(`${k8s}/etcd`, 23 * MB, (process) => {
    const machine = process.pod.node;
    process.log(`{"level":"info","msg":"ready to serve client requests","member":"${machine}"}`);
    around.controlPlane.setEtcd(machine, true);
    process.scope.onClose(() => around.controlPlane.setEtcd(machine, false));
    return listener(process, 2381);
  });
  const apiserver = runs(
    kubeApiserver((machine) => around.machine(machine)?.facts.ip),
    6443,
  );
  registry.provide(`${k8s}/kube-apiserver`, 30 * MB, (process) => {
    const machine = process.pod.node;
    around.controlPlane.setApiserver(machine, true);
    process.scope.onClose(() => around.controlPlane.setApiserver(machine, false));
    return apiserver(process);
  });
  registry.provide(`${k8s}/kube-scheduler`, 22 * MB, runs(kubeScheduler, 10259));
  registry.provide(`${k8s}/kube-controller-manager`, 27 * MB, runs(kubeControllerManager, 10257));
  registry.provide(`${k8s}/kube-proxy`, 32 * MB, (process) => {
    process.log('"Using iptables Proxier"');
    return listener(process, 10256);
  });
  const dns = runs(coredns(around.dns), 0);
  registry.provide(`${k8s}/coredns/coredns`, 22 * MB, (process) => {
    dns(process);
    return {
      ...listener(process, 8080),
      http: (port, path) =>
        (port === 8080 && path === '/health') || (port === 8181 && path === '/ready') ? 200 : undefined,
    };
  });
  const cni: ImageProgram = (process) => {
    // What a CNI daemon does first: put its configuration where containerd looks for it.
    process.scope.after(700, () => {
      const machine = around.machine(process.pod.node);
      if (machine !== undefined) machine.cniConfigured = true;
      process.log('Handling node networking; CNI configuration is in /etc/cni/net.d');
    });
    return listener(process, 0);
  };
  registry.provide('docker.io/kindest/kindnetd', 38 * MB, cni);
  // flannel's image and its plugin's: as init containers they copy a file and are done.
  const copy: ImageProgram = (process) => {
    process.scope.after(120, () => process.exit(0));
    return {};
  };
  registry.provide('ghcr.io/flannel-io/flannel-cni-plugin', 5 * MB, copy);
  registry.provide('ghcr.io/flannel-io/flannel', 34 * MB, (process) =>
    process.argv[0] === 'cp' ? copy(process) : cni(process),
  );
  registry.provide('gcr.io/k8s-minikube/storage-provisioner', 9 * MB, (process) => {
    process.log('Storage provisioner initialized, now starting service!');
    return listener(process, 0);
  });
}

/** A Go program that answers its health checks and ends well on SIGTERM. */
function listener(process: ProcessContext, port: number): RunningProcess {
  return {
    terminate: () => process.scope.after(250, () => process.exit(0)),
    http: (asked) => (asked === port ? 200 : undefined),
    listens: (asked) => asked === port,
  };
}

/** klog's prefix, without the file. */
function stamp(process: ProcessContext): string {
  const at = new Date(process.scope.clock.now()).toISOString();
  return `I${at.slice(5, 7)}${at.slice(8, 10)} ${at.slice(11, 23)}000       1`;
}
