import assert from 'node:assert/strict';
import { dataFolder, repositoryKey } from '../../../src/io/personal/dataFolder.ts';

const at = (platform: NodeJS.Platform, home: string, environment: Record<string, string>) =>
  dataFolder({ platform, home, environment });

describe('the data folder', () => {
  const cases: [string, string, string][] = [
    ['Linux', at('linux', '/home/ada', {}), '/home/ada/.local/share/cairn'],
    ['XDG_DATA_HOME', at('linux', '/home/ada', { XDG_DATA_HOME: '/data' }), '/data/cairn'],
    [
      'a relative XDG_DATA_HOME',
      at('linux', '/home/ada', { XDG_DATA_HOME: 'data' }),
      '/home/ada/.local/share/cairn',
    ],
    ['macOS', at('darwin', '/Users/ada', {}), '/Users/ada/Library/Application Support/Cairn'],
    ['Windows', at('win32', 'C:\\Users\\ada', {}), 'C:\\Users\\ada\\AppData\\Local\\Cairn'],
    ['LOCALAPPDATA', at('win32', 'C:\\Users\\ada', { LOCALAPPDATA: 'D:\\Local' }), 'D:\\Local\\Cairn'],
    ['CAIRN_HOME', at('linux', '/home/ada', { CAIRN_HOME: '/cairn', XDG_DATA_HOME: '/data' }), '/cairn'],
    ['an empty CAIRN_HOME', at('linux', '/home/ada', { CAIRN_HOME: '' }), '/home/ada/.local/share/cairn'],
  ];
  for (const [name, actual, expected] of cases) it(name, () => assert.equal(actual, expected));

  it('has a readable and distinct name for each repository', () => {
    assert.match(repositoryKey('/home/ada/my project/.git'), /^my-project-[0-9a-f]{16}$/);
    assert.notEqual(repositoryKey('/a/x/.git'), repositoryKey('/b/x/.git'));
    assert.match(repositoryKey('/'), /^root-[0-9a-f]{16}$/);
  });
});
