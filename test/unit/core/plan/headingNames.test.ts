import assert from 'node:assert/strict';
import {
  beginsAsMilestone,
  isGenericTitle,
  isMilestoneName,
} from '../../../../src/core/plan/headingNames.ts';

describe('heading names', () => {
  const judge =
    (verb: string, judgement: (title: string) => boolean, expected: boolean) => (titles: string) => {
      for (const title of titles.split(' | ')) {
        it(`${verb} ${JSON.stringify(title)}`, () => assert.equal(judgement(title), expected));
      }
    };
  const begins = judge('begins as a milestone:', beginsAsMilestone, true);
  const beginsNot = judge('does not begin as one:', beginsAsMilestone, false);
  const named = judge('names a milestone:', isMilestoneName, true);
  const unnamed = judge('names none:', isMilestoneName, false);
  const generic = judge('says nothing:', isGenericTitle, true);
  const telling = judge('says something:', isGenericTitle, false);

  begins(
    'v1 | v1.0.3 | V2 beta | v2.x (March) | Release 1 | Release v2.0 | Version 1.2: speed | 1.2 | 1.2.3',
  );
  begins(
    '[1.2.0] - 2026-01-01 | 1.2.3-rc.1 | 2.0 release | 1.0 (stable) | Milestone 3 | Milestones | 🚀 v1.0 | 3. Milestone: x',
  );
  beginsNot(
    '1.1 Setup | 1. Setup | 12 | 3.2.1 Details | Release notes | Releases | versioning | vim | Beta | 2026',
  );

  named('Phase 2: API | Phase II | phase two | Sprint 14 | Iteration 3 | Wave 1 | M1 | M0 — contracts | R2');
  named('Alpha | Public beta | Beta 2 | GA | RC1 | MVP | MVP features | Post-MVP | Stable | Stable release');
  named(
    'Q3 2026 | 2026 Q3 | Q3 | Mid 2026 | Late 2026 | H1 2026 | March 2026 | 2026 | 2026-03 | Summer 2026',
  );
  named(
    'Near-term | Mid term goals | Long-term | Short-term | Now | Next | Next up | Later | Future | Future ideas | Backlog',
  );
  named('Next milestone: M3 | Zukünftiger Meilenstein: M4 | ✅ Phase 1 | **v2**');
  unnamed(
    'Setup | Phase out Python 2 | Marketing | R | Mobile | M | Next.js upgrade | Futures API | Stable sorting',
  );
  unnamed(
    'Backlog grooming rules | Nowhere | Later.js | Alphabetical order | Regarding | 10 things | Task 1',
  );

  generic(
    'Tasks | TODO | To-do | Checklist | Status | Release checklist | ✅ Acceptance Criteria | Implementation Tasks',
  );
  generic(
    'Success criteria | Next steps | Definition of Done |  | --- | README | release_checklist | Roadmap',
  );
  telling('Sign the installers | Tasks for the beta | v2 | Checklist for 2.0 | Installer roadmap');
});
