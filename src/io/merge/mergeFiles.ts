import { readFile } from 'node:fs/promises';
import { mergeByLines } from '../../core/plan/merge/lineMerge.ts';
import { mergePlans } from '../../core/plan/merge/mergePlans.ts';
import { DEFAULT_LABELS, type MergeOutcome } from '../../core/plan/merge/outcome.ts';
import { decode } from '../store/decode.ts';
import { replaceFile } from '../store/replaceFile.ts';

/** The files that git hands to a merge driver (gitattributes(5), "Defining a custom merge driver"). */
export interface MergeFiles {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

/**
 * Merges the three files and puts the result in the place of `ours`, whole or not at all. What cannot be merged as a
 * plan is merged by its lines: `ours` never stays as if nothing had been there to merge.
 */
export async function mergeFiles(files: MergeFiles): Promise<MergeOutcome> {
  const [base, ours, theirs] = await Promise.all(
    [files.base, files.ours, files.theirs].map((file) => readFile(file)),
  );
  if (!base || !ours || !theirs) throw new RangeError('expected three files');
  const { outcome, bytes } = mergeBytes(base, ours, theirs);
  await replaceFile(files.ours, bytes);
  return outcome;
}

function mergeBytes(
  base: Uint8Array,
  ours: Uint8Array,
  theirs: Uint8Array,
): { outcome: MergeOutcome; bytes: Uint8Array } {
  const [a, b, c] = [base, ours, theirs].map(decode);
  if (a?.ok && b?.ok && c?.ok) {
    const outcome = planOrLines(a.text, b.text, c.text);
    return { outcome, bytes: new TextEncoder().encode(outcome.text) };
  }
  // Each byte as a character, so that lines can be told apart whatever the encoding.
  const [was, one, two] = [base, ours, theirs].map((bytes) => Buffer.from(bytes).toString('latin1'));
  const outcome = byLines(was ?? '', one ?? '', two ?? '', 'undecodable');
  return { outcome, bytes: Buffer.from(outcome.text, 'latin1') };
}

/** A defect of the semantic merge costs its convenience, never a side's edits. */
function planOrLines(base: string, ours: string, theirs: string): MergeOutcome {
  try {
    return mergePlans(base, ours, theirs);
  } catch (error) {
    return byLines(base, ours, theirs, error instanceof Error ? error.message : String(error));
  }
}

function byLines(base: string, ours: string, theirs: string, reason: string): MergeOutcome {
  const merged = mergeByLines(base, ours, theirs, DEFAULT_LABELS);
  return { ...merged, notes: [{ code: 'line-merge', data: { reason } }] };
}
