import type { EndedBy } from './core/progress/drift/replay.ts';
import type { Translate } from './text.ts';

/** Sentences about the past, which nothing but the command that asks for it needs. */
export function createEpisodeTexts(t: Translate) {
  /** What ended an episode; null while it lasts. */
  const endedBy = (what: EndedBy | null): string => {
    switch (what) {
      case null:
        return t('it still lasts');
      case 'tick':
        return t('ended by a tick');
      case 'status':
        return t('ended by a status that says done');
      case 'born-done':
        return t('ended by an item added as done');
      case 'deleted-done':
        return t('ended by an item deleted as done');
      case 'link':
        return t('ended by a commit that names a line of the plan');
      case 'align':
        return t('ended by an alignment');
      case 'other-tick':
        return t('ended by somebody else’s tick');
      case 'quiet':
        return t('ended by itself, with time');
    }
  };

  /** How many commits an episode had, and what was usual then; null where that was not known. */
  const counted = (count: number, usual: number | null): string => {
    if (usual === null) return t('{0} small commits', count);
    return usual === 0
      ? t('{0} small commits (you seldom made any)', count)
      : t('{0} small commits (you seldom made more than {1})', count, usual);
  };
  return { endedBy, counted };
}
