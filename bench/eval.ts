import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { scoreBlindRounds } from './eval/blindRounds.ts';
import { scoreDriftPart } from './eval/drift.ts';
import { scoreMembership } from './eval/membership.ts';
import type { Part } from './eval/part.ts';
import { scorePullRequests } from './eval/pullRequests.ts';
import { scoreSuggestions } from './eval/suggestions.ts';

const PARTS: ReadonlyMap<string, Part> = new Map([
  ['pull-requests', scorePullRequests],
  ['blind-rounds', scoreBlindRounds],
  ['membership', scoreMembership],
  ['drift', scoreDriftPart],
  ['suggestions', scoreSuggestions],
]);

/** @returns The process's exit status: 1 where a figure is under its floor, 2 for wrong usage. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      repos: { type: 'string' },
      part: { type: 'string', multiple: true },
    },
  });
  if (values.data === undefined || !existsSync(values.data)) {
    console.error(`eval: --data must name the folder of labelled data, got ${values.data ?? 'nothing'}`);
    return 2;
  }
  const options = {
    data: path.resolve(values.data),
    repos: values.repos === undefined ? null : path.resolve(values.repos),
  };
  const under: string[] = [];
  for (const [name, part] of PARTS) {
    if (values.part && !values.part.includes(name)) continue;
    console.log(`\n== ${name} ==`);
    under.push(...(await part(options)));
  }
  for (const failure of under) console.error(`under the floor: ${failure}`);
  return under.length > 0 ? 1 : 0;
}
