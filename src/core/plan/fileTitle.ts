import type { Blocks } from './blocks.ts';
import type { HeadingLine } from './headingLines.ts';
import { isGenericTitle } from './headingNames.ts';
import { plainTitle } from './plainTitle.ts';

/** Folders that say where a file stands, not what it is about. */
const PLACE =
  /^(\..*|docs?|documentation|development|dev|design|planning|plans?|specs?|project|src|notes|wiki|\.)$/i;

/**
 * What a plan file is called where no heading names its milestone: the first of its own title, its name and its
 * folder's name that says more than "tasks" does; where none does, the first there is.
 */
export function titleOfFile(path: string, blocks: Blocks, headings: readonly HeadingLine[]): string {
  const names = path.split('/').reverse();
  const name = (names[0] ?? path).replace(/\.(md|markdown|mdown|mkd|mdx|txt)$/i, '');
  const titles = [
    blocks.frontMatterTitle === null ? '' : plainTitle(blocks.frontMatterTitle),
    headings.find((heading) => heading.level === 1)?.draft.title ?? '',
    name,
    PLACE.test(names[1] ?? '') ? '' : (names[1] ?? ''),
  ];
  return titles.find((title) => !isGenericTitle(title)) ?? titles.find((title) => title !== '') ?? path;
}
