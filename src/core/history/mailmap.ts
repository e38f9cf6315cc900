import type { Person } from './commit.ts';

/** A mailmap: from the identity a commit records to the one it is known by. */
export type Mailmap = (recorded: Person) => Person;

interface Replacement {
  name?: string;
  email?: string;
}

interface Entry extends Replacement {
  /** Entries that hold for one recorded name only, by that name in lower case. */
  readonly byName: Map<string, Replacement>;
}

/**
 * Parses a mailmap (format: gitmailmap(5)); lines that are not of its forms are ignored, as git does. Addresses and
 * recorded names are compared without regard to case; a later line overrides an earlier one, field by field.
 */
export function parseMailmap(text: string): Mailmap {
  const entries = new Map<string, Entry>();
  for (const line of text.split('\n')) addLine(entries, line);
  return (recorded) => {
    const entry = entries.get(recorded.email.toLowerCase());
    const found: Replacement | undefined = entry?.byName.get(recorded.name.toLowerCase()) ?? entry;
    if (found === undefined) return recorded;
    return { name: found.name ?? recorded.name, email: found.email ?? recorded.email };
  };
}

function addLine(entries: Map<string, Entry>, line: string): void {
  if (line.startsWith('#')) return;
  const first = identity(line);
  if (first === null) return;
  const second = identity(first.rest);
  const recorded = second ?? first;
  if (second === null && first.name === '') return;
  const key = recorded.email.toLowerCase();
  const entry: Entry = entries.get(key) ?? { byName: new Map() };
  entries.set(key, entry);
  const target: Replacement = second === null || second.name === '' ? entry : namedEntry(entry, second.name);
  if (first.name !== '') target.name = first.name;
  if (second !== null) target.email = first.email;
}

function namedEntry(entry: Entry, name: string): Replacement {
  const key = name.toLowerCase();
  const named: Replacement = entry.byName.get(key) ?? {};
  entry.byName.set(key, named);
  return named;
}

/** `Name <email>` at the start of `text`; the name may be empty. */
function identity(text: string): (Person & { readonly rest: string }) | null {
  const open = text.indexOf('<');
  const close = text.indexOf('>', open);
  if (open === -1 || close === -1) return null;
  return {
    name: text.slice(0, open).trim(),
    email: text.slice(open + 1, close).trim(),
    rest: text.slice(close + 1),
  };
}
