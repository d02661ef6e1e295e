/** A file of an archive. */
export interface ArchivedFile {
  name: string;
  bytes: Buffer;
}

const BLOCK = 512;
const text = (block: Buffer, start: number, length: number) => {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? length : end);
};
/** Octal digits, as all tar programs write sizes below 8 GB; NaN of anything else. */
const octal = (field: string) => (/^\s*[0-7]+\s*$/.test(field) ? Number.parseInt(field, 8) : Number.NaN);

/** `path` of a PAX extended header: records of `<length> <key>=<value>\n`. */
const paxPath = (records: string) => /(?:^|\n)\d+ path=([^\n]*)\n/.exec(records)?.[1];

/** True when the bytes begin as a POSIX or GNU tar does. */
export const isTar = (bytes: Buffer): boolean => bytes.length >= BLOCK && text(bytes, 257, 5) === 'ustar';

/**
 * The files of a tar archive in their order, none of its links and devices. Throws where it is cut or damaged, after the
 * files before that place. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html
 */
export function* readTar(bytes: Buffer): Generator<ArchivedFile> {
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const header = bytes.subarray(at, at + BLOCK);
    // Two blocks of zeros end an archive; what follows is no part of it.
    if (header[0] === 0) return;
    const size = octal(text(header, 124, 12));
    const end = at + BLOCK + size;
    if (!isTar(header) || Number.isNaN(size)) throw new Error(`no tar header at byte ${at}`);
    if (end > bytes.length) throw new Error(`cut off at byte ${bytes.length} of ${end}`);
    const content = bytes.subarray(at + BLOCK, end);
    const type = text(header, 156, 1);
    at = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (type === 'L') longName = text(content, 0, size);
    else if (type === 'x') longName = paxPath(content.toString('utf8')) ?? longName;
    else {
      const prefix = text(header, 345, 155);
      const name = longName ?? `${prefix ? `${prefix}/` : ''}${text(header, 0, 100)}`;
      longName = undefined;
      if (type === '0' || type === '') yield { name, bytes: content };
    }
  }
}
