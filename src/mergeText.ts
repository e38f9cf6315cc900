import type { MergeNote } from './core/plan/merge/outcome.ts';
import { plainText, type Texts } from './text.ts';

/** What a merge did, as a sentence. */
export function mergeNoteText({ code, data }: MergeNote, { t }: Pick<Texts, 't'>): string {
  const told = (name: string): string => plainText(data[name] ?? '', 80);
  const title = told('title');
  switch (code) {
    case 'kept-edited':
      return t('“{0}” was deleted on one side and changed on the other: it stays.', title);
    case 'kept-for-content':
      return t('“{0}” was deleted on one side, but holds a line that stays.', title);
    case 'two-ids':
      return t('“{0}” was given two ids: ^{1} stays, ^{2} is gone.', title, told('kept'), told('other'));
    case 'duplicate-id':
      return t('The id ^{0} stands on more than one line now.', told('id'));
    case 'attribute':
      return t('“{0}”: {1}:{2} was chosen over {3}.', title, told('key'), told('kept'), told('other'));
    case 'state':
      return t(
        '“{0}” is {1} on one side and {2} on the other: {1} was chosen.',
        title,
        told('kept'),
        told('other'),
      );
    case 'moved-twice':
      return t('“{0}” was moved on both sides: it is below “{1}” now.', title, told('kept'));
    case 'title-conflict':
      return t('“{0}” or “{1}”: both sides reworded the line.', title, told('other'));
    case 'text-conflict':
      return t('Both sides changed the same text: choose between the conflict markers.');
    case 'line-merge':
      return t('The plan was merged line by line ({0}).', told('reason'));
  }
}
