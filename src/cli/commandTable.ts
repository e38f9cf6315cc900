/** Every option, as node's parseArgs takes them. */
export const OPTIONS = {
  directory: { type: 'string', short: 'C' },
  plan: { type: 'string', multiple: true },
  at: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  since: { type: 'string' },
  max: { type: 'string' },
  all: { type: 'boolean' },
  stdin: { type: 'boolean' },
  remote: { type: 'string' },
  explain: { type: 'string' },
  now: { type: 'string' },
  me: { type: 'string', multiple: true },
  history: { type: 'boolean' },
  author: { type: 'string', multiple: true },
  'all-authors': { type: 'boolean' },
  fail: { type: 'boolean' },
  'message-file': { type: 'string' },
  install: { type: 'boolean' },
  uninstall: { type: 'boolean' },
  under: { type: 'string' },
  until: { type: 'string' },
  week: { type: 'boolean' },
} as const;

type OptionName = keyof typeof OPTIONS;

export const COMMON: readonly OptionName[] = ['directory', 'help'];

interface Words {
  readonly least: number;
  readonly most: number;
  readonly expected: string;
}

const NO_WORD: Words = { least: 0, most: 0, expected: 'no further word' };
const exactly = (count: number, expected: string): Words => ({ least: count, most: count, expected });

const ID = exactly(1, 'one id');
const LINE = exactly(1, 'the id or title of one line');

/** What each command takes beside the common options, and the words that follow it. */
export const COMMANDS = {
  status: { options: ['plan', 'json', 'at', 'now', 'me'], words: NO_WORD },
  plan: { options: ['plan', 'json', 'at'], words: NO_WORD },
  links: {
    options: ['plan', 'json', 'at', 'since', 'max', 'all', 'stdin', 'remote', 'explain'],
    words: NO_WORD,
  },
  drift: {
    options: ['plan', 'json', 'at', 'now', 'me', 'history', 'author', 'all-authors', 'fail'],
    words: NO_WORD,
  },
  next: { options: ['plan', 'json', 'at', 'now', 'me'], words: NO_WORD },
  check: { options: ['plan', 'json', 'at', 'fail'], words: NO_WORD },
  tag: { options: ['plan', 'message-file'], words: ID },
  start: { options: ['plan', 'json'], words: LINE },
  stop: { options: ['json'], words: NO_WORD },
  done: { options: ['plan', 'json'], words: LINE },
  drop: { options: ['plan', 'json'], words: LINE },
  add: { options: ['plan', 'json', 'under'], words: exactly(1, 'one title, in quotes') },
  split: {
    options: ['plan', 'json'],
    words: { least: 2, most: 100, expected: 'the id or title of one line, and its steps, each in quotes' },
  },
  align: {
    options: ['plan', 'json'],
    words: { least: 2, most: 1_000, expected: 'the id or title of one line, and its commits' },
  },
  snooze: { options: ['plan', 'json', 'until'], words: exactly(1, 'one reason, in quotes') },
  report: { options: ['plan', 'now', 'week'], words: NO_WORD },
  merge: {
    options: ['plan', 'json', 'install', 'uninstall'],
    words: exactly(4, 'BASE OURS THEIRS PATH, or --install or --uninstall'),
  },
  hook: {
    options: ['install', 'uninstall'],
    words: exactly(2, 'FILE SOURCE, or --install or --uninstall'),
  },
} as const satisfies Record<string, { options: readonly OptionName[]; words: Words }>;

export type CommandName = keyof typeof COMMANDS;

interface Clash {
  readonly command: CommandName;
  /** `words`: where words follow the command. */
  readonly option: OptionName | 'words';
  /** What it would leave unread. */
  readonly without?: readonly OptionName[];
  /** Without which it would be left unread. */
  readonly needs?: OptionName;
}

/** Options that do not go together. */
export const CLASHES: readonly Clash[] = [
  { command: 'links', option: 'explain', without: ['since', 'max', 'all', 'stdin'] },
  // With --all, --stdin says what is so anyway: the whole history is looked at.
  { command: 'links', option: 'stdin', without: ['since', 'max'] },
  { command: 'links', option: 'all', without: ['max'] },
  { command: 'drift', option: 'history', without: ['fail'] },
  { command: 'drift', option: 'author', without: ['all-authors', 'me'], needs: 'history' },
  { command: 'drift', option: 'all-authors', needs: 'history' },
  { command: 'merge', option: 'words', without: ['plan'] },
  { command: 'merge', option: 'install', without: ['uninstall', 'json'] },
  { command: 'merge', option: 'uninstall', without: ['plan', 'json'] },
  { command: 'hook', option: 'install', without: ['uninstall'] },
];
