import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { contributes } from '../../package.json';
import { parseSettings, type Settings } from '../core/settings.ts';
import { UsageError } from './usageError.ts';

const DECLARED: Readonly<Record<string, { readonly default?: unknown }>> =
  contributes.configuration.properties;

/**
 * The editor's settings as they stand in the repository: `cairn.*` of .vscode/settings.json (comments allowed) over
 * the manifest's defaults. Throws UsageError where that file is no JSON, or a value is not of its setting's form.
 */
export async function readSettings(root: string): Promise<Settings> {
  const written = await readWorkspaceSettings(path.join(root, '.vscode', 'settings.json'));
  const { settings, problems } = parseSettings(
    (name) => written[`cairn.${name}`],
    (name) => DECLARED[`cairn.${name}`]?.default,
  );
  const [problem] = problems;
  if (problem) {
    throw new UsageError(
      `${problem.name} in .vscode/settings.json: expected ${problem.expected}, got ${problem.actual}`,
    );
  }
  return settings;
}

/** Larger ones are nobody's settings. */
const MOST_BYTES = 1024 * 1024;

async function readWorkspaceSettings(file: string): Promise<Record<string, unknown>> {
  let text: string;
  try {
    const found = await stat(file);
    // A pipe or a device, which a committed link can lead to, is not opened: reading it may never end.
    if (!found.isFile() || found.size > MOST_BYTES) {
      throw new UsageError('.vscode/settings.json: expected a file of at most 1 MB, found something else');
    }
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return {};
    throw error;
  }
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error) {
    const line = text.slice(0, error.offset).split('\n').length;
    throw new UsageError(
      `.vscode/settings.json:${line}: not JSON with comments (${printParseErrorCode(error.error)})`,
    );
  }
  return isRecord(value) ? value : {};
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
