import {
  always,
  flag,
  given,
  inline,
  list,
  message,
  number,
  of,
  quantities,
  quantity,
  sharedMessage,
  text,
  texts,
} from '../message';
import { labelSelector, meta } from './meta';

const localReference = message({ name: [1, text] });
const reference = of(localReference);
const yes = flag;
const must = always(text);
const source = (fields: Parameters<typeof message>[0]) => of(message(fields));

const keysToPaths = list(source({ key: [1, must], path: [2, must], mode: [3, given(number)] }));
const fieldRef = source({ apiVersion: [1, text], fieldPath: [2, must] });
const resourceFieldRef = source({ containerName: [1, text], resource: [2, must], divisor: [3, given(quantity)] });
const files = list(
  source({
    path: [1, must],
    fieldRef: [2, fieldRef],
    resourceFieldRef: [3, resourceFieldRef],
    mode: [4, given(number)],
  }),
);
const named = { localObjectReference: [1, inline(localReference)] } as const;
const optional = given(flag);

const projections = list(
  source({
    secret: [1, source({ ...named, items: [2, keysToPaths], optional: [4, optional] })],
    downwardAPI: [2, source({ items: [1, files] })],
    configMap: [3, source({ ...named, items: [2, keysToPaths], optional: [4, optional] })],
    serviceAccountToken: [4, source({ audience: [1, text], expirationSeconds: [2, given(number)], path: [3, must] })],
    clusterTrustBundle: [
      5,
      source({
        name: [1, text],
        signerName: [2, text],
        labelSelector: [3, of(labelSelector)],
        path: [4, must],
        optional: [5, optional],
      }),
    ],
  }),
);
const claim = source({
  accessModes: [1, list(text)],
  resources: [2, source({ limits: [1, quantities], requests: [2, quantities] })],
  volumeName: [3, text],
  selector: [4, of(labelSelector)],
  storageClassName: [5, given(text)],
  volumeMode: [6, given(text)],
  dataSource: [7, source({ apiGroup: [1, text], kind: [2, must], name: [3, must] })],
});

/** core/v1 VolumeSource. */
const volumeSource = message({
  hostPath: [1, source({ path: [1, must], type: [2, given(text)] })],
  emptyDir: [2, source({ medium: [1, text], sizeLimit: [2, given(quantity)] })],
  gcePersistentDisk: [3, source({ pdName: [1, must], fsType: [2, text], partition: [3, number], readOnly: [4, yes] })],
  awsElasticBlockStore: [
    4,
    source({ volumeID: [1, must], fsType: [2, text], partition: [3, number], readOnly: [4, yes] }),
  ],
  gitRepo: [5, source({ repository: [1, must], revision: [2, text], directory: [3, text] })],
  secret: [
    6,
    source({
      secretName: [1, text],
      items: [2, keysToPaths],
      defaultMode: [3, given(number)],
      optional: [4, optional],
    }),
  ],
  nfs: [7, source({ server: [1, must], path: [2, must], readOnly: [3, yes] })],
  iscsi: [
    8,
    source({
      targetPortal: [1, must],
      iqn: [2, must],
      lun: [3, always(number)],
      iscsiInterface: [4, text],
      fsType: [5, text],
      readOnly: [6, yes],
      portals: [7, list(text)],
      chapAuthDiscovery: [8, yes],
      secretRef: [10, reference],
      chapAuthSession: [11, yes],
      initiatorName: [12, given(text)],
    }),
  ],
  glusterfs: [9, source({ endpoints: [1, must], path: [2, must], readOnly: [3, yes] })],
  persistentVolumeClaim: [10, source({ claimName: [1, must], readOnly: [2, yes] })],
  rbd: [
    11,
    source({
      monitors: [1, list(text)],
      image: [2, must],
      fsType: [3, text],
      pool: [4, text],
      user: [5, text],
      keyring: [6, text],
      secretRef: [7, reference],
      readOnly: [8, yes],
    }),
  ],
  flexVolume: [
    12,
    source({
      driver: [1, must],
      fsType: [2, text],
      secretRef: [3, reference],
      readOnly: [4, yes],
      options: [5, texts],
    }),
  ],
  cinder: [13, source({ volumeID: [1, must], fsType: [2, text], readOnly: [3, yes], secretRef: [4, reference] })],
  cephfs: [
    14,
    source({
      monitors: [1, list(text)],
      path: [2, text],
      user: [3, text],
      secretFile: [4, text],
      secretRef: [5, reference],
      readOnly: [6, yes],
    }),
  ],
  flocker: [15, source({ datasetName: [1, text], datasetUUID: [2, text] })],
  downwardAPI: [16, source({ items: [1, files], defaultMode: [2, given(number)] })],
  fc: [
    17,
    source({
      targetWWNs: [1, list(text)],
      lun: [2, given(number)],
      fsType: [3, text],
      readOnly: [4, yes],
      wwids: [5, list(text)],
    }),
  ],
  azureFile: [18, source({ secretName: [1, must], shareName: [2, must], readOnly: [3, yes] })],
  configMap: [
    19,
    source({ ...named, items: [2, keysToPaths], defaultMode: [3, given(number)], optional: [4, optional] }),
  ],
  vsphereVolume: [
    20,
    source({ volumePath: [1, must], fsType: [2, text], storagePolicyName: [3, text], storagePolicyID: [4, text] }),
  ],
  quobyte: [
    21,
    source({
      registry: [1, must],
      volume: [2, must],
      readOnly: [3, yes],
      user: [4, text],
      group: [5, text],
      tenant: [6, text],
    }),
  ],
  azureDisk: [
    22,
    source({
      diskName: [1, must],
      diskURI: [2, must],
      cachingMode: [3, given(text)],
      fsType: [4, given(text)],
      readOnly: [5, given(flag)],
      kind: [6, given(text)],
    }),
  ],
  photonPersistentDisk: [23, source({ pdID: [1, must], fsType: [2, text] })],
  portworxVolume: [24, source({ volumeID: [1, must], fsType: [2, text], readOnly: [3, yes] })],
  scaleIO: [
    25,
    source({
      gateway: [1, must],
      system: [2, must],
      secretRef: [3, reference],
      sslEnabled: [4, yes],
      protectionDomain: [5, text],
      storagePool: [6, text],
      storageMode: [7, text],
      volumeName: [8, text],
      fsType: [9, text],
      readOnly: [10, yes],
    }),
  ],
  projected: [26, source({ sources: [1, projections], defaultMode: [2, given(number)] })],
  storageos: [
    27,
    source({
      volumeName: [1, text],
      volumeNamespace: [2, text],
      fsType: [3, text],
      readOnly: [4, yes],
      secretRef: [5, reference],
    }),
  ],
  csi: [
    28,
    source({
      driver: [1, must],
      readOnly: [2, given(flag)],
      fsType: [3, given(text)],
      volumeAttributes: [4, texts],
      nodePublishSecretRef: [5, reference],
    }),
  ],
  ephemeral: [
    29,
    source({ volumeClaimTemplate: [1, source({ metadata: [1, of(meta)], spec: [2, claim] })], readOnly: [2, yes] }),
  ],
  image: [30, source({ reference: [1, text], pullPolicy: [2, text] })],
});

/** core/v1 Volume, from any of its sources. */
export const volume = sharedMessage({ name: [1, must], source: [2, inline(volumeSource)] });
/** References that other messages have too. */
export { fieldRef, localReference, resourceFieldRef };
