/** Width and height of a PNG, from its header (https://www.w3.org/TR/png-3/#11IHDR). */
export function pngSize(bytes: Uint8Array): [width: number, height: number] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== 0x89504e47) throw new Error('not a PNG');
  return [view.getUint32(16), view.getUint32(20)];
}
