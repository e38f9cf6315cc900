import type { OpenFile } from './fileSystem.ts';

/** Reads from the file's first byte to its end, but at most `limit` bytes. */
export async function readBytes(file: OpenFile, limit: number): Promise<Uint8Array> {
  const { size } = await file.stat({ bigint: true });
  return readBytesOf(file, Number(size), limit);
}

/** The same of a file that was just seen to have so many bytes. */
export async function readBytesOf(file: OpenFile, size: number, limit: number): Promise<Uint8Array> {
  // One byte more than the size said tells a file that grew; files under /proc say 0 and have content.
  let buffer = new Uint8Array(Math.min(limit, Math.max(size + 1, 1024)));
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
    length += bytesRead;
    // There was room for more: that is the file's end.
    const isSizeSaid = size > 0 && length === size && size < buffer.length;
    if (bytesRead === 0 || length === limit || isSizeSaid) return buffer.subarray(0, length);
    if (length === buffer.length) {
      const grown = new Uint8Array(Math.min(limit, buffer.length * 2));
      grown.set(buffer);
      buffer = grown;
    }
  }
}
