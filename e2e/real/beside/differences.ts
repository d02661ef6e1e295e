/** What only one of the clusters says, and why that is right: the real one is of 1.20.2, the sample is of 1.36.2. */
export interface Difference {
  /** Of the command, without `kubectl`. */
  command: RegExp;
  /** Lines of the real one. */
  real?: RegExp;
  /** Lines of the sample. */
  sample?: RegExp;
  why: string;
  /** Depends on a moment: a run may do without it. */
  sometimes?: true;
}

const POD = /^(get|describe) pod/;
const TOLD = /^(describe|events|get events)/;

/** Kinds of a real cluster that the sample does not have, docs/sample-cluster.md says so. */
const NOT_SIMULATED =
  /^(apiservices|bindings|certificatesigningrequests|clusterrole|componentstatuses|csi|customresourcedefinitions|flowschemas|horizontalpodautoscalers|ingress|limitranges|localsubjectaccessreviews|mutatingwebhook|networkpolicies|persistentvolume|podsecuritypolicies|podtemplates|prioritylevel|resourcequotas|role|storageclasses|subjectaccessreviews|tokenreviews|validatingwebhook|volumeattachments)/;
const GROUPS_NOT_SIMULATED =
  /^(admissionregistration|apiextensions|apiregistration|autoscaling|certificates|extensions|flowcontrol|networking|rbac|storage)\b/;

export const DIFFERENCES: readonly Difference[] = [
  {
    command: POD,
    real: /default-token-|Type: Secret \(a volume|^ +Optional: false$|\.secret\./,
    sample:
      /kube-api-access-|Type: Projected|TokenExpirationSeconds|ConfigMapName: kube-root|ConfigMapOptional|DownwardAPI|\.projected\./,
    why: 'Since 1.21 a pod gets its token in a projected volume, not in a Secret.',
  },
  {
    command: POD,
    sample:
      /PodReadyToStartContainers|^metadata\.generation|observedGeneration|^status\.(hostIPs|(initC|c)ontainerStatuses\.\d\.(volumeMounts|resources|allocatedResources|started))/,
    why: 'Fields pods have got since 1.28.',
  },
  {
    command: /^get pod .*yaml/,
    real: /lastProbeTime=null$/,
    why: 'Of conditions the kubelet writes, the sample leaves this null out: not a matter of versions.',
  },
  {
    command: /^(get|create) (deployment|rc) .*yaml/,
    real: /creationTimestamp=null$/,
    why: 'Since 1.34 a time that is not set is left out.',
  },
  {
    command: /service/,
    real: /^IP Families: <none>$/,
    sample:
      /^(IP Family Policy|IP Families|Internal Traffic Policy):|^spec\.(internalTrafficPolicy|ipFamilies|ipFamilyPolicy)/,
    why: 'Services of two address families, since 1.20 behind a gate; internal traffic policy, since 1.22.',
  },
  {
    command: /^describe service/,
    real: /^Endpoints: <none>$/,
    sample: /^Endpoints: <ip>:80/,
    why: 'kubectl reads EndpointSlices of discovery.k8s.io/v1, which 1.20 does not serve.',
  },
  {
    command: /^describe service/,
    sample: /^Warning: v1 Endpoints is deprecated in v1\.33\+/,
    why: 'Since 1.33 whoever reads Endpoints, as older kubectls do, is told of EndpointSlices.',
    sometimes: true,
  },
  {
    command: TOLD,
    real: /FailedToUpdateEndpoint(Slices)? .*(the object has been modified; please apply your changes|Precondition failed: UID)/,
    why: 'Two writers met, and one tries again: a chance of the moment.',
    sometimes: true,
  },
  {
    command: TOLD,
    real: /(Created|Started) container [a-z-]+$|already present on machine$/,
    sample: /Container (created|started)$|already present on machine and can be accessed by the pod$/,
    why: 'Since 1.35 these events do not name the container, and an image has to be for this pod.',
  },
  {
    command: TOLD,
    real: /Scaled (up|down) replica set \S+ to \d+$/,
    sample: /Scaled (up|down) replica set \S+ from \d+ to \d+$/,
    why: 'Since 1.27 the event says from how many.',
  },
  {
    command: TOLD,
    real: /Back-off restarting failed container$/,
    sample: /Back-off restarting failed container web in pod \S+\(<uid>\)$/,
    why: 'Since 1.26 the event names container and pod.',
  },
  {
    command: TOLD,
    real: /0\/3 nodes are available: 1 node\(s\) had taint \{node-role\.kubernetes\.io\/master: \}, that the pod didn't tolerate, 2 /,
    sample: /0\/3 nodes are available: 1 node\(s\) had untolerated taint\(s\), 2 .* preemption: 0\/3 nodes/,
    why: 'Newer schedulers do not name the taint, and since 1.22 preemption says why it does not help.',
  },
  {
    command: TOLD,
    real: /Failed to pull image "no-existe\.invalid\/nada:1": rpc error: code = Unknown desc = .*: dial tcp: lookup no-existe\.invalid on /,
    sample:
      /Failed to pull image "no-existe\.invalid\/nada:1": failed to pull and unpack .*: dial tcp: lookup no-existe\.invalid: no such host$/,
    why: 'Newer kubelets leave the code of gRPC out; the nodes of the real one have no name server to ask.',
  },
  {
    command: TOLD,
    real: /MountVolume\.SetUp failed for volume "\S+" : failed to sync (configmap|secret) cache: timed out|Unable to attach or mount volumes: .* timed out waiting/,
    why: 'The first look of a busy kubelet comes before its copy of the ConfigMaps; after two minutes it says that it gives up for now.',
    sometimes: true,
  },
  {
    command: /^get pods -w/,
    real: /^vida 0\/1 Terminating/,
    sample: /^vida 0\/1 Completed/,
    why: 'Since 1.27 a pod whose containers have ended reaches its last phase before it goes.',
  },
  {
    command: /^get nodes?( |$)/,
    real: / v1\.20\.2( |$)/,
    sample: / v1\.36\.2( |$)/,
    why: 'Version, roles (a label somebody put there) and machine are those of each cluster.',
  },
  {
    command: /^describe node/,
    real: /node-role\.kubernetes\.io\/worker=/,
    why: 'A label somebody put there.',
  },
  {
    command: /^create -f (campo|tipo|sin-selector)\.yaml/,
    real: /error validating data: ValidationError\(Deployment\.spec/,
    sample:
      /strict decoding error: unknown field "spec\.replicaz"|cannot unmarshal string into Go struct field|spec\.selector: Required value$|^The Deployment "mal" is invalid: ?$|spec\.template\.metadata\.labels: Invalid value: \{"app":.*\}: `selector` does not match/,
    why: 'Since 1.25 the server validates; for older ones kubectl does it, by their OpenAPI.',
  },
  {
    command: /^create -f numero\.yaml/,
    real: /ReadString: expects " or n, but found 1/,
    sample: /json: cannot unmarshal number into Go struct field ConfigMap\.data of type string$/,
    why: 'Since 1.23 Kubernetes decodes with another library.',
  },
  {
    command: /^(create -f selector|patch daemonset)/,
    real: /Invalid value: (map\[string\]string|v1\.LabelSelector)\{/,
    sample: /Invalid value: \{"/,
    why: 'Newer servers write values as JSON.',
  },
  {
    command: /^patch pod completo/,
    // Go's comparison indents with plain or with hard spaces, by chance of the build and the run.
    real: /pod updates may not change fields|^\s|^[-+]\s+\w/,
    sample: /pod updates may not change fields/,
    why: 'The list of fields has grown; and the sample does not print the difference of two structures of Go.',
  },
  {
    command: /^explain/,
    real: /^VERSION: apps\/v1$|^port\t<integer>$|^targetPort\t<string>$/,
    sample: /^GROUP: apps$|^(KIND|VERSION): \w+$|^port\t<integer> -required-$|^targetPort\t<Object>$/,
    why: 'Before 1.24 there is no OpenAPI v3, from which kubectl prints in another way.',
  },
  {
    command: /^api-resources/,
    real: NOT_SIMULATED,
    sample: /^(selfsubjectreviews|switches) /,
    why: 'The sample announces what it simulates; it has switches, and who-am-I, which came with 1.26.',
  },
  {
    command: /^api-resources/,
    real: /^(cronjobs cj batch\/v1beta1|endpointslices discovery.k8s.io\/v1beta1|poddisruptionbudgets pdb policy\/v1beta1) /,
    sample: /^(cronjobs cj batch\/v1|endpointslices discovery.k8s.io\/v1|poddisruptionbudgets pdb policy\/v1) /,
    why: 'Versions that became stable with 1.21.',
  },
  {
    command: /^api-versions/,
    real: GROUPS_NOT_SIMULATED,
    sample: /^(sample\.kubeplano\.dev|policy|discovery\.k8s\.io)\/v1$/,
    why: 'As with api-resources.',
  },
  {
    command: /^api-versions/,
    real: /\/v\d(alpha|beta)\d$/,
    why: 'Beta versions that are gone.',
  },
  {
    command: /^(cluster-info|version)/,
    real: /:6443$|v1\.20\.2$|server \(1\.20\) exceeds/,
    sample: /:\d+$|v1\.36\.2$|server \(1\.36\) exceeds/,
    why: 'Each has its address and its version.',
  },
];
