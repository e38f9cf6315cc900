import type { Signal } from './core/progress/snapshot.ts';
import type { Translate } from './text.ts';

const MOST_AREAS = 4;

/**
 * Sentences for what is worth a look and never a notification. `shown` makes text of a plan or a path safe to show,
 * `due` says "due in 6 days" or "3 days overdue".
 */
export function createSignalTexts(
  t: Translate,
  shown: (text: string, limit?: number) => string,
  due: (inDays: number) => string,
) {
  /** The short line of a tree node. */
  const signal = (one: Signal): string => {
    switch (one.code) {
      case 'due':
        return one.dueInDays < 0
          ? t('{0} is overdue, {1} open', shown(one.title, 60), one.remaining)
          : t('{0} will be late at this pace', shown(one.title, 60));
      case 'switching':
        return t('{0} commits within a day, over {1} areas', one.commits.length, one.areas.length);
      case 'burst':
        return t('{0} commits in two weeks, and the plan moves more slowly', one.commits.length);
      case 'chopping':
        return t('{0} new micro-goals in four weeks, and no more items done', one.goals);
    }
  };

  /** The whole sentence, with the figures that a person can check. */
  const signalSentence = (one: Signal): string => {
    switch (one.code) {
      case 'due':
        return dueSentence(one);
      case 'switching':
        return t(
          '{0} commits within a day went to another area {1} times: {2}.',
          one.commits.length,
          one.switches,
          areas(one.areas),
        );
      case 'burst':
        return t(
          '{0} commits in two weeks ({1} in the two before), while commits that moved the plan went from {2} to {3}.',
          one.commits.length,
          one.commitsBefore,
          one.movementsBefore,
          one.movements,
        );
      case 'chopping':
        return t(
          '{0} micro-goals written in four weeks ({1} in the four before), and items done went from {2} to {3}.',
          one.goals,
          one.goalsBefore,
          one.itemsBefore,
          one.items,
        );
    }
  };

  const dueSentence = ({ title, dueInDays, remaining, doneLately }: Extract<Signal, { code: 'due' }>) => {
    const [name, when] = [shown(title, 120), due(dueInDays)];
    return dueInDays < 0
      ? t('{0} is {1}. Open: {2}; done in the last four weeks: {3}.', name, when, remaining, doneLately)
      : t(
          '{0} is {1}, and will not be done at the pace of the last four weeks. Open: {2}; done in those weeks: {3}.',
          name,
          when,
          remaining,
          doneLately,
        );
  };

  const areas = (names: readonly string[]): string => {
    const some = names
      .slice(0, MOST_AREAS)
      .map((name) => (name === '' ? t('the top folder') : shown(name, 60)));
    const rest = names.length - some.length;
    return rest > 0 ? t('{0} and {1} more', some.join(', '), rest) : some.join(', ');
  };

  /** One gentle line after a long run of long days. It diagnoses nothing. */
  const pause = (days: number): string => t('{0} long days in a row: a pause may do you good', days);
  const pauseSentence = (days: number): string =>
    t(
      'On {0} working days in a row your first and last commit lay more than ten hours apart. Only you see this line; the setting cairn.pauseHint.enabled turns it off.',
      days,
    );

  return { signal, signalSentence, pause, pauseSentence };
}
