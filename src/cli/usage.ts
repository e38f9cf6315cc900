/** What `cairn --help` prints. */
export const USAGE = `cairn: which commits moved which milestone item, and whether the release is moving

usage: cairn <command> [-C DIR] [--plan GLOB]... [--json] [options]

  -C DIR       the repository (default: where you are)
  --plan GLOB  the plan's files, relative to the repository's root wherever you are (default: cairn.planFiles of
               .vscode/settings.json, else MILESTONES.md)
  --json       machine-readable, with a schemaVersion

what is
  status   milestones with progress, drift, streak   [--at REF] [--now ISO] [--me EMAIL]...
  plan     the plan as read                          [--at REF]
  links    each commit with its PR, issues and goals [--at REF] [--since DATE] [--max N] [--all] [--stdin]
                                                     [--remote URL]
           --explain SHA: which rule fired, and what else was possible
  drift    the verdict on my recent work             [--at REF] [--now ISO] [--me EMAIL]... [--fail]
           --history: what it would have warned of   [--at REF] [--now ISO] [--me EMAIL]... | [--author EMAIL]...
                                                     | [--all-authors]
  next     the one line to work on next, and why     [--at REF] [--now ISO] [--me EMAIL]...
  check    the plan's problems                       [--at REF] [--fail]
  report   --week: what my last seven days moved, as Markdown   [--now ISO]

what is done (LINE: an id, or the whole title of one line)
  start LINE           make it the active micro-goal; prints its id, which it is given if it has none
  stop                 no micro-goal is active
  done LINE            tick it
  drop LINE            take it out of all totals
  add TITLE            a new item of the first unfinished milestone; [--under LINE] of that heading or item
  split LINE STEP...   new micro-goals of the item
  align LINE COMMIT... these commits moved it; prints its id, as start does
  snooze REASON        no drift warning until --until ISO, for a reason that only you see
  tag ID               the message on standard input, tagged; --message-file F edits that file. Messages that are
                       other commits' (fixup!, squash!, merges, reverts) or outside the plan stay as they are

for git
  merge    two versions of a plan, as git's merge driver   BASE OURS THEIRS PATH; the result is in OURS
           --install: let git merge this clone's plan files so (--uninstall takes it back)
  hook     the active micro-goal's tag in the message of git commit -m, as git's prepare-commit-msg hook
           --install: in this clone, beside a hook that is there (--uninstall takes it back)   FILE SOURCE

exit status
  0  done
  1  drift found under drift --fail, problems under check --fail, markers left by merge
  2  wrong usage, not a repository, a plan that cannot be read, or, under --fail, none; standard error says what
`;
