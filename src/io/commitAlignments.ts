import type { ActionOutcome } from '../core/action.ts';
import { type Alignment, alignmentFor, alignmentsOf, withdrawalsOf } from '../core/history/alignment.ts';
import type { Commit } from '../core/history/facts.ts';
import { refused, saved } from './actionOutcomes.ts';
import type { AlignmentsFile } from './alignments.ts';

export interface AlignmentNeeds {
  readonly alignments: AlignmentsFile;
  /** A commit of the history that was read. */
  readonly commitOf: (sha: string) => Commit | undefined;
  /** Told what went wrong beside what was asked for. */
  readonly report: (problem: unknown) => void;
}

/** What is said of commits by hand, written into the alignments of their repository. */
export class CommitAlignments {
  readonly #needs: AlignmentNeeds;

  constructor(needs: AlignmentNeeds) {
    this.#needs = needs;
  }

  /** The refusal where a commit is not of the history that was read; else null. */
  unknownAmong(shas: readonly string[]) {
    const sha = shas.find((one) => this.#needs.commitOf(one) === undefined);
    return sha === undefined ? null : refused({ code: 'unknown-commit', data: { sha } });
  }

  async say(
    shas: readonly string[],
    what: Pick<Alignment, 'verdict' | 'id'> & { readonly reason?: string },
  ): Promise<ActionOutcome> {
    const unknown = this.unknownAmong(shas);
    if (unknown !== null) return unknown;
    const commits = shas.flatMap((sha) => this.#needs.commitOf(sha) ?? []);
    return this.#append(commits.map((commit) => alignmentFor(commit, what)));
  }

  /** Takes back whatever was said of them. */
  async withdraw(shas: readonly string[]): Promise<ActionOutcome> {
    const unknown = this.unknownAmong(shas);
    if (unknown !== null) return unknown;
    const { alignments, commitOf } = this.#needs;
    const saidOf = alignmentsOf((await alignments.read()).alignments, new Map());
    const entries = shas.flatMap((sha) => {
      const commit = commitOf(sha);
      const said = commit && saidOf(commit);
      return said ? withdrawalsOf(commit, said) : [];
    });
    if (entries.length === 0) return refused({ code: 'nothing-to-change', data: { title: '' } });
    return this.#append(entries);
  }

  async #append(entries: readonly Alignment[]): Promise<ActionOutcome> {
    for (const problem of await this.#needs.alignments.append(entries)) this.#needs.report(problem);
    return saved(null);
  }
}
