import assert from 'node:assert/strict';
import { type Extension, extensions } from 'vscode';

/** The extension under test. */
export function cairn(): Extension<unknown> {
  const extension = extensions.getExtension('cairn-dev.cairn');
  assert.ok(extension, 'the extension cairn-dev.cairn is not installed');
  return extension;
}

/** Asks again until the answer is given, or fails saying what it waited for. */
export async function eventually<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  everyMs = 50,
): Promise<T> {
  const end = Date.now() + 15_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`Waited 15 s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
