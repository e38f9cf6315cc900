import type { Alignment } from '../core/history/alignment.ts';
import {
  ALIGNMENTS_HEADER,
  addAlignment,
  NO_ALIGNMENTS,
  type ParsedAlignments,
  parseAlignments,
} from '../core/history/alignmentLines.ts';
import type { Decoded } from './store/decode.ts';
import { RepositoryFiles, type RepositoryFilesOptions } from './store/repositoryFiles.ts';
import { StoreError } from './store/storeError.ts';

export const ALIGNMENTS_PATH = '.cairn/alignments';

const ATTRIBUTES_PATH = '.cairn/.gitattributes';

/** Two branches' entries are kept both (gitattributes(5)). */
const ATTRIBUTES_LINE = 'alignments merge=union';

/** Some 100,000 entries, in bytes. */
const LARGEST = 16 * 1024 * 1024;

/**
 * The manual alignments of a repository, in a file that is committed and reviewed like the plan. It is made with the
 * first alignment: a repository that has none gets no file.
 */
export class AlignmentsFile {
  readonly #files: RepositoryFiles;

  constructor(options: RepositoryFilesOptions) {
    this.#files = new RepositoryFiles(options);
  }

  /** @throws StoreError where the file is there and cannot be read as text */
  async read(): Promise<ParsedAlignments> {
    const decoded = await this.#files.read(ALIGNMENTS_PATH, LARGEST);
    return decoded === null ? NO_ALIGNMENTS : parseAlignments(textOf(decoded));
  }

  /**
   * Adds the entries in one write; one that is there already stays as it is.
   * @returns what went wrong after the entries were in place
   * @throws StoreError; nothing was added
   */
  async append(alignments: readonly Alignment[]): Promise<readonly StoreError[]> {
    if (alignments.length === 0) return [];
    const made = await this.#createWith(alignments);
    if (made !== null) return made;
    return this.#change((text) => alignments.reduce(addAlignment, text));
  }

  async #change(change: (text: string) => string): Promise<readonly StoreError[]> {
    const { warnings } = await this.#files.edit(ALIGNMENTS_PATH, LARGEST, (decoded) => ({
      text: change(textOf(decoded)),
      result: null,
    }));
    return warnings;
  }

  /** Null: the file is there already. */
  async #createWith(alignments: readonly Alignment[]): Promise<readonly StoreError[] | null> {
    if ((await this.#files.read(ALIGNMENTS_PATH, LARGEST)) !== null) return null;
    // First, so that the entries are never committed without it.
    await this.#createUnlessThere(ATTRIBUTES_PATH, `${ATTRIBUTES_LINE}\n`);
    const text = alignments.reduce(addAlignment, `${ALIGNMENTS_HEADER}\n`);
    return this.#createUnlessThere(ALIGNMENTS_PATH, text);
  }

  async #createUnlessThere(path: string, text: string): Promise<readonly StoreError[] | null> {
    try {
      return (await this.#files.create(path, text)).warnings;
    } catch (error) {
      if (error instanceof StoreError && error.code === 'exists') return null;
      throw error;
    }
  }
}

function textOf(decoded: Decoded): string {
  if (decoded.ok) return decoded.text;
  const { line, column, data } = decoded.problem;
  throw new StoreError(
    'undecodable',
    ALIGNMENTS_PATH,
    `expected UTF-8 text in ${ALIGNMENTS_PATH}, got ${data.encoding} at line ${line}, byte ${column}. ` +
      'Save the file as UTF-8',
  );
}
