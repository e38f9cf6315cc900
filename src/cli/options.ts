import { parseArgs } from 'node:util';
import { CLASHES, COMMANDS, COMMON, type CommandName, OPTIONS } from './commandTable.ts';
import { parseInstant } from './parseInstant.ts';
import { UsageError } from './usageError.ts';

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
  /** `add`: the id or title of what the new line goes under. */
  readonly under: string | null;
  /** `snooze`: Unix seconds and the offset it was written with. */
  readonly until: Options['now'];
  readonly week: boolean;
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
  const { least, most, expected } = command.words;
  const setsUp = values.install || values.uninstall;
  if (setsUp ? words.length > 0 : words.length < least || words.length > most) {
    const got = words.length === 0 ? 'none' : words.join(' ');
    throw new UsageError(`cairn ${name} takes ${setsUp ? 'no further word' : expected}, got ${got}`);
  }
  refuseClashes(name, new Set([...Object.keys(values), ...(words.length > 0 ? ['words'] : [])]));
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
    under: values.under ?? null,
    until: values.until === undefined ? null : parseInstant('until', values.until),
    week: values.week ?? false,
  };
}

/** Options that would be taken and ignored. */
function refuseClashes(name: CommandName, given: ReadonlySet<string>): void {
  for (const { command, option, without = [], needs } of CLASHES) {
    if (command !== name || !given.has(option)) continue;
    const shown = option === 'words' ? 'with files' : `--${option}`;
    const ignored = without.find((one) => given.has(one));
    if (ignored !== undefined)
      throw new UsageError(`cairn ${name} ${shown} takes no --${ignored}; see cairn --help`);
    if (needs !== undefined && !given.has(needs))
      throw new UsageError(`cairn ${name} ${shown} goes with --${needs}; see cairn --help`);
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    // What Node.js goes on to say, of arguments that begin with a dash, no command takes.
    const unknown = /^Unknown option '([^']+)'/.exec(said)?.[1];
    const problem = unknown === undefined ? said : `cairn takes no ${unknown}`;
    throw new UsageError(`${problem}; see cairn --help`, { cause });
  }
}

const isCommand = (name: string): name is CommandName => Object.hasOwn(COMMANDS, name);

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`--max takes a whole number above 0, got "${text}"`);
  return Number(text);
}
