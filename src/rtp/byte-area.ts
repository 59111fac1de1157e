/**
 * Bytes that packets are moved within: the same memory as bytes and as 32-bit words, because a loop over
 * words is the cheapest way to move a payload (a call to set() or copyWithin() costs more than 160 bytes do).
 */
export interface ByteArea {
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
}

/** `bytes` must start at a multiple of four in its buffer. */
export function byteArea(bytes: Uint8Array): ByteArea {
  return { bytes, words: new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2) };
}

export function copyBytes(from: ByteArea, fromAt: number, to: ByteArea, toAt: number, count: number): void {
  if (((fromAt | toAt | count) & 3) === 0) {
    const source = from.words;
    const target = to.words;
    const shift = (toAt - fromAt) >> 2;
    const end = (fromAt + count) >> 2;
    for (let i = fromAt >> 2; i < end; i++) target[i + shift] = source[i]!;
    return;
  }
  for (let i = 0; i < count; i++) to.bytes[toAt + i] = from.bytes[fromAt + i]!;
}
