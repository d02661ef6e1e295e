/** What can be asked of a sample cluster, and the bounds of it. Plain JavaScript: a command line reads it before anything else is loaded. */

/** Shapes it can have. */
export const PROFILE_NAMES = /** @type {const} */ (['minikube', 'kubeadm', 'ha']);
/** @typedef {typeof PROFILE_NAMES[number]} ProfileName */

/** Simulated seconds for each of ours: slower than this nothing would ever happen. */
export const LEAST_SPEED = 0.1;
export const MOST_SPEED = 10;

/** Whether time can flow so fast. @param {number} speed */
export const isSpeed = (speed) => speed >= LEAST_SPEED && speed <= MOST_SPEED;

/**
 * A cluster of a given size with nothing behind it but its API.
 * @typedef {object} Size
 * @property {number} nodes
 * @property {number} pods
 * @property {number} [namespaces] default 50
 * @property {number} [changesPerSecond] restarts of pods, spread over all of them; default 0
 * @property {number} [heartbeatSeconds] each node renews its lease once in so many; 0 never; default 10, as kubelets do
 */

/** Words of a size, and ten times what one cluster is meant to have (https://kubernetes.io/docs/setup/best-practices/cluster-large/); the rest in proportion. */
const WORDS = new Map(
  /** @type {const} */ ([
    ['nodes', { field: 'nodes', most: 50_000 }],
    ['pods', { field: 'pods', most: 1_500_000 }],
    ['namespaces', { field: 'namespaces', most: 5_000 }],
    ['changes', { field: 'changesPerSecond', most: 10_000 }],
    ['heartbeat', { field: 'heartbeatSeconds', most: 3_600 }],
  ]),
);

/**
 * Reads `nodes=5000,pods=150000,changes=50,heartbeat=10,namespaces=50`.
 * @param {string} text
 * @returns {{ size: Size } | { tooLarge: string, most: number } | undefined} undefined when a word is not understood
 */
export function readSize(text) {
  /** @type {Size} */
  const size = { nodes: 0, pods: 0 };
  for (const part of text.split(',')) {
    const found = /^\s*(\w+)=(\d{1,7})\s*$/.exec(part);
    const word = /** @type {ReadonlyMap<string, { field: keyof Size, most: number }>} */ (WORDS).get(found?.[1] ?? '');
    if (!word) return undefined;
    const value = Number(found?.[2]);
    if (value > word.most) return { tooLarge: part.trim(), most: word.most };
    size[word.field] = value;
  }
  return size.nodes > 0 ? { size } : undefined;
}
