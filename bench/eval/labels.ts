import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One labelled commit, as the data's README describes it. */
export interface Label {
  readonly id: string;
  readonly convention: string;
  readonly repo: string | null;
  readonly remote: string;
  readonly sha: string;
  readonly date: string;
  readonly parents: number;
  readonly subject: string;
  readonly body: string;
  readonly expected: {
    readonly pr: number | null;
    readonly host: string | null;
    readonly issues?: readonly number[];
    readonly issues_scored?: boolean;
    readonly accept?: readonly (number | null)[];
    readonly also?: readonly number[];
  };
  readonly mentions?: readonly number[];
  readonly decidable: string;
  readonly note: string;
}

export function readLabels(file: string): Label[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, at) => (line.trim() === '' ? [] : [toLabel(JSON.parse(line), at)]));
}

/** Labels of messages that were written for the data have neither repository nor sha. */
function toLabel(entry: Partial<Label> & Pick<Label, 'id' | 'expected'>, at: number): Label {
  return {
    convention: 'written',
    repo: null,
    remote: '',
    sha: (at + 1).toString(16).padStart(40, '0'),
    date: '2020-01-01T00:00:00+00:00',
    parents: 1,
    subject: '',
    body: '',
    decidable: 'message',
    note: '',
    ...entry,
  };
}

/** Where a clone of `owner/name` lies: `owner+name/repo`, `owner+name`, `owner/name`, `name`, with or without `.git`. */
export function findClone(repos: string | null, repo: string): string | null {
  if (repos === null) return null;
  const [owner = '', name = ''] = repo.split('/');
  const places = [`${owner}+${name}/repo`, `${owner}+${name}`, `${owner}/${name}`, name];
  const found = places
    .flatMap((place) => [place, `${place}.git`])
    .map((place) => path.join(repos, place))
    .find((folder) => existsSync(path.join(folder, 'HEAD')) || existsSync(path.join(folder, '.git')));
  return found ?? null;
}
