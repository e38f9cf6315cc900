/** Public projects that tick a checklist in their repository, and where they keep it. */
export const PROJECTS = [
  { label: 'Backlog.md', repo: 'MrLesk/Backlog.md', plan: ['backlog/**/*.md', '.backlog/**/*.md'] },
  { label: 'OpenSpec', repo: 'Fission-AI/OpenSpec', plan: ['openspec/changes/**/tasks.md'] },
  { label: 'panic-tda', repo: 'ANUcybernetics/panic-tda', plan: ['backlog/**/*.md'] },
  { label: 'panic', repo: 'ANUcybernetics/panic', plan: ['backlog/**/*.md'] },
  { label: 'beans', repo: 'hmans/beans', plan: ['.beans/**/*.md'] },
  { label: 'clustering-tfjs', repo: 'CRJFisher/clustering-tfjs', plan: ['backlog/**/*.md'] },
  { label: 'perceptron-apparatus', repo: 'ANUcybernetics/perceptron-apparatus', plan: ['backlog/**/*.md'] },
  { label: 'game-master-web', repo: 'Callumk7/game-master-web', plan: ['backlog/**/*.md'] },
  { label: 'ariadne', repo: 'CRJFisher/ariadne', plan: ['backlog/**/*.md'] },
] as const;

/** More of them, which nothing was tuned on. */
export const HELD_OUT = [
  { label: 'code-charter', repo: 'CRJFisher/code-charter', plan: ['backlog/**/*.md'] },
  { label: 'surreal-mind', repo: '8agana/surreal-mind', plan: ['backlog/**/*.md'] },
  { label: 'writing-tools', repo: 'AIToolsLab/writing-tools', plan: ['backlog/**/*.md'] },
  { label: 'Rustviz', repo: 'Akanoa/Rustviz', plan: ['MILESTONES.md', 'specs/**/tasks.md'] },
] as const;
