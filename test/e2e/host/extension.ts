import assert from 'node:assert/strict';
import { type Extension, extensions } from 'vscode';

/** The extension under test. */
export function cairn(): Extension<unknown> {
  const extension = extensions.getExtension('cairn-dev.cairn');
  assert.ok(extension, 'the extension cairn-dev.cairn is not installed');
  return extension;
}

/** How long anything may take on a machine that others keep busy; no promise is measured by it. */
const PATIENCE_MS = 45_000;

/** Asks again until the answer is given, or fails saying what it waited for. */
export async function eventually<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  everyMs = 50,
): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`Waited ${PATIENCE_MS} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
