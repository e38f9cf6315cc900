import assert from 'node:assert/strict';
import { parseRemote } from '../../../../src/core/history/remote.ts';

describe('the address of a remote', () => {
  it('tells the host where its name or its path does', () => {
    const hosts: ReadonlyArray<readonly [string, string | null]> = [
      ['https://github.com/acme/app.git', 'github'],
      ['git@gitlab.acme.example:acme/app.git', 'gitlab'],
      ['https://invent.kde.org/acme/app', 'gitlab'],
      ['https://codeberg.org/acme/app', 'gitea'],
      ['https://projects.blender.org/acme/app', 'gitea'],
      ['https://acme.googlesource.com/app', 'gerrit'],
      ['https://review.acme.example/app', 'gerrit'],
      ['https://codereview.acme.example/app', 'gerrit'],
      ['https://preview.acme.example/app', null],
      ['/srv/git/app', null],
    ];
    for (const [address, host] of hosts) assert.equal(parseRemote(address)?.host, host, address);
  });
});
