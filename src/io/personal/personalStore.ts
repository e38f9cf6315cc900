import { Low } from 'lowdb';
import { parsePersonalData, printPersonalData } from '../../core/progress/parsePersonal.ts';
import { NO_PERSONAL_DATA, type PersonalData } from '../../core/progress/personal.ts';
import { diskFileSystem, type FileSystem } from '../store/fileSystem.ts';
import { JsonFile, type JsonFormat, type Parsed } from '../store/jsonFile.ts';
import { explainFailure, type StoreError } from '../store/storeError.ts';
import { followMovedRepository, markRepository } from './movedData.ts';
import { type PersonalPlace, personalPlace, type Surroundings } from './personalPlace.ts';

export interface PersonalStoreOptions extends Surroundings {
  readonly fs?: FileSystem;
  /** Milliseconds to wait for another process that writes the same data. */
  readonly wait?: number;
}

/** `problems` say what was set aside because it was not understood, or went wrong after the data was in place. */
export interface PersonalRead {
  readonly data: PersonalData;
  readonly problems: readonly StoreError[];
}

/** Years of completions; a file beyond it is not ours. */
const LARGEST = 64 * 1024 * 1024;

const FORMAT: JsonFormat<PersonalData> = { limit: LARGEST, parse: parseStored, print: printPersonalData };

/**
 * What one person did in one repository, in the user's data folder. The editor's windows and the command line share it:
 * lowdb holds it in memory only from a read under the lock to the write that follows.
 */
export class PersonalStore {
  readonly #options: PersonalStoreOptions;
  readonly #fs: FileSystem;
  #opened: Promise<Opened> | null = null;

  constructor(options: PersonalStoreOptions) {
    this.#options = options;
    this.#fs = options.fs ?? diskFileSystem;
  }

  /** @throws StoreError `newer`, `failed`, `locked`: the data exists and could not be read */
  async read(): Promise<PersonalRead> {
    const { json } = await this.#open();
    const { value, problems } = await json.read();
    return { data: value ?? NO_PERSONAL_DATA, problems };
  }

  /**
   * Writes `change` of the data as it is while the lock is held, and answers with the result.
   * @throws StoreError as `read`, and `read-only`: nothing was changed
   */
  async update(change: (data: PersonalData) => PersonalData): Promise<PersonalRead> {
    const { json, place } = await this.#open();
    const { result, problems } = await json.locked(async (file, note) => {
      const low = new Low(file, NO_PERSONAL_DATA);
      await low.read();
      low.data = change(low.data);
      await low.write();
      if (place.follows !== null) await markRepository(this.#fs, place.follows, place.folder, note);
      return low.data;
    });
    return { data: result, problems };
  }

  /** Tried again after a failure. */
  #open(): Promise<Opened> {
    this.#opened ??= this.#find().catch((error: unknown) => {
      this.#opened = null;
      throw explainFailure(this.#options.dataFolder, 'read', error);
    });
    return this.#opened;
  }

  async #find(): Promise<Opened> {
    const { wait } = this.#options;
    const fs = this.#fs;
    const place = await personalPlace(fs, this.#options);
    if (place.follows !== null) await followMovedRepository(fs, place.follows, place.folder);
    const prepare = () => fs.mkdir(place.folder, { recursive: true, mode: 0o700 });
    const options = { file: place.file, prepare, format: FORMAT, fs };
    return { place, json: new JsonFile(wait === undefined ? options : { ...options, wait }) };
  }
}

interface Opened {
  readonly place: PersonalPlace;
  readonly json: JsonFile<PersonalData>;
}

function parseStored(value: unknown): Parsed<PersonalData> {
  const parsed = parsePersonalData(value);
  if (parsed.kind === 'newer') return parsed;
  if (parsed.kind === 'invalid') return { kind: 'invalid', reason: 'it is no personal data of Cairn' };
  if (parsed.dropped.length === 0) return { kind: 'valid', value: parsed.data };
  const named = parsed.dropped.slice(0, 5).join(', ');
  return {
    kind: 'salvaged',
    value: parsed.data,
    reason: `${parsed.dropped.length} entries are damaged (${named})`,
  };
}
