import type { Request, Result, Stopwatch } from './measured.ts';

/** Runs the named contender, each from a module that is loaded for it alone. */
export async function runContender(request: Request, watch: Stopwatch): Promise<Result['figures']> {
  switch (request.contender) {
    case 'idle':
      return {};
    case 'git-log':
      return (await import('./gitLog.ts')).countBytes(request, watch);
    case 'naive':
      return (await import('./gitLog.ts')).splitAll(request, watch);
    case 'simple-git':
      return (await import('./simpleGit.ts')).logBySimpleGit(request, watch);
    case 'isomorphic-git':
      return (await import('./isomorphicGit.ts')).logByIsomorphicGit(request, watch);
    case 'plan':
      return (await import('./largePlan.ts')).workOnPlan(request, watch);
    case 'first-tree':
    case 'open':
    case 'refresh':
    case 'refresh-new-commit':
      return (await import('./cairnSnapshot.ts')).takeSnapshots(request, watch);
    default:
      return (await import('./cairnIndex.ts')).readHistory(request, watch);
  }
}
