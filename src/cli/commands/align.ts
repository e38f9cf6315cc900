import { resolveCommit } from '../../io/git/readRepository.ts';
import type { CommandContext } from '../command.ts';
import { findTaskNamed } from '../findNamed.ts';
import { SCHEMA_VERSION } from '../json.ts';
import { performAction } from '../performAction.ts';

/** `cairn align LINE COMMIT...`: these commits moved the line. Prints its id. */
export async function runAlign(context: CommandContext): Promise<number> {
  const { options, place, terminal } = context;
  const [word = '', ...names] = options.words;
  const { line } = await findTaskNamed(context, word);
  const shas: string[] = [];
  for (const name of names) shas.push(await resolveCommit(place.runner, name));
  const id = await performAction(context, { kind: 'align', shas, key: line.key });
  const json = { schemaVersion: SCHEMA_VERSION, aligned: id, commits: shas };
  terminal.write(options.json ? `${JSON.stringify(json)}\n` : `${id}\n`);
  return 0;
}
