const NODE_NAME = '"f:nodeName":';
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const SPEC = Buffer.from('"f:spec":');

/**
 * Whether a set of fields in JSON (`{"f:spec":{"f:nodeName":{}…`, megabytes of it for a large cluster) has the node's
 * name of a pod: the same as `setsNodeName` tells of it, without making the set.
 */
export function hasNodeName(bytes: Buffer, start: number, end: number): boolean {
  // Further than `end` at most to the next set of fields that has one.
  const found = bytes.indexOf(SPEC, start);
  if (found < 0 || found >= end) return false;
  let depth = 0;
  let isInSpec = false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === OPEN) depth += 1;
    else if (byte === CLOSE) {
      depth -= 1;
      if (depth === 1) isInSpec = false;
    } else if (byte === QUOTE) {
      if (depth === 1) isInSpec = bytes.compare(SPEC, 0, SPEC.length, at, at + SPEC.length) === 0;
      if (depth === 2 && isInSpec && isNodeName(bytes, at)) return true;
      at += 1;
      while (at < end && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
    }
  }
  return false;
}

const isNodeName = (bytes: Buffer, at: number) => bytes.toString('latin1', at, at + NODE_NAME.length) === NODE_NAME;
