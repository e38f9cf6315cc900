import type { Locator } from '../../support/editor/browser.mjs';

/** The workbench draws spaces as no-break ones. */
const withSpaces = (text: string): string => text.replaceAll('\u00a0', ' ');

/** What of an element of the page is read: the tests are not typed for a browser. */
interface PageElement {
  readonly textContent: string | null;
  querySelectorAll(part: string): Iterable<PageElement>;
  getBoundingClientRect(): { readonly y: number; readonly right: number };
}

/** Runs in the page, at one moment: what was found may be gone or drawn anew at the next. */
const readPlaced = (found: readonly PageElement[], parts: readonly string[]) =>
  found.map((one) => ({
    texts: parts.flatMap((part) => [...one.querySelectorAll(part)].map((inner) => inner.textContent ?? '')),
    y: one.getBoundingClientRect().y,
  }));

/** Runs in the page: on which line the caret of an editor is drawn, from 0, and whether that is where the line ends. */
export const readCaret = (editor: PageElement) => {
  const [caret] = [...editor.querySelectorAll('.cursors-layer .cursor')].map((one) =>
    one.getBoundingClientRect(),
  );
  const lines = [...editor.querySelectorAll('.view-line > span')]
    .map((one) => one.getBoundingClientRect())
    .toSorted((a, b) => a.y - b.y);
  const line = lines.findIndex(({ y }) => caret !== undefined && Math.abs(y - caret.y) < 5);
  const end = lines[line]?.right ?? 0;
  return { line, atEnd: caret !== undefined && Math.abs(caret.right - end) < 5 };
};

/** The texts of `parts` in each, in the order on the screen: lists are not drawn in order. */
export async function fromTopToBottom(found: Locator, parts: readonly string[]): Promise<string[][]> {
  const placed = await found.evaluateAll(readPlaced, parts);
  return placed
    .toSorted((a, b) => a.y - b.y)
    .map(({ texts }) => texts.map((text) => withSpaces(text).trimEnd()));
}
