import * as vscode from 'vscode';
import type { Held } from './heldTree.ts';
import type { TreeNode } from './node.ts';

/** The editor's item for a node. Texts of plans and commits stay text: no links, no markup, no commands. */
export function renderTreeItem({ id, node }: Held): vscode.TreeItem {
  const item = new vscode.TreeItem(node.label, collapsibleState(node));
  item.id = id;
  item.description = node.description;
  item.contextValue = node.traits.join(' ');
  item.tooltip = renderParagraphs(node.tooltip);
  item.accessibilityInformation = { label: node.spoken };
  if (node.icon) {
    const { name, color } = node.icon;
    item.iconPath = color
      ? new vscode.ThemeIcon(name, new vscode.ThemeColor(color))
      : new vscode.ThemeIcon(name);
  }
  if (node.checkbox) {
    const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
    item.checkboxState = {
      state: node.checkbox === 'checked' ? Checked : Unchecked,
      accessibilityInformation: { label: node.spoken, role: 'checkbox' },
    };
  }
  if (node.click) {
    item.command = { command: node.click, title: node.label, arguments: [{ node }] };
  }
  return item;
}

/** A tooltip of plain paragraphs: a string, which the editor shows as it is, without markup, links or commands. */
export function renderParagraphs(paragraphs: readonly string[]): string | undefined {
  const shown = paragraphs.filter((paragraph) => paragraph !== '');
  return shown.length === 0 ? undefined : shown.join('\n\n');
}

function collapsibleState({ children, expanded }: TreeNode): vscode.TreeItemCollapsibleState {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  if (!children) return None;
  return expanded ? Expanded : Collapsed;
}
