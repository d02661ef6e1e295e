import { Tree } from '../../images/files.ts';

/** What a machine's disk holds for its pods: it outlives containers, kubelets and power. */
export class Disk {
  /** What `hostPath` volumes see. */
  readonly root = Tree.ofImage();
  readonly #volumes = new Map<string, Tree>();

  /** The directory of a pod's volume, made when it is first asked for. */
  volume(podUid: string, name: string): Tree {
    const key = `${podUid}/${name}`;
    const tree = this.#volumes.get(key) ?? new Tree();
    this.#volumes.set(key, tree);
    return tree;
  }

  /** The pod is gone. */
  forget(podUid: string): void {
    for (const key of this.#volumes.keys()) if (key.startsWith(`${podUid}/`)) this.#volumes.delete(key);
  }
}
