import * as vscode from 'vscode';
import { COMMANDS, type CommandName, GIVE_ID } from '../../ids.ts';
import { plainText } from '../../text.ts';
import { showError } from '../notify.ts';
import type { Target } from '../tree/node.ts';
import type { CommandBundle, CommandNeeds, IdForLine } from './command.ts';

/** Registers every command at once; their code is loaded by the first that runs. */
export function registerCommands(needs: CommandNeeds, load: () => Promise<CommandBundle>): vscode.Disposable {
  const names = Object.keys(COMMANDS) as CommandName[];
  const { texts, deepWork } = needs;
  const guarded = async (run: (bundle: CommandBundle) => Promise<void>) => {
    try {
      await run(await load());
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      void showError(texts.t('Cairn: {0}', plainText(message)));
      throw error;
    }
  };
  return vscode.Disposable.from(
    ...names.map((name) =>
      vscode.commands.registerCommand(COMMANDS[name], (argument: unknown, selected: unknown) =>
        guarded((bundle) => bundle.commands[name](needs, targetsOf(argument, selected))),
      ),
    ),
    vscode.commands.registerCommand(GIVE_ID, (line: IdForLine) =>
      guarded((bundle) => bundle.giveId(needs, line)),
    ),
    deepWork.onDidEnd((end) => {
      const asking = guarded((bundle) => bundle.askWhatMoved(needs, end));
      // What a timer asks may stay unanswered.
      void (end.rang ? asking : deepWork.silentWhile(asking));
    }),
  );
}

/** A menu gives the node and all selected ones, a click the node, another command the target itself. */
function targetsOf(argument: unknown, selected: unknown): readonly Target[] {
  const first = targetOf(argument);
  const others = Array.isArray(selected) ? selected.flatMap((one) => targetOf(one) ?? []) : [];
  if (!first) return others;
  const key = JSON.stringify(first);
  const all = others.map((other) => JSON.stringify(other));
  return all.includes(key) ? [first, ...others.filter((_, index) => all[index] !== key)] : [first];
}

function targetOf(argument: unknown): Target | null {
  if (typeof argument !== 'object' || argument === null) return null;
  if ('node' in argument) return targetOf((argument.node as { readonly target?: unknown }).target);
  return 'kind' in argument && 'root' in argument ? (argument as Target) : null;
}
