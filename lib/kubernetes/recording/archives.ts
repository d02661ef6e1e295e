import 'server-only';
import { constants, gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { type ArchivedFile, isTar, readTar } from './tar';

/** What the first bytes of a file say it is packed as. */
export function packingOf(bytes: Buffer): 'gzip' | 'zip' | 'tar' | undefined {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  if (bytes.toString('latin1', 0, 4) === 'PK\u0003\u0004') return 'zip';
  return isTar(bytes) ? 'tar' : undefined;
}

/** `pods.json.gz` → `pods.json`, `bundle.tgz` → `bundle.tar`. */
const unzippedName = (name: string) => name.replace(/\.tgz$/i, '.tar').replace(/\.gz$/i, '');

/** What a packed file holds, to `most` bytes; only files with names that are `wanted`. */
export interface Unpacking {
  wanted: (name: string) => boolean;
  most: number;
}

function* gunzip(name: string, bytes: Buffer, most: number): Generator<ArchivedFile> {
  // A cut file gives what there is of it: whoever reads the result will find where it ends.
  yield {
    name: unzippedName(name),
    bytes: gunzipSync(bytes, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH }),
  };
}

function* unzip(bytes: Buffer, { wanted, most }: Unpacking): Generator<ArchivedFile> {
  let size = 0;
  const files = unzipSync(bytes, {
    filter({ name, originalSize }) {
      if (!wanted(name)) return false;
      size += originalSize;
      if (size > most) throw new RangeError('too large');
      return true;
    },
  });
  for (const [name, file] of Object.entries(files))
    yield { name, bytes: Buffer.from(file.buffer, file.byteOffset, file.byteLength) };
}

/** The files a packed file holds. Throws a RangeError beyond `most` bytes, other errors where it is damaged. */
export function unpack(name: string, bytes: Buffer, unpacking: Unpacking): Iterable<ArchivedFile> {
  const packing = packingOf(bytes);
  if (packing === 'gzip') return gunzip(name, bytes, unpacking.most);
  if (packing === 'zip') return unzip(bytes, unpacking);
  return readTar(bytes);
}
