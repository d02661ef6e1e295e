/**
 * The programs between the kubelet and the container on one node, each with how we know it.
 * Sources: https://kubernetes.io/docs/setup/production-environment/container-runtimes/ and
 * https://kubernetes.io/blog/2022/02/17/dockershim-faq/ (dockershim left the kubelet in 1.24).
 */
import type { ChainLink, Evidence, Health } from '../cluster';
import { annotationProof, proof } from '../evidence';
import { CRI_SOCKET } from '../kubeadm-signs';
import type { NodeObject } from '../objects';
import { kubernetesMinor, parseRuntime } from '../version';

const CRI = 'gRPC CRI';
const OCI = 'OCI runtime spec';
const DOCKER_API = 'HTTP (Docker Engine API)';
/** CRI-O 1.31 changed its default low-level runtime from runc to crun. */
const CRIO_CRUN_MINOR = 31;

const runtimeProof = (node: NodeObject): Evidence =>
  proof('Node', node, 'status.nodeInfo.containerRuntimeVersion', node.status?.nodeInfo?.containerRuntimeVersion ?? '');

function kubeletLink(node: NodeObject, health: Health | undefined): ChainLink {
  const version = node.status?.nodeInfo?.kubeletVersion ?? '';
  return {
    id: 'kubelet',
    name: 'kubelet',
    evidenceLevel: version ? 'observed' : 'inferred',
    ...(version ? { version } : {}),
    evidence: [
      version
        ? proof('Node', node, 'status.nodeInfo.kubeletVersion', version)
        : proof('Node', node, 'metadata.name', node.metadata.name),
    ],
    protocol: 'HTTPS watch',
    ...(health ? { health } : {}),
  };
}

/** What the kubelet speaks through to reach dockerd: its own dockershim until 1.23, cri-dockerd since. */
function dockerAdapter(node: NodeObject): ChainLink {
  const socket = node.metadata.annotations?.[CRI_SOCKET] ?? '';
  const minor = kubernetesMinor(node.status?.nodeInfo?.kubeletVersion);
  const name = /cri-dockerd/.test(socket)
    ? 'cri-dockerd'
    : /dockershim/.test(socket) || (minor ?? 24) < 24
      ? 'dockershim'
      : 'cri-dockerd';
  const observed = socket.includes(name);
  const version = node.status?.nodeInfo?.kubeletVersion ?? '';
  return {
    id: 'cri-dockerd',
    name,
    evidenceLevel: observed ? 'observed' : 'inferred',
    evidence: observed
      ? [annotationProof('Node', node, CRI_SOCKET)]
      : [proof('Node', node, 'status.nodeInfo.kubeletVersion', version), runtimeProof(node)],
    protocol: CRI,
  };
}

/** The program that makes the container and exits; observed where the node lists its handlers (1.30 and later). */
function lowLevelLink(node: NodeObject, defaultName: string): ChainLink {
  const handlers = node.status?.runtimeHandlers ?? [];
  const at = handlers.findIndex((handler) => handler.name === defaultName);
  return {
    id: 'runc',
    name: defaultName === 'runc' ? 'runC' : defaultName,
    evidenceLevel: at >= 0 ? 'observed' : 'inferred',
    evidence: [at >= 0 ? proof('Node', node, `status.runtimeHandlers[${at}].name`, defaultName) : runtimeProof(node)],
    protocol: OCI,
  };
}

/** The chain of one node, from the kubelet down, whose health is told; it stops where the node says nothing more. */
export function runtimeChain(node: NodeObject, kubelet?: Health): ChainLink[] {
  const chain = [kubeletLink(node, kubelet)];
  const runtime = parseRuntime(node.status?.nodeInfo?.containerRuntimeVersion);
  if (!runtime) return chain;
  const version = runtime.version ? { version: runtime.version } : {};
  const evidence = [runtimeProof(node)];
  const windows = node.status?.nodeInfo?.operatingSystem === 'windows';
  const last = (): ChainLink =>
    windows
      ? {
          id: 'containerd-shim',
          name: 'runhcs',
          evidenceLevel: 'inferred',
          evidence: [runtimeProof(node)],
          protocol: OCI,
        }
      : lowLevelLink(node, 'runc');

  if (runtime.name === 'docker') {
    chain.push(
      dockerAdapter(node),
      { id: 'dockerd', name: 'dockerd', evidenceLevel: 'observed', ...version, evidence, protocol: DOCKER_API },
      { id: 'containerd', name: 'containerd', evidenceLevel: 'inferred', evidence, protocol: 'gRPC' },
      last(),
    );
  } else if (runtime.name === 'containerd') {
    chain.push(
      { id: 'containerd', name: 'containerd', evidenceLevel: 'observed', ...version, evidence, protocol: CRI },
      last(),
    );
  } else if (runtime.name === 'cri-o') {
    const crun = (kubernetesMinor(runtime.version) ?? 0) >= CRIO_CRUN_MINOR;
    chain.push(
      { id: 'cri-o', name: 'CRI-O', evidenceLevel: 'observed', ...version, evidence, protocol: CRI },
      lowLevelLink(node, crun ? 'crun' : 'runc'),
    );
  }
  return chain;
}
