import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { contributes } from '../../../package.json';
import { parseSettings } from '../../../src/core/settings.ts';
import { Launcher } from '../../../src/io/launcher.ts';
import { openRepository, type RepositoryOptions } from '../../../src/io/repository.ts';
import { inRepository, type TestRepository } from '../../support/repository.ts';
import { inFolder } from '../../support/temporaryFolder.ts';

const DECLARED: Readonly<Record<string, { default?: unknown }>> = contributes.configuration.properties;
const { settings } = parseSettings(
  () => undefined,
  (name) => DECLARED[`cairn.${name}`]?.default,
);

/** A repository as the editor opens it, with Cairn at `/new/cli.cjs`, and a folder for the user's data. */
const opened = (
  mode: RepositoryOptions['mode'],
  body: (given: { dataFolder: string; file: string; repository: TestRepository }) => Promise<void>,
  after: (text: string | null) => void,
) =>
  inFolder((dataFolder) =>
    inRepository(async (repository) => {
      const file = path.join(dataFolder, 'cairn.sh');
      await body({ dataFolder, file, repository });
      const problems: unknown[] = [];
      const one = await openRepository({
        ...{ root: repository.folder, mode, dataFolder, program: ['node', '/new/cli.cjs'] },
        ...{ settings: () => settings, documents: { textOf: () => null, edit: async () => null } },
        cacheFolder: path.join(dataFolder, 'cache'),
        report: (problem) => problems.push(problem),
      });
      await sleep(200); // it is renewed beside the opening
      one.dispose();
      assert.deepEqual(problems, []);
      after(existsSync(file) ? readFileSync(file, 'utf8') : null);
    })(),
  );

const installed = async ({ dataFolder, repository }: { dataFolder: string; repository: TestRepository }) => {
  const commonDir = path.join(repository.folder, '.git');
  const clone = { folder: repository.folder, root: repository.folder, commonDir };
  await new Launcher(dataFolder, ['node', '/old/cli.cjs']).install(clone);
};

describe('the script that git starts Cairn by', () => {
  it(
    'follows Cairn when a window opens a repository',
    opened('git', installed, (text) => assert.match(text ?? '', /^exec 'node' '\/new\/cli\.cjs' "\$@"$/m)),
  );
  it(
    'is not made where nobody asked for it',
    opened(
      'git',
      async () => undefined,
      (text) => assert.equal(text, null),
    ),
  );
  it(
    'is left alone by an untrusted window',
    opened('restricted', installed, (text) => assert.match(text ?? '', /old/)),
  );
});
