/**
 * Clouds that run Kubernetes for people. One entry = one cloud: how its own Kubernetes marks nodes, and how its machines name
 * themselves (`spec.providerID`), which a cluster that somebody built there by hand has too.
 */
import type { Evidence } from './cluster';
import { labelProof, proof } from './evidence';
import type { NodeObject } from './objects';

export interface Cloud {
  id: string;
  name: string;
  /** Labels its own Kubernetes puts on nodes. */
  label?: RegExp;
  /** Matched against the versions of its own Kubernetes. */
  version?: RegExp;
  /** `spec.providerID` of its machines. */
  providerID: RegExp;
}

export const CLOUDS: readonly Cloud[] = [
  {
    id: 'doks',
    name: 'DigitalOcean Kubernetes (DOKS)',
    label: /^doks\.digitalocean\.com\//,
    providerID: /^digitalocean:/,
  },
  { id: 'lke', name: 'Akamai (Linode) LKE', label: /^lke\.linode\.com\//, providerID: /^linode:/ },
  { id: 'oke', name: 'Oracle OKE', label: /^(oke|oci)\.oraclecloud\.com\//, providerID: /^(oci:|ocid1\.)/ },
  { id: 'iks', name: 'IBM Cloud Kubernetes Service', label: /^ibm-cloud\.kubernetes\.io\//, providerID: /^ibm:/ },
  {
    id: 'ack',
    name: 'Alibaba Cloud ACK',
    label: /^(alibabacloud\.com|ack\.aliyun\.com)\//,
    version: /-aliyun\./,
    providerID: /^[a-z]+-[a-z0-9-]+\.i-/,
  },
  {
    id: 'tke',
    name: 'Tencent TKE',
    label: /^(cloud\.tencent\.com|tke\.cloud\.tencent\.com)\//,
    version: /-tke\./,
    providerID: /^(qcloud|tencentcloud):/,
  },
  { id: 'kapsule', name: 'Scaleway Kapsule', label: /^k8s\.scaleway\.com\//, providerID: /^scaleway:/ },
  { id: 'vke', name: 'Vultr Kubernetes Engine', label: /^vke\.vultr\.com\//, providerID: /^vultr:/ },
  { id: 'sks', name: 'Exoscale SKS', label: /^node\.exoscale\.net\//, providerID: /^exoscale:/ },
  { id: 'aws', name: 'Amazon Web Services', providerID: /^aws:/ },
  { id: 'gcp', name: 'Google Cloud', providerID: /^gce:/ },
  { id: 'azure', name: 'Microsoft Azure', providerID: /^azure:/ },
  { id: 'openstack', name: 'OpenStack', providerID: /^openstack:/ },
  { id: 'hetzner', name: 'Hetzner Cloud', providerID: /^(hcloud|hetzner):/ },
];

/** Provider ids that are of no cloud: a machine of one's own, or a container that plays one. */
const LOCAL = /^(kind|k3s|rke2|k0s|minikube|docker|k3d|talos|metal3|harvester|vsphere|proxmox|kubevirt|libvirt):/;

/** The cloud a node is a machine of: by a label of the cloud's own Kubernetes, or by its provider id, whatever its name. */
export function cloudOfNode(node: NodeObject): { name: string; evidence: Evidence } | undefined {
  for (const { name, label } of CLOUDS) {
    const found = label && Object.keys(node.metadata.labels ?? {}).find((one) => label.test(one));
    if (found) return { name, evidence: labelProof('Node', node, found) };
  }
  const id = node.spec?.providerID ?? '';
  const known = CLOUDS.find((cloud) => cloud.providerID.test(id))?.name;
  const scheme = LOCAL.test(id) ? undefined : /^([a-z][a-z0-9.+-]*):\/\//.exec(id)?.[1];
  const name = known ?? scheme;
  return name ? { name, evidence: proof('Node', node, 'spec.providerID', id) } : undefined;
}
