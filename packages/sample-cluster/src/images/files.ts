/** Bytes one tree may hold: a container's own files, or a volume. */
export const TREE_BYTES = 2 ** 20;
const ENTRIES = 2_000;

/** Why a file could not be written, in the words of the C library. */
export class FileError extends Error {
  override readonly name = 'FileError';
}
const NONE = 'No such file or directory';

/** Directories every image has. */
const DIRECTORIES =
  'bin dev etc home mnt opt proc root run sbin srv sys tmp usr usr/bin usr/local usr/local/bin usr/share usr/share/nginx usr/share/nginx/html var var/log var/run var/run/secrets var/lib'.split(
    ' ',
  );

/** A small file system in memory: names without a leading slash, '' is its root. */
export class Tree {
  readonly #files = new Map<string, string>();
  readonly #directories = new Set<string>();
  #bytes = 0;

  constructor(directories: Iterable<string> = []) {
    for (const one of directories) this.#directories.add(one);
  }

  /** The files a container starts with. */
  static ofImage(): Tree {
    return new Tree(DIRECTORIES);
  }

  read(name: string): string | undefined {
    return this.#files.get(name);
  }

  isDirectory(name: string): boolean {
    if (name === '' || this.#directories.has(name)) return true;
    for (const one of this.#files.keys()) if (one.startsWith(`${name}/`)) return true;
    return false;
  }

  /** Names directly inside a directory, sorted. */
  list(name: string): string[] {
    const prefix = name === '' ? '' : `${name}/`;
    const found = new Set<string>();
    for (const one of [...this.#files.keys(), ...this.#directories]) {
      const first = one.startsWith(prefix) ? one.slice(prefix.length).split('/')[0] : undefined;
      if (first) found.add(first);
    }
    return [...found].sort();
  }

  /** Throws {@link FileError}. */
  write(name: string, text: string): void {
    if (this.isDirectory(name)) throw new FileError('Is a directory');
    const parent = name.split('/').slice(0, -1).join('/');
    if (!this.isDirectory(parent)) throw new FileError(NONE);
    const old = this.#files.get(name);
    const bytes = this.#bytes + text.length - (old?.length ?? 0);
    if (bytes > TREE_BYTES || (old === undefined && this.#files.size >= ENTRIES))
      throw new FileError('No space left on device');
    this.#bytes = bytes;
    this.#files.set(name, text);
  }

  makeDirectory(name: string): void {
    if (this.#directories.size >= ENTRIES) throw new FileError('No space left on device');
    this.#directories.add(name);
  }

  /** With those above it. */
  makeDirectories(name: string): void {
    const parts = name.split('/').filter(Boolean);
    for (const [index] of parts.entries()) this.makeDirectory(parts.slice(0, index + 1).join('/'));
  }

  /** Removes a file, or a directory with all that is in it. */
  remove(name: string): void {
    for (const [one, text] of this.#files) {
      if (one !== name && !one.startsWith(`${name}/`)) continue;
      this.#bytes -= text.length;
      this.#files.delete(one);
    }
    for (const one of this.#directories) if (one === name || one.startsWith(`${name}/`)) this.#directories.delete(one);
  }

  /** Makes it hold these files and no others; longer ones than fit are cut. */
  fill(files: ReadonlyMap<string, string>): void {
    this.#files.clear();
    this.#bytes = 0;
    for (const [name, text] of files) {
      const kept = text.slice(0, TREE_BYTES - this.#bytes);
      this.#files.set(name, kept);
      this.#bytes += kept.length;
    }
  }

  /** As it is now. */
  copy(): Tree {
    const made = new Tree(this.#directories);
    made.fill(this.#files);
    return made;
  }
}

/** A tree, or a part of one, seen at a path. */
export interface Mount {
  path: string;
  tree: Tree;
  /** What of the tree is seen: a directory or a file; '' for all. */
  root: string;
  readOnly: boolean;
}

/** The files a container sees: its own, and what is mounted over them. */
export class Files {
  private readonly own: Tree;
  private readonly mounts: readonly Mount[];
  readonly readOnlyRoot: boolean;

  constructor(own: Tree = Tree.ofImage(), mounts: readonly Mount[] = [], readOnlyRoot = false) {
    this.own = own;
    this.mounts = mounts;
    this.readOnlyRoot = readOnlyRoot;
    for (const { path } of mounts) own.makeDirectories(normal(path).split('/').slice(0, -1).join('/'));
  }

  /** Whether something is mounted there or above. */
  mounted(path: string): boolean {
    return this.#at(path).tree !== this.own;
  }

  read(path: string): string | undefined {
    if (normal(path) === 'dev/null') return '';
    const { tree, name } = this.#at(path);
    return tree.read(name);
  }

  isDirectory(path: string): boolean {
    const { tree, name } = this.#at(path);
    return tree.isDirectory(name);
  }

  exists(path: string): boolean {
    return this.read(path) !== undefined || this.isDirectory(path);
  }

  list(path: string): string[] {
    const { tree, name } = this.#at(path);
    const below = this.mounts
      .map((mount) => normal(mount.path))
      .filter((one) => one.split('/').slice(0, -1).join('/') === normal(path))
      .map((one) => one.split('/').at(-1) ?? '');
    return [...new Set([...tree.list(name), ...below])].sort();
  }

  /** Throws {@link FileError}. */
  write(path: string, text: string): void {
    if (/^dev\/(null|stdout|stderr)$/.test(normal(path))) return;
    const { tree, name } = this.#writable(path);
    tree.write(name, text);
  }

  makeDirectory(path: string): void {
    const { tree, name } = this.#writable(path);
    tree.makeDirectory(name);
  }

  remove(path: string): void {
    const { tree, name } = this.#writable(path);
    tree.remove(name);
  }

  #writable(path: string): { tree: Tree; name: string } {
    const found = this.#at(path);
    if (found.readOnly) throw new FileError('Read-only file system');
    return found;
  }

  #at(path: string): { tree: Tree; name: string; readOnly: boolean } {
    const name = normal(path);
    let best: Mount | undefined;
    for (const mount of this.mounts) {
      const at = normal(mount.path);
      if ((name === at || name.startsWith(`${at}/`)) && at.length >= normal(best?.path ?? '').length) best = mount;
    }
    if (best === undefined) return { tree: this.own, name, readOnly: this.readOnlyRoot };
    const inner = [best.root, name.slice(normal(best.path).length + 1)].filter(Boolean).join('/');
    return { tree: best.tree, name: inner, readOnly: best.readOnly };
  }
}

/** A path from the root, without the slash, dots and dot-dots. */
export function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
