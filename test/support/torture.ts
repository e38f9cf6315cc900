import { appendFile } from 'node:fs/promises';

/** The full counts of docs/reliability.md instead of the quick ones (`npm run test:torture`). */
export const TORTURE = process.env['CAIRN_TORTURE'] === '1';

/** The quick count, or the full one. */
export function times(quick: number, full: number): number {
  return TORTURE ? full : quick;
}

/** One seed for every run, and in the full counts another each time; tests print them, and a failure names its own. */
export function seeds(): readonly number[] {
  return TORTURE ? [20_261_122, Math.floor(Math.random() * 2 ** 31)] : [20_261_122];
}

/** Tells the torture run what was measured for one promise of docs/reliability.md (P1 …); else nothing. */
export async function figure(promise: string, what: string, measured: string): Promise<void> {
  const file = process.env['CAIRN_FIGURES'];
  if (file !== undefined) await appendFile(file, `${JSON.stringify({ promise, what, measured })}\n`);
}
