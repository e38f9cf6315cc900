/** Longer headings are sentences, and no more looked at. */
const MAX_NAME_LENGTH = 120;

const VERSION = /^(v\d+([._]\w+)*|(version|ver\.?|release)\s+v?\d+(\.\w+)*)(?![\w.]*\w)/i;
const BARE_VERSION = /^\[?\d+\.\d+(\.(\d+|x))?([-.]?(alpha|beta|rc|dev|pre|b|a)[-.]?\d*)?\]?(?<rest>.*)$/i;
/** After a bare number a word makes it numbering (`1.1 Setup`), unless it is one of these or something in brackets. */
const AFTER_VERSION = /^(\s*$|\s*[([:–—-]|,|\s+(release|milestone|alpha|beta|rc|final|stable|lts|series)\b)/i;

const MILESTONE_WORD = /^milestones?\b/i;
/** "Next milestone: M3", "Zukünftiger Meilenstein". */
const MILESTONE_AFTER_ADJECTIVE = /^(\S+\s+)?(milestone|meilenstein)\b/i;
const NUMBERED =
  /^(phase|sprint|iteration|wave|stage)\s*#?(\d+|[ivx]+|[a-d]|one|two|three|four|five|six|zero)\b/i;
const LETTERED = /^[MR]\d{1,3}\b/;
const STAGES = /\b(alpha|beta|MVP|GA|RC\d*|general availability|release candidate)\b/;
const STAGES_ANY_CASE =
  /^(the )?((pre|post)-?)?(closed |open |public |private |first )?((alpha|beta|mvp|ga|rc\d*)(?!\w)|stable( (release|version|launch))?\s*($|[-:(–—,]))/i;
const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const PERIOD = new RegExp(
  `^((q[1-4]|h[12]|early|mid|late|end of|spring|summer|autumn|fall|winter|(${MONTHS})[a-z]*)[\\s-]*'?(20)?\\d{2}|20\\d{2}([\\s-]*(q[1-4]|h[12]|\\d{2}))?|q[1-4]|h[12])(?=$|[\\s:(),–—-])`,
  'i',
);
const HORIZON = /^(near|short|mid|medium|long)(er)?[\s-]term\b/i;
const QUEUE =
  /^(now|next|later|future|backlog)(\s+(up|work|release|releases|version|versions|ideas|plans|features|items|improvements|enhancements|goals|milestone|milestones|considerations|possibilities|roadmap|and beyond|tasks|todo|todos))?\s*($|[:(/&,–—-])/i;

/** Whether a heading reads as the name of a milestone: `v1.2`, `Phase 2: API`, `Beta`, `Q3 2026`, `Later`. */
export function isMilestoneName(title: string): boolean {
  const name = bareName(title);
  return (
    beginsAsMilestone(title) ||
    MILESTONE_AFTER_ADJECTIVE.test(name) ||
    NUMBERED.test(name) ||
    LETTERED.test(name) ||
    STAGES_ANY_CASE.test(name) ||
    (STAGES.test(name) && name.split(/\s+/).length <= 5) ||
    PERIOD.test(name) ||
    HORIZON.test(name) ||
    QUEUE.test(name)
  );
}

/** Whether it begins with a version or with the word: one such heading is enough to tell what its level means. */
export function beginsAsMilestone(title: string): boolean {
  const name = bareName(title);
  const bare = BARE_VERSION.exec(name);
  return (
    MILESTONE_WORD.test(name) ||
    VERSION.test(name) ||
    (bare !== null && AFTER_VERSION.test(bare.groups?.['rest'] ?? ''))
  );
}

/** Without emoji, list numbering and other decoration before the first word: `🚀 1. Phase 1` is `Phase 1`. */
function bareName(title: string): string {
  const name = title.slice(0, MAX_NAME_LENGTH).replace(/^[^\p{L}\p{N}[]+/u, '');
  return name.replace(/^\d{1,2}[.)]\s+/, '').replace(/^[^\p{L}\p{N}[]+/u, '');
}

const GENERIC = new RegExp(
  `^(the )?((${[
    'project|release|pre-?release|post-?release|implementation|development|launch|deployment|task|todo|to-do|work',
    'action|progress|current|master|overall|remaining|open|outstanding|acceptance|success|completion|exit|quality',
    'verification|validation|testing|review|deliverables|final|active',
  ].join('|')}) )?(${[
    'tasks?|to-?dos?|to do|checklists?|status|list|items?|plan|roadmap|progress|overview|implementation|steps',
    'todo list|task list|backlog|criteria|features|subtasks|definition of done|next steps|requirements|readme',
    'index|specs?|milestones|release',
  ].join('|')})$`,
  'i',
);

/** Whether a title says only that there is a list: a lone milestone of that name is better called after its file. */
export function isGenericTitle(title: string): boolean {
  const name = title
    .slice(0, MAX_NAME_LENGTH)
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .replace(/[_\s]+/g, ' ');
  return name === '' || GENERIC.test(name);
}
