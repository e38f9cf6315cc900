import type { HistoryGap, HistoryNote } from './core/progress/snapshot.ts';
import type { Translate } from './text.ts';

/** Sentences for why history is not seen, or not whole. */
export function createHistoryTexts(t: Translate) {
  const historyNote = (note: HistoryNote): string => {
    switch (note) {
      case 'reading':
        return t('Reading history…');
      case 'stopped':
        return t('Reading history was stopped');
      case 'restricted':
        return t('This workspace is not trusted: git history is not read');
      case 'no-git':
        return t('Git was not found: commits cannot be linked');
      case 'no-repository':
        return t('Not a git repository: commits cannot be linked');
      case 'no-commits':
        return t('No commits yet');
      case 'shallow':
        return t('Shallow clone: older commits are not seen');
      case 'missing-objects':
        return t('This clone lacks some of the plan’s past: ticks in it are not seen');
      case 'missing-sizes':
        return t('This clone lacks files or folders of the past: how large some commits are is not known');
    }
  };

  /** All that a clone lacks, in one line; empty where it lacks nothing. */
  const historyGaps = (gaps: readonly HistoryGap[]): string => gaps.map(historyNote).join('. ');

  const missingAlignments = (path: string): string =>
    t('{0} is not in this clone: what was said of commits by hand is not known', path);

  return { historyNote, historyGaps, missingAlignments };
}
