import { inRepository, type TestRepository } from './repository.ts';

/** A plan of which every kind of line is known to some commit. */
export const PLAN = `# Plan

## v1.0  due:2023-12-01 ^v1

- [ ] Sign the installers (#12) ^k3f9
  - [ ] Make a certificate ^p2xa
- [x] Write the notes
`;

/** A repository with a plan, a squash-merged pull request, a tagged commit and one outside the plan. */
export const planned = (body: (repository: TestRepository, shas: readonly string[]) => Promise<void>) =>
  inRepository(async (repository) => {
    repository.git('config', 'user.email', 'ada@example.com');
    repository.git('remote', 'add', 'origin', 'https://github.com/example/harbour');
    const shas = repository.commits([
      { message: 'Begin\n', files: { 'MILESTONES.md': PLAN.replace('[x]', '[ ]') } },
      { message: 'Sign on macOS (#34)\n\nPart of #12.\n', files: { 'sign.ts': 'one\n' } },
      { message: 'Make it\n\nMicro-Goal: p2xa done\n', files: { 'cert.ts': 'one\n' } },
      { message: 'Write the notes\n', files: { 'MILESTONES.md': PLAN } },
      { message: 'Tidy\n\nMicro-Goal: none (housekeeping)\n', files: { 'a.ts': 'one\n' } },
      { message: 'Unknown\n\nMicro-Goal: zz99\n', files: { 'b.ts': 'one\n' } },
    ]);
    repository.git('reset', '--quiet', '--hard');
    await body(repository, shas);
  });

/** Enough movements for a pace to be known. */
export const pace = () =>
  Array.from({ length: 5 }, (_, i) => ({
    message: `Step ${i}\n\nMicro-Goal: k3f9\n`,
    files: { 'sign.ts': `step ${i}\n` },
  }));

/** Small commits, two hours apart, each in another place. */
export const polish = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    message: `Polish ${i}\n`,
    date: `${1_700_010_000 + i * 7_200} +0000`,
    files: { [`area${i}/file.ts`]: `line ${i}\n` },
  }));
