import type { Containerd, ContainerRecord } from '../machine/containerd.ts';

/** The containers of one pod as its runtime lists them; as last seen, while the runtime is away. */
export class PodRecords {
  readonly #containerd: Containerd;
  readonly #uid: string;
  #known: ContainerRecord[] = [];

  constructor(containerd: Containerd, uid: string) {
    this.#containerd = containerd;
    this.#uid = uid;
  }

  all(): ContainerRecord[] {
    return this.#containerd.up ? this.#containerd.containers(this.#uid) : this.#known;
  }

  /** Remembers them for the time without a runtime. */
  look(): ContainerRecord[] {
    this.#known = this.all();
    return this.#known;
  }

  /** Of one container, the newest first. */
  of(name: string): ContainerRecord[] {
    return this.all()
      .filter((one) => one.name === name)
      .sort((a, b) => b.attempt - a.attempt);
  }

  /** One dead container is kept for its logs, as `--maximum-dead-containers-per-container=1`. */
  forgetOld(name: string): void {
    for (const record of this.of(name).slice(2)) this.#containerd.removeContainer(record.id);
  }
}
