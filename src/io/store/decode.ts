/** Where and why bytes are no text. Line and column (in bytes) are 1-based. */
export interface DecodeProblem {
  readonly line: number;
  readonly column: number;
  readonly data: {
    readonly encoding: 'utf-16le' | 'utf-16be' | 'binary' | 'unknown';
    readonly offset: number;
  };
}

export type Decoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: DecodeProblem };

const REPLACEMENT = new TextEncoder().encode('\ufffd');

/**
 * Text whose UTF-8 encoding is exactly `bytes`, a byte order mark included, so that what is not edited is written back
 * byte for byte. Everything else is a problem: UTF-16 (found by its mark or its NULs), a NUL, invalid UTF-8.
 */
export function decode(bytes: Uint8Array): Decoded {
  const utf16 = utf16Of(bytes);
  if (utf16 !== null) return undecodable(bytes, 0, utf16);
  const nul = bytes.indexOf(0);
  if (nul >= 0) return undecodable(bytes, nul, 'binary');
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const invalid = text.includes('\ufffd') ? firstDifference(bytes, new TextEncoder().encode(text)) : -1;
  return invalid < 0 ? { ok: true, text } : undecodable(bytes, invalid, 'unknown');
}

/** By its byte order mark, else by NULs at every other place of its beginning, as ASCII text has them. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const beginning = bytes.subarray(0, 64);
  const nuls = [0, 0];
  beginning.forEach((byte, index) => {
    if (byte === 0) nuls[index % 2] = (nuls[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = nuls;
  const many = beginning.length / 4;
  if (odd > many && even === 0) return 'utf-16le';
  return even > many && odd === 0 ? 'utf-16be' : null;
}

function undecodable(
  bytes: Uint8Array,
  offset: number,
  encoding: DecodeProblem['data']['encoding'],
): Decoded {
  const before = bytes.subarray(0, offset);
  const line = before.reduce((count, byte) => (byte === 0x0a ? count + 1 : count), 1);
  const column = offset - before.lastIndexOf(0x0a);
  return { ok: false, problem: { line, column, data: { encoding, offset } } };
}

/** Where decoding put U+FFFD for something that was not one; -1 where both are equal. */
function firstDifference(bytes: Uint8Array, encoded: Uint8Array): number {
  const length = Math.max(bytes.length, encoded.length);
  for (let index = 0; index < length; index++) {
    if (bytes[index] === encoded[index]) continue;
    // An invalid sequence may itself begin with U+FFFD's first bytes: it starts where the replacement does.
    const start = [index - 2, index - 1, index].find((at) =>
      at < 0 ? false : REPLACEMENT.every((byte, place) => encoded[at + place] === byte),
    );
    return start ?? index;
  }
  return -1;
}
