import type { LineKey } from '../../core/plan/model.ts';
import type { Settings } from '../../core/settings.ts';
import type { Instant } from '../../core/time.ts';
import type { CommandName } from '../../ids.ts';
import type { Texts } from '../../text.ts';
import type { Tracker } from '../../tracker.ts';
import type { DeepWork, DeepWorkEnd } from '../deepWork.ts';
import type { FolderFeatures } from '../folderFeatures.ts';
import type { GitExtension } from '../gitExtension.ts';
import type { OpenedRepository } from '../openRepositories.ts';
import type { Performer } from '../perform.ts';
import type { Repositories } from '../repositories.ts';
import type { Drop } from '../tree/dragAndDrop.ts';
import type { Target } from '../tree/node.ts';
import type { Trees } from '../tree/trees.ts';

/** What commands are given. */
export interface CommandNeeds extends Performer {
  readonly tracker: Tracker;
  readonly repositories: Repositories;
  readonly git: GitExtension;
  readonly deepWork: DeepWork;
  readonly texts: Texts;
  readonly now: () => Instant;
  readonly settingsOf: (root: string) => Settings;
  /** What io opened for the repository at `root`: for what is too dear to be part of every snapshot. */
  readonly opened: (root: string) => Promise<OpenedRepository>;
  /** Read when a command runs: the views are registered after the commands' needs. */
  readonly trees: () => Trees;
  readonly features: () => Promise<FolderFeatures>;
}

/**
 * One command. `targets` are the nodes that it was called on, the clicked one first; empty from the palette, and then
 * it asks. A person who cancels a question has changed nothing.
 */
export type Command = (needs: CommandNeeds, targets: readonly Target[]) => Promise<void>;

/** A line without an id, and the one that it is to have because a commit message names it. */
export interface IdForLine {
  readonly root: string;
  readonly key: LineKey;
  readonly id: string;
}

/** The bundle of all commands, loaded when the first one is run. */
export interface CommandBundle {
  readonly commands: Readonly<Record<CommandName, Command>>;
  readonly drop: (needs: CommandNeeds, drop: Drop) => Promise<void>;
  readonly giveId: (needs: CommandNeeds, line: IdForLine) => Promise<void>;
  readonly askWhatMoved: (needs: CommandNeeds, end: DeepWorkEnd) => Promise<void>;
}
