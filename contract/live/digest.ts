/** CRC-32 (the polynomial of zlib and PNG, reflected), one table entry per byte. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** CRC-32 of an ASCII text as an unsigned 32-bit number. */
export function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let at = 0; at < text.length; at++) crc = (TABLE[(crc ^ text.charCodeAt(at)) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** The 8 hex digits a heartbeat carries. */
export function hexDigest(crc: number): string {
  return crc.toString(16).padStart(8, '0');
}

/** Digest of symbols and versions, in any order: sorted here by code unit, as the protocol asks. */
export function digestOf(versions: ReadonlyMap<string, number>): string {
  let text = '';
  for (const [symbol, version] of [...versions].sort(([a], [b]) => (a < b ? -1 : 1))) text += `${symbol}:${version};`;
  return hexDigest(crc32(text));
}
