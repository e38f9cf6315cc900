import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

const MANIFEST = 'manifest.json';
/** A segment that no manifest names may be one that another window is about to name. */
const LEFT_OVER_AFTER = 10 * 60_000;

/** The names of a generation's segments by kind, and what they hold for; as JSON. */
export interface Manifest {
  /** Whoever reads it must be of the same version: an index is rebuilt, never converted. */
  readonly version: string;
  readonly segments: Readonly<Record<string, readonly string[]>>;
  readonly facts: Readonly<Record<string, string | null>>;
}

/**
 * A folder of immutable segments, each named by the hash of its content, and one manifest that names those that count.
 * Both come whole or not at all (written aside, then renamed), so that several windows may write at a time: the last
 * manifest wins, and each is complete. Nothing here is the user's data: whatever is damaged is thrown away.
 */
export class SegmentFolder {
  readonly #folder: string;
  readonly #version: string;

  constructor(folder: string, version: string) {
    this.#folder = folder;
    this.#version = version;
  }

  /** Null where there is none of this version, or a damaged one, which is then gone. */
  async readManifest(): Promise<Manifest | null> {
    const text = await readText(path.join(this.#folder, MANIFEST));
    if (text === null) return null;
    const manifest = parseManifest(text);
    if (manifest?.version === this.#version) return manifest;
    await this.clear();
    return null;
  }

  /** A segment's bytes; null where it is missing or not what its name says. */
  async read(name: string): Promise<Buffer | null> {
    if (!/^[0-9a-f]{32}$/.test(name)) return null;
    const bytes = await readBytes(path.join(this.#folder, name));
    return bytes !== null && nameOf(bytes) === name ? bytes : null;
  }

  async has(name: string): Promise<boolean> {
    return (await ageOf(path.join(this.#folder, name))) !== null;
  }

  /** Writes a segment and returns its name. */
  async write(content: string | Uint8Array): Promise<string> {
    const name = nameOf(content);
    if (!(await this.has(name))) await this.#put(name, content);
    return name;
  }

  /** Makes these segments the ones that count, and removes what no window can still need. */
  async writeManifest(manifest: Omit<Manifest, 'version'>): Promise<void> {
    const body = { version: this.#version, ...manifest };
    await this.#put(MANIFEST, JSON.stringify({ ...body, checksum: nameOf(JSON.stringify(body)) }));
    await this.#sweep(new Set(Object.values(manifest.segments).flat()));
  }

  async clear(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #put(name: string, content: string | Uint8Array): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const draft = path.join(this.#folder, `${name}.${randomBytes(6).toString('hex')}.tmp`);
    try {
      await writeFile(draft, content, { flag: 'wx', mode: 0o600 });
      await rename(draft, path.join(this.#folder, name));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  async #sweep(counted: ReadonlySet<string>): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      if (name === MANIFEST || counted.has(name)) continue;
      const file = path.join(this.#folder, name);
      const age = await ageOf(file);
      if (age !== null && age > LEFT_OVER_AFTER) await rm(file, { force: true });
    }
  }
}

/** Of text, the name of its UTF-8 bytes. */
function nameOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}

function parseManifest(text: string): Manifest | null {
  try {
    const { checksum, ...body } = JSON.parse(text) as Manifest & { readonly checksum: string };
    return checksum === nameOf(JSON.stringify(body)) ? body : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}

async function readText(file: string): Promise<string | null> {
  return (await readBytes(file))?.toString('utf8') ?? null;
}

async function readBytes(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Milliseconds since it was written; null where it is not there. */
async function ageOf(file: string): Promise<number | null> {
  try {
    return Date.now() - (await stat(file)).mtimeMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
