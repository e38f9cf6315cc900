const LOCKFILES = new Set([
  'bun.lock',
  'bun.lockb',
  'cargo.lock',
  'composer.lock',
  'deno.lock',
  'flake.lock',
  'gemfile.lock',
  'go.sum',
  'gradle.lockfile',
  'mix.lock',
  'npm-shrinkwrap.json',
  'package-lock.json',
  'package.resolved',
  'packages.lock.json',
  'pdm.lock',
  'pipfile.lock',
  'pnpm-lock.yaml',
  'podfile.lock',
  'poetry.lock',
  'pubspec.lock',
  'uv.lock',
  'yarn.lock',
]);

/** Folders whose content is built or copied from elsewhere, by the names that GitHub Linguist and build tools use. */
const FOLDERS = /(?:^|\/)(?:node_modules|vendor|third_party|dist|__snapshots__|__generated__|generated)\//u;
const SUFFIXES =
  /(?:\.min\.(?:js|css)|\.(?:js|css)\.map|\.snap|\.pb\.go|_pb2\.pyi?|\.g\.dart|\.designer\.cs)$/u;

/** Whether a machine writes the file: lockfiles, built and vendored files, snapshots, generated sources. */
export function isGenerated(path: string): boolean {
  const lower = path.toLowerCase();
  return (
    LOCKFILES.has(lower.slice(lower.lastIndexOf('/') + 1)) || FOLDERS.test(lower) || SUFFIXES.test(lower)
  );
}
