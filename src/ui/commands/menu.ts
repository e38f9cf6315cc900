import * as vscode from 'vscode';
import { COMMANDS, type CommandId, SETTINGS_SECTION } from '../../ids.ts';
import type { Target } from '../tree/node.ts';
import { type Option, openRoots, pick, shownText } from './choose.ts';
import type { Command, CommandNeeds } from './command.ts';

interface Choice {
  readonly command: CommandId | 'workbench.action.openSettings';
  readonly argument?: unknown;
}

/** What is sensible now, most pressing first: what the status bar item opens. */
export const menu: Command = async (needs) => {
  const options = [...goalOptions(needs), ...driftOptions(needs), ...planOptions(needs)];
  const choice = await pick(options, needs.texts.t('Cairn'));
  if (choice) await vscode.commands.executeCommand(choice.command, choice.argument);
};

function goalOptions(needs: CommandNeeds): ReadonlyArray<Option<Choice>> {
  const { t, timeLeft, nextWhy, proposal } = needs.texts;
  const roots = openRoots(needs, true);
  const options: Option<Choice>[] = [];
  for (const { root, snapshot } of roots) {
    const { active, next } = snapshot;
    if (active) {
      const title = shownText(active.title, 60);
      const left = timeLeft(active.startedAt.seconds, active.estimateMinutes, needs.now().seconds);
      const argument = lineTarget(root, active.id);
      options.push(
        option('check', t('{0} Is Done', title), left, { command: COMMANDS.done, argument }),
        option('tag', t('Tag the Commit Message'), `^${active.id}`, {
          command: COMMANDS.insertTag,
          argument,
        }),
        option('debug-stop', t('Stop {0}', title), '', { command: COMMANDS.stop, argument }),
      );
    } else if (next !== null) {
      const state = snapshot.byKey.get(next);
      if (state && 'item' in state) {
        const why = snapshot.nextWhy ? nextWhy(snapshot.nextWhy) : '';
        const argument = lineTarget(root, next);
        options.push(
          option('play', t('Start “{0}”', shownText(state.item.title, 60)), why, {
            command: COMMANDS.start,
            argument,
          }),
        );
      }
    }
    for (const one of snapshot.proposals.slice(0, 3)) {
      const argument = lineTarget(root, one.item);
      options.push(
        option('question', t('Tick “{0}”', shownText(one.title, 60)), proposal(one), {
          command: COMMANDS.acceptProposal,
          argument,
        }),
      );
    }
  }
  if (roots.length > 0) {
    options.push(option('list-selection', t('Start Another Micro-Goal…'), '', { command: COMMANDS.start }));
  }
  return options;
}

function driftOptions(needs: CommandNeeds): ReadonlyArray<Option<Choice>> {
  const { t, verdict } = needs.texts;
  const options: Option<Choice>[] = [];
  for (const { root, snapshot } of openRoots(needs, true)) {
    const drift = snapshot.drift.verdicts.find(({ code }) => code !== 'not-watching');
    if (!drift) continue;
    const argument: Target = { kind: 'drift', root };
    options.push(
      option('link', t('Align Commits…'), verdict(drift, needs.now()), {
        command: COMMANDS.alignCommits,
        argument,
      }),
      option('milestone', t('Set Two Checkpoints…'), '', { command: COMMANDS.setTwoCheckpoints, argument }),
      snapshot.drift.snoozed === null
        ? option('bell-slash', t('Snooze the Warning…'), '', { command: COMMANDS.snooze, argument })
        : option('bell', t('End Snooze'), shownText(snapshot.drift.snoozed.reason, 60), {
            command: COMMANDS.endSnooze,
            argument,
          }),
    );
  }
  if (options.length === 0 && openRoots(needs, true).some(({ snapshot }) => snapshot.history.commits > 0)) {
    options.push(option('history', t('Would Cairn Have Warned Me?'), '', { command: COMMANDS.pastEpisodes }));
  }
  options.push(
    needs.deepWork.session
      ? option('debug-stop', t('End Deep Work'), shownText(needs.deepWork.session.goal, 60), {
          command: COMMANDS.stopDeepWork,
        })
      : option('watch', t('Start Deep Work'), '', { command: COMMANDS.startDeepWork }),
  );
  return options;
}

function planOptions(needs: CommandNeeds): ReadonlyArray<Option<Choice>> {
  const { t } = needs.texts;
  const withPlan = openRoots(needs, true).length > 0;
  return [
    ...(withPlan
      ? [
          option('add', t('Add a Checklist Item…'), '', { command: COMMANDS.addItem }),
          option('go-to-file', t('Open the Plan'), '', { command: COMMANDS.openPlan }),
        ]
      : [
          option('new-file', t('Create a Plan…'), '', { command: COMMANDS.createPlan }),
          option('checklist', t('Use a Checklist from this Repository…'), '', {
            command: COMMANDS.choosePlan,
          }),
        ]),
    option('gear', t('Settings'), '', {
      command: 'workbench.action.openSettings',
      argument: `${SETTINGS_SECTION}.`,
    }),
  ];
}

const option = (icon: string, label: string, description: string, value: Choice): Option<Choice> => ({
  label: `$(${icon}) ${label}`,
  description,
  value,
});

const lineTarget = (root: string, key: string): Target => ({ kind: 'line', root, key });
