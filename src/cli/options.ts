import { parseArgs } from 'node:util';

/** Wrong usage: exit status 2 and one line that says what and how to mend it. */
export class UsageError extends Error {}

const OPTIONS = {
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
} as const;

type OptionName = keyof typeof OPTIONS;

const COMMON: readonly OptionName[] = ['directory', 'plan', 'json', 'help'];

/** What each command takes beside the common options, and how many words follow it. */
const COMMANDS = {
  status: { options: ['at', 'now', 'me'], words: 0 },
  plan: { options: ['at'], words: 0 },
  links: { options: ['at', 'since', 'max', 'all', 'stdin', 'remote', 'explain'], words: 0 },
  drift: { options: ['at', 'now', 'me', 'history', 'author', 'all-authors', 'fail'], words: 0 },
  check: { options: ['at', 'fail'], words: 0 },
  tag: { options: ['message-file'], words: 1 },
  done: { options: [], words: 1 },
  merge: { options: ['install', 'uninstall'], words: 4 },
  hook: { options: ['install', 'uninstall'], words: 2 },
} as const satisfies Record<string, { options: readonly OptionName[]; words: number }>;

/** What is expected, by how many words follow. */
const WORDS: Readonly<Record<number, string>> = {
  0: 'no further word',
  1: 'one id',
  2: 'FILE SOURCE, or --install or --uninstall',
  4: 'BASE OURS THEIRS PATH, or --install or --uninstall',
};

export type CommandName = keyof typeof COMMANDS;

export interface Options {
  readonly command: CommandName;
  readonly words: readonly string[];
  /** `-C`: where the repository is; null for the current folder. */
  readonly directory: string | null;
  readonly plan: readonly string[];
  readonly at: string | null;
  readonly json: boolean;
  /** Unix seconds. */
  readonly since: number | null;
  readonly max: number | null;
  readonly all: boolean;
  readonly stdin: boolean;
  readonly remote: string | null;
  readonly explain: string | null;
  /** Unix seconds and the offset it was written with. */
  readonly now: { readonly seconds: number; readonly offsetMinutes: number } | null;
  readonly me: readonly string[];
  readonly history: boolean;
  readonly authors: readonly string[];
  readonly allAuthors: boolean;
  readonly fail: boolean;
  readonly messageFile: string | null;
  readonly uninstall: boolean;
}

/** Reads the arguments. Throws UsageError for what no command takes. `help` and `version` are for the caller to print. */
export function parseOptions(args: readonly string[]): Options | 'help' | 'version' {
  const { values, positionals } = parse(args);
  if (values.version) return 'version';
  if (values.help || (positionals.length === 0 && args.length === 0)) return 'help';
  const [name, ...words] = positionals;
  if (name === undefined || !isCommand(name)) {
    throw new UsageError(
      `expected a command (${Object.keys(COMMANDS).join(', ')}), got ${name === undefined ? 'none' : `"${name}"`}; see cairn --help`,
    );
  }
  const command = COMMANDS[name];
  const allowed = new Set<string>([...COMMON, ...command.options]);
  for (const option of Object.keys(values)) {
    if (!allowed.has(option)) throw new UsageError(`cairn ${name} takes no --${option}; see cairn --help`);
  }
  const count = values.install || values.uninstall ? 0 : command.words;
  if (words.length !== count) {
    const got = words.length === 0 ? 'none' : words.join(' ');
    throw new UsageError(`cairn ${name} takes ${WORDS[count]}, got ${got}`);
  }
  return {
    command: name,
    words,
    directory: values.directory ?? null,
    plan: values.plan ?? [],
    at: values.at ?? null,
    json: values.json ?? false,
    since: values.since === undefined ? null : parseInstant('since', values.since).seconds,
    max: values.max === undefined ? null : parseCount(values.max),
    all: values.all ?? false,
    stdin: values.stdin ?? false,
    remote: values.remote ?? null,
    explain: values.explain ?? null,
    now: values.now === undefined ? null : parseInstant('now', values.now),
    me: values.me ?? [],
    history: values.history ?? false,
    authors: values.author ?? [],
    allAuthors: values['all-authors'] ?? false,
    fail: values.fail ?? false,
    messageFile: values['message-file'] ?? null,
    uninstall: values.uninstall ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : String(cause)}; see cairn --help`, {
      cause,
    });
  }
}

const isCommand = (name: string): name is CommandName => Object.hasOwn(COMMANDS, name);

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`--max takes a whole number above 0, got "${text}"`);
  return Number(text);
}

const ISO = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** An ISO date or time. Without a zone it is the machine's own; a bare date is its first moment. */
function parseInstant(option: string, text: string): { seconds: number; offsetMinutes: number } {
  const found = ISO.exec(text);
  const date = new Date(found && !text.includes('T') ? `${text}T00:00` : text);
  if (!found || Number.isNaN(date.getTime())) {
    throw new UsageError(
      `--${option} takes an ISO date or time such as 2026-11-20T09:00+01:00, got "${text}"`,
    );
  }
  return { seconds: Math.floor(date.getTime() / 1000), offsetMinutes: offsetOf(found[1], date) };
}

function offsetOf(zone: string | undefined, date: Date): number {
  if (zone === undefined) return -date.getTimezoneOffset();
  if (zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
}

export const USAGE = `cairn: which commits moved which milestone item, and whether the release is moving

usage: cairn <command> [-C DIR] [--plan GLOB]... [--json] [options]

  status   milestones with progress, drift, streak   [--at REF] [--now ISO] [--me EMAIL]...
  plan     the plan as read                          [--at REF]
  links    each commit with its PR, issues and goals [--at REF] [--since DATE] [--max N] [--all] [--stdin]
                                                     [--remote URL] [--explain SHA]
  drift    the verdict on my recent work             [--at REF] [--now ISO] [--me EMAIL]... [--fail]
           --history: what it would have warned of   [--author EMAIL]... [--all-authors]
  check    the plan's problems                       [--at REF] [--fail]
  tag ID   the message on standard input, tagged     [--message-file F edits that file]
  done ID  tick the line with that id
  merge    two versions of a plan, as git's merge driver   BASE OURS THEIRS PATH; the result is in OURS
           --install: let git merge this clone's plan files so (--uninstall takes it back)
  hook     the active micro-goal's tag in the message of git commit -m, as git's prepare-commit-msg hook
           --install: in this clone, beside a hook that is there (--uninstall takes it back)   FILE SOURCE

exit status: 0 done; 1 drift found under drift --fail, problems under check --fail, markers left by
merge; 2 wrong usage, not a
repository, or an unreadable plan
`;
