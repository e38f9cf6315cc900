import { detach } from './detach.ts';

const BRANCH = '(\\S{1,250})';
const SUBJECTS: readonly RegExp[] = [
  /^merge (?:remote-tracking )?(?:branch|topic) ['"]([^'"]{1,250})['"]/i,
  new RegExp(`^merge pull request #?\\d{1,9} (?:in \\S{1,200} )?from ${BRANCH}`, 'i'),
  new RegExp(`^merge pull request ['"].{1,500}\\([#!]\\d{1,9}\\) from ${BRANCH}`, 'i'),
  new RegExp(`^merged in ${BRANCH} \\(pull request `, 'i'),
  new RegExp(`^(?:auto|rollup) merge of #\\d{1,9} ?[:-] ?${BRANCH}`, 'i'),
];

/** The branch that a merge subject names, without `owner:` or a remote's name where the template tells them apart. */
export function mergedBranchOf(subject: string): string | null {
  if (!'mMaArR'.includes(subject.charAt(0))) return null;
  for (const template of SUBJECTS) {
    const match = template.exec(subject);
    if (match) return branch(match[1] ?? '');
  }
  return null;
}

const SERVER_LINE = new RegExp(`^merge in \\S{1,200} from ${BRANCH} to `, 'i');
const CLOSES_LINE = new RegExp(`^close[sd]? #\\d{1,9} from ${BRANCH}`, 'i');

/** The same of the lines that Bitbucket Server and merge scripts add to the body. */
export function branchOfHostLine(line: string): string | null {
  if (!'mMcC'.includes(line.charAt(0))) return null;
  const match = SERVER_LINE.exec(line) ?? CLOSES_LINE.exec(line);
  return match ? branch(match[1] ?? '') : null;
}

function branch(text: string): string {
  const name = text.slice(text.lastIndexOf(':') + 1).replace(/[,.]$/, '');
  return detach(name);
}
