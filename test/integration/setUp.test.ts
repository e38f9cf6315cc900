import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { wantedOf } from '../support/setUp.mjs';
import { inFolder } from '../support/temporaryFolder.ts';

/** A checkout whose lockfile is of second 100, with packages installed at `installed`, or none. */
function checkout(folder: string, installed: number | null, modules = path.join(folder, 'node_modules')) {
  mkdirSync(folder, { recursive: true });
  const lockfile = path.join(folder, 'package-lock.json');
  writeFileSync(lockfile, '{}');
  utimesSync(lockfile, 100, 100);
  if (installed === null) return;
  mkdirSync(modules, { recursive: true });
  const record = path.join(modules, '.package-lock.json');
  writeFileSync(record, '{}');
  utimesSync(record, installed, installed);
}

const wants = (installed: number | null, expected: string) =>
  inFolder(async (folder) => {
    checkout(folder, installed);
    assert.equal(await wantedOf(folder), expected);
  });

const wantsThroughLink = (installed: number | null, expected: string) =>
  inFolder(async (folder) => {
    const [mine, others] = [path.join(folder, 'mine'), path.join(folder, 'others')];
    checkout(mine, null);
    checkout(others, installed);
    symlinkSync(path.join(others, 'node_modules'), path.join(mine, 'node_modules'));
    assert.equal(await wantedOf(mine), expected);
  });

describe('the packages of a checkout', () => {
  it('none: they are installed', wants(null, 'install'));
  it('older than the lockfile: they are installed', wants(99, 'install'));
  it('as new as the lockfile: nothing is done', wants(100, 'nothing'));
  it('another’s, older: they are left alone', wantsThroughLink(99, 'install-where-linked'));
  it('another’s, emptied: they are left alone', wantsThroughLink(null, 'install-where-linked'));
  it('another’s, as new: nothing is done', wantsThroughLink(100, 'nothing'));
});
