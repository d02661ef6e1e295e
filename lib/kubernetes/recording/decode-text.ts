/** UTF-16 without a mark: half of the bytes of such text are zeros, which no UTF-8 of JSON or YAML has. */
function unmarked(bytes: Buffer): 'utf-16le' | 'utf-16be' | 'utf-8' {
  const [first, second] = bytes;
  if (first && second === 0) return 'utf-16le';
  if (first === 0 && second) return 'utf-16be';
  return 'utf-8';
}

/** Text of a file in UTF-8 or, as PowerShell's `>` writes it, UTF-16, without its byte order mark. */
export function decodeText(bytes: Buffer): string {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return bytes.toString('utf8', 3);
  if (a === 0xff && b === 0xfe) return bytes.toString('utf16le', 2);
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes.subarray(2));
  const encoding = unmarked(bytes);
  // Node's own decoder takes UTF-8 and UTF-16LE at once; only the rare big-endian needs the other.
  if (encoding === 'utf-16be') return new TextDecoder(encoding).decode(bytes);
  return bytes.toString(encoding === 'utf-8' ? 'utf8' : 'utf16le');
}
