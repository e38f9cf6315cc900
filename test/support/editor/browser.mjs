// The browser that shows the workbench: an installed Chromium, driven by playwright-core.
import { existsSync } from 'node:fs';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Where a Chromium is, or null. CHROMIUM names one.
 * @returns {string | null}
 */
export function findChromium() {
  const places = process.env['CHROMIUM'] ? [process.env['CHROMIUM']] : PLACES;
  return places.find((place) => existsSync(place)) ?? null;
}

/** Starts the browser, headless. */
export async function launchBrowser() {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error('No Chromium was found: install the package chromium, or name one in CHROMIUM.');
  // Loaded here, because setUp.mjs asks for findChromium before any package is installed.
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
