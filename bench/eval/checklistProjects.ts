export interface ChecklistProject {
  readonly label: string;
  /** `owner/name` at its host. */
  readonly repo: string;
  /** Globs of the plan files that it ever had. */
  readonly plan: readonly string[];
}

/** Public projects that tick a checklist in their repository: the rules were written with their histories in view. */
export const PROJECTS: readonly ChecklistProject[] = [
  { label: 'Backlog.md', repo: 'MrLesk/Backlog.md', plan: ['backlog/**/*.md', '.backlog/**/*.md'] },
  { label: 'OpenSpec', repo: 'Fission-AI/OpenSpec', plan: ['openspec/changes/**/tasks.md'] },
  { label: 'panic-tda', repo: 'ANUcybernetics/panic-tda', plan: ['backlog/**/*.md'] },
  { label: 'panic', repo: 'ANUcybernetics/panic', plan: ['backlog/**/*.md'] },
  { label: 'beans', repo: 'hmans/beans', plan: ['.beans/**/*.md'] },
  { label: 'clustering-tfjs', repo: 'CRJFisher/clustering-tfjs', plan: ['backlog/**/*.md'] },
  { label: 'perceptron-apparatus', repo: 'ANUcybernetics/perceptron-apparatus', plan: ['backlog/**/*.md'] },
  { label: 'game-master-web', repo: 'Callumk7/game-master-web', plan: ['backlog/**/*.md'] },
  { label: 'ariadne', repo: 'CRJFisher/ariadne', plan: ['backlog/**/*.md'] },
];

/** More of them, which no suggestion was tuned on. */
export const HELD_OUT: readonly ChecklistProject[] = [
  { label: 'code-charter', repo: 'CRJFisher/code-charter', plan: ['backlog/**/*.md'] },
  { label: 'surreal-mind', repo: '8agana/surreal-mind', plan: ['backlog/**/*.md'] },
  { label: 'writing-tools', repo: 'AIToolsLab/writing-tools', plan: ['backlog/**/*.md'] },
  { label: 'Rustviz', repo: 'Akanoa/Rustviz', plan: ['MILESTONES.md', 'specs/**/tasks.md'] },
];

/** More of them, whose stretches were judged before the drift rule had spoken of any; it was mended on them since. */
export const JUDGED_BLIND: readonly ChecklistProject[] = [
  { label: 'lazy.nvim', repo: 'folke/lazy.nvim', plan: ['README.md', 'TODO.md'] },
  { label: 'neorg', repo: 'nvim-neorg/neorg', plan: ['ROADMAP.md', 'docs/ROADMAP.md'] },
  { label: 'nas-k3s', repo: 'DanielRamosAcosta/nas-k3s', plan: ['backlog/**/*.md'] },
  { label: 'code-charter', repo: 'CRJFisher/code-charter', plan: ['backlog/**/*.md'] },
  { label: 'rent-loop', repo: 'Bendomey/rent-loop', plan: ['backlog/**/*.md'] },
  { label: 'llms-unplugged', repo: 'ANUcybernetics/llms-unplugged', plan: ['**/backlog/**/*.md'] },
  { label: 'neon-perceptron', repo: 'ANUcybernetics/neon-perceptron', plan: ['backlog/**/*.md'] },
  { label: 'hendrix-homeostat', repo: 'ANUcybernetics/hendrix-homeostat', plan: ['backlog/**/*.md'] },
  { label: 'Pawrrtal-AI', repo: 'OctavianTocan/Pawrrtal-AI', plan: ['.beans/**/*.md'] },
  { label: 'joey-mcp-client', repo: 'benkaiser/joey-mcp-client', plan: ['.beans/**/*.md'] },
  { label: 'pluralscape-mono', repo: 'ThePrismSystem/pluralscape-mono', plan: ['.beans/**/*.md'] },
  { label: 'gotosocial', repo: 'superseriousbusiness/gotosocial', plan: ['PROGRESS.md', 'ROADMAP.md'] },
  { label: 'asseteer', repo: 'Antriel/asseteer', plan: ['UI_IMPROVEMENT_PLAN.md', '.beans/**/*.md'] },
  { label: 'textual', repo: 'Textualize/textual', plan: ['docs/roadmap.md'] },
];

/** More of them, whose stretches were judged before the mended rule had spoken of any. */
export const JUDGED_SINCE: readonly ChecklistProject[] = [
  { label: 'surreal-mind', repo: '8agana/surreal-mind', plan: ['backlog/**/*.md', 'docs/tasks/**/*.md'] },
  { label: 'specscript', repo: 'Hes-Siemelink/specscript', plan: ['plan/**/*.md', '.beans/**/*.md'] },
  { label: 'OneCAD', repo: 'andrejvysny/OneCAD', plan: ['TODO.md'] },
  {
    label: 'imaginative-restoration',
    repo: 'ANUcybernetics/imaginative-restoration',
    plan: ['backlog/**/*.md'],
  },
  { label: 'fortuna-3', repo: 'andrenho/fortuna-3', plan: ['TODO.md', '**/TODO.md'] },
  { label: 'PhilLit', repo: 'AI-4-Phi/PhilLit', plan: ['TODO.md'] },
  { label: 'astromotion', repo: 'ANUcybernetics/astromotion', plan: ['backlog/**/*.md'] },
  { label: 'credfolio2', repo: 'BjRo/credfolio2', plan: ['.beans/**/*.md'] },
];
