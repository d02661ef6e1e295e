/** The models of kinds that only the sample cluster has. */
/** Description and fields (type, format, description, required), as scripts/write-schema.js writes them. */
export type RawModels = Record<string, { d: string; f: Record<string, (string | number)[]> }>;

const text = (description: string): (string | number)[] => ['string', '', description];

export const OWN_MODELS: RawModels = {
  V1Switch: {
    d: 'Switch stops and starts one component of the sample cluster, as an administrator would by hand. It exists only in the sample cluster.',
    f: {
      apiVersion: text('APIVersion defines the versioned schema of this representation of an object.'),
      kind: text('Kind is a string value representing the REST resource this object represents.'),
      metadata: ['V1ObjectMeta', '', 'Standard object metadata.'],
      spec: ['V1SwitchSpec', '', 'What the switch acts on, and how it stands.'],
      status: ['V1SwitchStatus', '', 'What became of it.'],
    },
  },
  V1SwitchSpec: {
    d: 'SwitchSpec says what a switch acts on, and how it stands.',
    f: {
      component: ['string', '', 'component is what the switch stops and starts.', 1],
      node: text('node is the machine it runs on, when it is one of several.'),
      peer: text('peer is the machine at the other end, for the network between two machines.'),
      on: ['boolean', '', 'on is false while the component is stopped.', 1],
      speed: [
        'number',
        'double',
        'speed is how many seconds pass in the cluster for each of ours, from 0.1 to 10 (the clock only).',
      ],
    },
  },
  V1SwitchStatus: {
    d: 'SwitchStatus says what became of what a switch acts on.',
    f: {
      phase: text(
        'phase is Running, Stopping, Stopped or Starting: what was switched off runs on until its kubelet has noticed and its container has ended.',
      ),
    },
  },
};
