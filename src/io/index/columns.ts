/** A column of numbers, or of text as bytes. */
export type Column = Uint8Array | Int16Array | Int32Array | Uint32Array | Float64Array;

type ColumnClass<T extends Column> = new (buffer: ArrayBufferLike, offset: number, length: number) => T;

/** Columns begin at multiples of the widest number's size. */
const ALIGNMENT = 8;

/**
 * Named columns as one block of bytes: the length of a JSON header, the header, which says where each column lies, and
 * the columns as they are in memory. Meant for a cache that the same machine reads again: in its own byte order.
 */
export function packColumns(columns: Readonly<Record<string, Column>>): Buffer {
  const places: Record<string, readonly [offset: number, bytes: number]> = {};
  let size = 0;
  for (const [name, { byteLength }] of Object.entries(columns)) {
    places[name] = [size, byteLength];
    size += aligned(byteLength);
  }
  const header = Buffer.from(JSON.stringify(places));
  const start = aligned(4 + header.length);
  const packed = Buffer.alloc(start + size);
  packed.writeUInt32LE(header.length, 0);
  header.copy(packed, 4);
  for (const [name, column] of Object.entries(columns)) {
    const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    packed.set(bytes, start + (places[name]?.[0] ?? 0));
  }
  return packed;
}

/** What `packColumns` packed. The columns are views of the bytes, which must be its own: they are not checked here. */
export class PackedColumns {
  readonly #bytes: Buffer;
  readonly #places: Readonly<Record<string, readonly [offset: number, bytes: number]>>;
  readonly #start: number;

  constructor(bytes: Buffer) {
    this.#bytes = bytes.byteOffset % ALIGNMENT === 0 ? bytes : Buffer.from(Uint8Array.from(bytes).buffer);
    const header = this.#bytes.readUInt32LE(0);
    this.#places = JSON.parse(this.#bytes.toString('utf8', 4, 4 + header));
    this.#start = aligned(4 + header);
  }

  /** Throws where there is no such column. */
  numbers<T extends Column>(name: string, Class: ColumnClass<T> & { readonly BYTES_PER_ELEMENT: number }): T {
    const bytes = this.bytes(name);
    return new Class(bytes.buffer, bytes.byteOffset, bytes.length / Class.BYTES_PER_ELEMENT);
  }

  /** Throws where there is no such column. */
  bytes(name: string): Buffer {
    const place = this.#places[name];
    if (place === undefined) throw new RangeError(`expected a column named ${name}, there is none`);
    const start = this.#start + place[0];
    return this.#bytes.subarray(start, start + place[1]);
  }
}

function aligned(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT;
}
