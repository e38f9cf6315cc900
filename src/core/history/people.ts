import type { Person } from './commit.ts';

/** Addresses and names of accounts that commit on their own. Whole words, so that "Abbott" is a person. */
const BOT =
  /\[bot\]|(?:^|[^a-z])bot(?:$|[^a-z])|^(?:dependabot|renovate|greenkeeper|github-actions|github actions|semantic-release|pre-commit-ci|weblate|crowdin|mergify|bors|homu|copybara)/u;

/** One person under one name: the address in lower case (after the mailmap), or the name where there is none. */
export function authorOf({ name, email }: Person): string {
  return email.trim() === '' ? name.trim().toLowerCase() : email.trim().toLowerCase();
}

/**
 * Whether somebody wrote a commit. Each person of a history is looked at once, however many commits are theirs.
 * @param addresses As `authorOf` gives them.
 */
export function writtenBy(addresses: ReadonlySet<string>): (commit: { readonly author: Person }) => boolean {
  const known = new Map<Person, boolean>();
  return ({ author }) => {
    const told = known.get(author);
    if (told !== undefined) return told;
    const isTheirs = addresses.has(authorOf(author));
    known.set(author, isTheirs);
    return isTheirs;
  };
}

/** What every bot's name or address holds: nearly everybody is told apart by this alone. */
const COULD_BE_BOT =
  /bot|renovate|greenkeeper|actions|semantic-release|pre-commit-ci|weblate|crowdin|mergify|bors|homu|copybara/i;

export function isBot({ name, email }: Person): boolean {
  if (!COULD_BE_BOT.test(name) && !COULD_BE_BOT.test(email)) return false;
  return BOT.test(name.toLowerCase()) || /\[bot\]@|^bot@|[-.+]bot@/u.test(email.toLowerCase());
}
