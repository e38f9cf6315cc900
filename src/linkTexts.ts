import type { LinkWhy, PullRequest } from './core/history/commit.ts';
import type { Evidence } from './core/progress/snapshot.ts';
import type { Translate } from './text.ts';

/** Why a commit is believed to have moved a line: a few words for the tree, a sentence for its tooltip. */
export function createLinkTexts(t: Translate, pullRequest: (one: PullRequest) => string) {
  const linkWhy = (why: LinkWhy, reference: number | null, request: PullRequest | null): string => {
    switch (why) {
      case 'trailer':
        return t('tagged');
      case 'inline':
        return t('names it');
      case 'plan-edit':
        return t('ticked it');
      case 'reference':
        return reference === null ? t('mentions it') : t('mentions #{0}', reference);
      case 'branch':
        return t('by its branch');
      case 'pull-request':
        return request ? t('by {0}', pullRequest(request)) : t('by its pull request');
      case 'path':
        return t('touches its paths');
      case 'manual':
        return t('aligned by hand');
    }
  };

  const evidenceWhy = ({ why, reference, likely, pullRequest: request }: Evidence): string => {
    const because = linkWhy(why, reference, request);
    return likely ? t('likely: {0}', because) : because;
  };

  /** The sentence behind a link, for tooltips. */
  const linkSentence = (why: LinkWhy, reference: number | null, likely: boolean): string => {
    if (likely) return t('The files it changes match the item’s paths. Accept it to count it.');
    switch (why) {
      case 'trailer':
        return t('A trailer of its message names the id of this item.');
      case 'inline':
        return t('Its message names the id of this item.');
      case 'plan-edit':
        return t('The commit ticks this line in the plan.');
      case 'reference':
        return reference === null
          ? t('Its message and this item mention the same issue.')
          : t('Its message, or its pull request, mentions #{0}, and so does this item.', reference);
      case 'branch':
        return t('The name of its branch holds the id of this item.');
      case 'pull-request':
        return t('Another commit of the same pull request is linked to this item.');
      case 'path':
        return t('The files it changes match the item’s paths, and it was accepted.');
      case 'manual':
        return t('It was aligned with this item by hand.');
    }
  };

  return { linkWhy, evidenceWhy, linkSentence };
}
