import { type AssessedChecklist, assessChecklist, countScore, nameScore } from './assessChecklist.ts';
import { parsePlanFile } from './parse.ts';
import { findTrackers, globOfPath, type Tracker } from './trackers.ts';

/** A checklist, or many alike, that could be the plan. */
export interface PlanCandidate {
  /** What `cairn.planFiles` would say. */
  readonly glob: string;
  readonly kind: 'file' | 'folder';
  /** The files that the glob means now, in order. */
  readonly paths: readonly string[];
  readonly milestones: number;
  /** Items, micro-goals and dropped ones excluded. */
  readonly open: number;
  readonly done: number;
  /** The higher, the likelier; comparable only with other candidates of the same search. */
  readonly score: number;
}

/** A page with fewer boxes is no checklist, unless its name says so. */
const FEWEST_ITEMS = 3;

/** Folders whose Markdown is somebody else's, generated, an example, put away, or written for agents. */
const EXCLUDED_FOLDERS: ReadonlySet<string> = new Set(
  [
    'node_modules bower_components vendor vendored third_party third-party thirdparty 3rdparty external',
    'externals deps site-packages venv pods carthage dist build out target coverage _site',
    'test tests __tests__ testdata test-data fixtures __fixtures__ e2e snapshots __snapshots__',
    'example examples sample samples demo demos',
    'archive archives archived _archive completed done old deprecated legacy',
    'template templates _templates issue_template pull_request_template skeleton',
    'agents commands skills prompts rules i18n locales translations',
  ].flatMap((names) => names.split(' ')),
);

/** Files that tell agents or contributors how to work, and templates. */
const EXCLUDED_NAME =
  /^(agents?|claude|gemini|copilot-instructions|skill|cursorrules|changelog|changes|history|news|license|code_of_conduct|security|pull_request_template|issue_template)$|template|boilerplate|\.(agent|prompt|instructions|chatmode)$/;

/** Of the hidden folders, agents' and tools' for the most part, those that hold plans. */
const HIDDEN_PLACE = /^\.(plan|task|todo|backlog|roadmap|milestone|spec|doc|project|release)/;

const MARKDOWN_NAME = /\.(md|markdown)$/i;

const HAS_BOX = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ \txX]\][ \t]+\S/m;

/** Which hidden folders a search looks into: those that hold plans by their name, or all of them. */
export type HiddenFolders = 'of-plans' | 'all';

/** Whether a file is worth reading in the search for checklists that may be the plan; forward slashes. */
export function isPlanCandidatePath(path: string, hidden: HiddenFolders = 'of-plans'): boolean {
  const names = path.toLowerCase().split('/');
  const file = names.pop() ?? '';
  return (
    MARKDOWN_NAME.test(file) &&
    !EXCLUDED_NAME.test(file.replace(MARKDOWN_NAME, '')) &&
    !names.some((name) => EXCLUDED_FOLDERS.has(name)) &&
    (hidden === 'all' ||
      names.every(
        (name) => !name.startsWith('.') || HIDDEN_PLACE.test(name) || names.join('/') === '.github',
      ))
  );
}

/** Ranks the checklists among the texts, best first; pages without boxes are left out. */
export function discoverPlans(
  candidates: ReadonlyArray<{ readonly path: string; readonly text: string }>,
): PlanCandidate[] {
  const files = candidates
    .filter(({ text }) => HAS_BOX.test(text))
    .map(({ path, text }) => assessChecklist(parsePlanFile(path, text)))
    .filter((file) => file.open + file.done >= (nameScore(file.path) > 0 ? 1 : FEWEST_ITEMS));
  const { trackers, others } = findTrackers(files);
  return [...trackers.map(trackerCandidate), ...others.map(fileCandidate)].sort(
    (a, b) => b.score - a.score || (a.glob < b.glob ? -1 : a.glob > b.glob ? 1 : 0),
  );
}

function fileCandidate({ path, ...facts }: AssessedChecklist): PlanCandidate {
  return { glob: globOfPath(path), kind: 'file', paths: [path], ...facts };
}

function trackerCandidate({ glob, checklists }: Tracker): PlanCandidate {
  const sum = (of: (checklist: AssessedChecklist) => number): number =>
    checklists.reduce((total, checklist) => total + of(checklist), 0);
  const open = sum((checklist) => checklist.open);
  const done = sum((checklist) => checklist.done);
  const score =
    sum((checklist) => checklist.score - countScore(checklist.open, checklist.done)) / checklists.length;
  return {
    glob,
    kind: 'folder',
    paths: checklists.map(({ path }) => path).sort(),
    milestones: sum((checklist) => checklist.milestones),
    open,
    done,
    score: score + countScore(open, done),
  };
}
