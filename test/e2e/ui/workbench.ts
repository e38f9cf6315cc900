import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../support/command.mjs';
import type { Locator, Page } from '../../support/editor/browser.mjs';
import { buildSampleRepository } from '../../support/sampleRepository.mjs';
import { makeTemporary } from '../../support/temporary.mjs';
import { type EditorKind, useEditor } from './editor.ts';
import { fromTopToBottom, readCaret } from './readPage.ts';

/** How long anything may take on a machine that others keep busy; no promise is measured by it. */
const PATIENCE_MS = 45_000;

/** How long a click or a key may go without a sign of having been heard. */
const CLICK_MS = 4_000;

const SCREENSHOTS = path.join(root, 'test/e2e/screenshots');

/** The workbench of VS Code as a person uses it, on one folder. */
export class Workbench {
  readonly page: Page;
  readonly folder: string;

  constructor(page: Page, folder: string) {
    this.page = page;
    this.folder = folder;
  }

  /** Another window on the same folder, closed with this one. */
  async openAnother(): Promise<Workbench> {
    const page = await this.page.context().newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(this.page.url());
    await page.locator('.monaco-workbench .part.statusbar').waitFor();
    return new Workbench(page, this.folder);
  }

  /** Shows a view container by its title in the activity bar. */
  async openView(title: string): Promise<void> {
    const tab = this.page.locator('.activitybar').getByRole('tab', { name: title });
    await tab.waitFor();
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    await this.page.mouse.move(640, 300); // no tooltip over the view
    await this.page.locator('.sidebar .composite.title').getByText(title, { exact: false }).first().waitFor();
  }

  /** Runs a command from the palette, by its title with its category. */
  async runCommand(title: string): Promise<void> {
    // The palette lists what can be run at the moment in which it is opened.
    for (let tries = 3; ; tries--) {
      await this.openQuickInput('F1');
      await this.quickInput.fill(`>${title}`);
      const option = this.page.locator('.quick-input-widget').getByRole('option', { name: title }).first();
      const isListed = await option.waitFor({ timeout: 7_000 }).then(
        () => true,
        () => tries === 0,
      );
      if (isListed) return option.click();
      await this.page.keyboard.press('Escape');
    }
  }

  /** The input of the quick pick or input box that is open. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget .quick-input-box input');
  }

  /** Opens the quick input by a key, pressed again where the workbench was not yet there to hear it. */
  async openQuickInput(key: string): Promise<void> {
    for (let left = 5; left > 0; left -= 1) {
      await this.page.keyboard.press(key);
      const isOpen = await this.quickInput.waitFor({ timeout: CLICK_MS }).then(
        () => true,
        () => false,
      );
      if (isOpen) return;
    }
    await this.quickInput.waitFor();
  }

  /** Chooses from the quick pick that is open. */
  async choose(label: string | RegExp): Promise<void> {
    await this.page.locator('.quick-input-widget').getByRole('option', { name: label }).first().click();
  }

  /** Answers the input box that is open. */
  async answer(text: string): Promise<void> {
    await this.quickInput.fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** A tree by the title of its view. */
  tree(title: string): Locator {
    return this.page.getByRole('tree', { name: title });
  }

  /** A row of a tree by its label, or a part of it. */
  row(tree: string, label: string | RegExp): Locator {
    return this.tree(tree).getByRole('treeitem', { name: label }).first();
  }

  /** The rows of a tree that are on the screen, from top to bottom: `label`, or `label | description`. */
  async rows(tree: string): Promise<string[]> {
    const rows = this.tree(tree).getByRole('treeitem');
    const texts = await fromTopToBottom(rows, ['.label-name', '.label-description']);
    return texts.map((parts) => parts.map((part) => part.trim()).join(' | '));
  }

  /** Opens a row's children, unless they are open. */
  async expand(tree: string, label: string | RegExp): Promise<void> {
    const row = this.row(tree, label);
    if ((await row.getAttribute('aria-expanded')) === 'false')
      await row.locator('.monaco-tl-twistie').click();
  }

  /** The checkbox of a row. */
  checkbox(tree: string, label: string | RegExp): Locator {
    return this.row(tree, label).getByRole('checkbox');
  }

  /**
   * Clicks, and again where nothing came of it: the editor drops a click on a row that it draws anew in that moment, as it
   * does a person's.
   */
  async clickUntil(target: Locator, what: string, came: () => Promise<boolean>): Promise<void> {
    for (let left = 5; left > 0; left -= 1) {
      await target.click({ timeout: CLICK_MS }).catch((error: Error) => {
        if (error.name !== 'TimeoutError') throw error;
      });
      for (const end = Date.now() + CLICK_MS; Date.now() < end; ) {
        if (await came()) return;
        await this.page.waitForTimeout(50);
      }
    }
    await this.until(what, came, (is) => is);
  }

  /** Ticks a row's box, or takes the tick back. `came` tells of what may come instead: the box is then as it was. */
  async tick(
    tree: string,
    label: string | RegExp,
    { checked = true, came = async () => false }: { checked?: boolean; came?: () => Promise<boolean> } = {},
  ): Promise<void> {
    const box = this.checkbox(tree, label);
    await box.waitFor();
    const open = box.and(this.page.locator(`[aria-checked="${!checked}"]`));
    const isHeard = async () =>
      (await came()) || (await box.getAttribute('aria-checked')) === String(checked);
    await this.clickUntil(open, `the box of ${label} to be clicked`, isHeard);
  }

  /** A status bar item by the id its extension gave it. */
  statusItem(id: string): Locator {
    return this.page.locator(`.statusbar-item[id="cairn-dev.cairn.${id}"]`);
  }

  /** The badge of Cairn's view container, by what it says. */
  badge(text: RegExp): Locator {
    return this.page.locator('.activitybar').getByRole('tab', { name: text }).locator('.badge-content');
  }

  /** A notification that shows this text. */
  toast(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text });
  }

  /** Types into the commit box of the Source Control view, which this opens. */
  async typeCommitMessage(text: string): Promise<void> {
    await this.openSourceControl();
    await this.page.locator('.scm-editor').first().click();
    await this.page.keyboard.type(text);
  }

  /** What the commit box holds. */
  async commitMessage(): Promise<string> {
    await this.openSourceControl();
    const box = this.page.locator('.scm-editor').first().locator('.view-lines');
    const lines = await fromTopToBottom(box.locator('.view-line'), [':scope > span']);
    return lines.map((parts) => parts.join('')).join('\n');
  }

  /** Where the caret of the commit box is. */
  async commitCaret(): Promise<{ readonly line: number; readonly atEnd: boolean }> {
    return this.page.locator('.scm-editor').first().evaluate(readCaret);
  }

  async openSourceControl(): Promise<void> {
    const tab = this.page.locator('.activitybar').getByRole('tab', { name: /Source Control/ });
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    await this.page.locator('.scm-editor').first().waitFor();
  }

  /** Opens a file of the folder in an editor. */
  async openFile(name: string): Promise<void> {
    await this.openQuickInput('Control+P');
    await this.quickInput.fill(name);
    await this.choose(name);
    await this.page.locator('.tabs-container').getByRole('tab', { name }).waitFor();
  }

  /** Asks again until the answer satisfies, or fails showing the last answer. */
  async until<T>(what: string, ask: () => Promise<T>, satisfies: (answer: T) => boolean): Promise<T> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await ask();
      if (satisfies(answer)) return answer;
      if (Date.now() > end)
        throw new Error(
          `Waited ${PATIENCE_MS} ms for ${what}; the last answer was ${JSON.stringify(answer)}`,
        );
      await this.page.waitForTimeout(100);
    }
  }

  /** Keeps a picture of the window under test/e2e/screenshots. */
  async screenshot(name: string): Promise<void> {
    await mkdir(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
  }
}

interface WorkbenchOptions {
  /** Builds the folder to open; the sample repository by default. */
  readonly build?: (folder: string) => Promise<void>;
  /** The window's size in pixels. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly kind?: EditorKind;
  /** Environment of an editor of its own, given a folder for it. */
  readonly env?: (folder: string) => Promise<Record<string, string>>;
  /** Called before the page loads anything. */
  readonly onPage?: (page: Page) => void;
}

/**
 * Opens the workbench on a fresh folder for the suite that calls it, and closes it after the suite.
 * The function it returns gives the workbench, from the first hook or test on.
 */
export function useWorkbench({ build, size, kind, env, onPage }: WorkbenchOptions = {}): () => Workbench {
  let workbench: Workbench | undefined;
  let temporary: string | undefined;

  before('open the workbench', async () => {
    temporary = await makeTemporary('ui');
    const folder = path.join(temporary, 'ferryman');
    await (build ?? buildSampleRepository)(folder);
    const { server, browser } = await useEditor(kind, await env?.(temporary));
    const context = await browser.newContext({ viewport: size ?? { width: 1280, height: 800 } });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    onPage?.(page);
    workbench = new Workbench(page, folder);
    await page.goto(server.url(folder));
    await page.locator('.monaco-workbench .part.statusbar').waitFor();
  });

  afterEach(async function pictureOfFailure() {
    const test = this.currentTest;
    if (test?.state === 'failed')
      await workbench?.screenshot(`failed ${test.fullTitle().replaceAll(/[^\w ]/g, '')}`);
  });

  after('close the workbench', async () => {
    await workbench?.page.context().close();
    if (temporary) await rm(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  return () => {
    if (!workbench) throw new Error('The workbench is open only in hooks and tests');
    return workbench;
  };
}
