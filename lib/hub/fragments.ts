import 'server-only';
import { constants, crc32, deflateRawSync } from 'node:zlib';

/**
 * A message of a stream, as bytes and as a fragment of a gzip member. A fragment stands alone (deflated with nothing before
 * it, ended on a byte), so one fragment serves every viewer, and each browser gets it the moment it is written.
 */
export interface Fragment {
  plain: Uint8Array;
  /** Made when the first viewer that takes gzip wants it. */
  deflated(): Uint8Array;
}

/** Beyond it, speed counts more than the last bytes: the whole process waits while it deflates. */
const LARGE = 64 * 1024;
const encoder = new TextEncoder();

/** A fragment of a text. */
export function fragmentOf(text: string): Fragment {
  const plain = encoder.encode(text);
  let deflated: Uint8Array | undefined;
  return {
    plain,
    deflated() {
      deflated ??= deflateRawSync(plain, {
        finishFlush: constants.Z_FULL_FLUSH,
        level: plain.length > LARGE ? 3 : constants.Z_DEFAULT_COMPRESSION,
      });
      return deflated;
    },
  };
}

/** What turns fragments into one body. */
export interface BodyWriter {
  /** What stands before the first fragment. */
  start: Uint8Array;
  write(fragment: Fragment): Uint8Array;
  /** What stands after the last. */
  end(): Uint8Array;
}

const NOTHING = new Uint8Array();

/** The fragments as they are. */
export const plainBody = (): BodyWriter => ({
  start: NOTHING,
  write: ({ plain }) => plain,
  end: () => NOTHING,
});

/** Header of a gzip member (RFC 1952): deflate, no flags, no time, system unknown. */
const GZIP_HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
/** A last, empty block of deflate. */
const LAST_BLOCK = [0x03, 0x00];

/** The fragments as one gzip member, closed as such: a reader can tell an end from a cut. */
export function gzipBody(): BodyWriter {
  let sum = 0;
  let length = 0;
  return {
    start: GZIP_HEADER,
    write(fragment) {
      sum = crc32(fragment.plain, sum);
      length += fragment.plain.length;
      return fragment.deflated();
    },
    end() {
      const bytes = new DataView(new ArrayBuffer(LAST_BLOCK.length + 8));
      LAST_BLOCK.forEach((byte, at) => {
        bytes.setUint8(at, byte);
      });
      bytes.setUint32(LAST_BLOCK.length, sum, true);
      bytes.setUint32(LAST_BLOCK.length + 4, length % 2 ** 32, true);
      return new Uint8Array(bytes.buffer);
    },
  };
}

/** Whether an `Accept-Encoding` asks for gzip. */
export function takesGzip(acceptEncoding: string | null): boolean {
  const wishes = new Map(
    (acceptEncoding ?? '').split(',').map((part) => {
      const [name = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
      return [name, Number(weight)] as const;
    }),
  );
  return (wishes.get('gzip') ?? wishes.get('*') ?? 0) > 0;
}
