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

/** More of them, whose stretches were judged before the rule that tells topics and kept plans had spoken of any. */
export const JUDGED_BEFORE_TOPICS: readonly ChecklistProject[] = [
  {
    label: 'DankNooner',
    repo: 'ssebs/DankNooner',
    plan: ['README.md', 'planning_docs/*.md', 'v2/planning_docs/*.md'],
  },
  { label: 'mindex', repo: 'netrome/mindex', plan: ['TODO.md', 'docs/Projects/**/*.md'] },
  { label: 'TaunoKarki', repo: 'EemeliSyynimaa/TaunoKarki', plan: ['todo.md'] },
  { label: 'DALLE2-pytorch', repo: 'lucidrains/DALLE2-pytorch', plan: ['README.md'] },
  { label: 'imagen-pytorch', repo: 'lucidrains/imagen-pytorch', plan: ['README.md'] },
  { label: 'gigagan-pytorch', repo: 'lucidrains/gigagan-pytorch', plan: ['README.md'] },
  { label: 'audiolm-pytorch', repo: 'lucidrains/audiolm-pytorch', plan: ['README.md'] },
  { label: 'devpad', repo: 'f0rbit/devpad', plan: ['todo.md', 'packages/api/todo.md'] },
  { label: 'i18n-ally', repo: 'lokalise/i18n-ally', plan: ['README.md'] },
  { label: 'micro', repo: 'zyedidia/micro', plan: ['todolist.md'] },
  { label: 'textual-paint', repo: '1j01/textual-paint', plan: ['README.md'] },
  { label: 'flying-squid', repo: 'PrismarineJS/flying-squid', plan: ['TODO.md'] },
  { label: 'gitsigns.nvim', repo: 'lewis6991/gitsigns.nvim', plan: ['README.md'] },
  { label: 'telegram', repo: 'mautrix/telegram', plan: ['README.md', 'ROADMAP.md'] },
  { label: 'whatsapp', repo: 'mautrix/whatsapp', plan: ['ROADMAP.md'] },
  { label: 'signal', repo: 'mautrix/signal', plan: ['ROADMAP.md'] },
  { label: 'facebook', repo: 'mautrix/facebook', plan: ['ROADMAP.md'] },
  { label: 'instagram', repo: 'mautrix/instagram', plan: ['ROADMAP.md'] },
  { label: 'discord', repo: 'mautrix/discord', plan: ['ROADMAP.md'] },
  { label: 'spotify-tui', repo: 'Rigellute/spotify-tui', plan: ['README.md'] },
  { label: 'rizz', repo: 'septag/rizz', plan: ['TODO.md'] },
  { label: 'raylib', repo: 'raysan5/raylib', plan: ['ROADMAP.md'] },
  { label: 'tao', repo: 'zesterer/tao', plan: ['README.md'] },
  { label: 'trackbear', repo: 'dispatchrabbi/trackbear', plan: ['TODO.md', 'TODO-*.md'] },
  { label: 'bear-lang', repo: 'zachMahan64/bear-lang', plan: ['docs/todo.md', 'docs/timeline.md'] },
  { label: 'nix-config', repo: 'blake-hamm/nix-config', plan: ['TODO.md'] },
  { label: 'tdx', repo: 'niklas-heer/tdx', plan: ['todo.md'] },
  { label: 'k1', repo: 'kolemannix/k1', plan: ['TODO.md'] },
  { label: 'ARQ-Rust', repo: 'TheDarrenJoseph/ARQ-Rust', plan: ['README.md'] },
  { label: 'Hangar', repo: 'HangarMC/Hangar', plan: ['frontend-new/TODO.md', 'frontend/TODO.md'] },
  {
    label: 'selene',
    repo: 'SlowSpeedChase/selene',
    plan: ['docs/plans/**/*.md', 'docs/stories/**/*.md', 'BRANCH-STATUS.md'],
  },
  {
    label: 'more-infinite-research',
    repo: 'Julesc013/more-infinite-research',
    plan: ['todo.md', 'docs/todo.md', 'docs/releases/*.md'],
  },
  { label: 'bloop', repo: 'bloopgames/bloop', plan: ['README.md', '.beans/**/*.md', '.claude/**/*.md'] },
  { label: 'viviendaencrisis', repo: 'DanielRamosAcosta/viviendaencrisis', plan: ['backlog/**/*.md'] },
  { label: 'slop-salon', repo: 'ANUcybernetics/slop-salon', plan: ['backlog/**/*.md'] },
  { label: 'Nooscope', repo: 'Digital-Heresy/Nooscope', plan: ['.beans/**/*.md'] },
  { label: 'pkm-system', repo: 'ArthurClune/pkm-system', plan: ['.beans/**/*.md'] },
  { label: 'core', repo: 'Smeldr/core', plan: ['BACKLOG.md', 'Milestone*_BACKLOG.md'] },
];

/**
 * More of them, whose stretches were drawn at random (seed 20261123) from all that a warning could fall in, before the
 * rule of the day had spoken: at least seven small commits (50 lines, 5 files) of one author on two days or more, within
 * thirty days, without a tick or a change of status by that author, after the plan's fifth movement and at most ninety
 * days after the latest one. At most three of a project; no bots, no merges.
 */
export const JUDGED_AT_RANDOM: readonly ChecklistProject[] = [
  {
    label: 'SpecHarvester',
    repo: '0al-spec/SpecHarvester',
    plan: ['SPECS/Workplan.md', 'SPECS/INPROGRESS/*.md', 'docs/ROADMAP.md'],
  },
  { label: 'robot-buddy', repo: '0mdb/robot-buddy', plan: ['docs/TODO.md'] },
  {
    label: 'Modulus',
    repo: 'AGIBuild/Modulus',
    plan: ['specs/**/tasks.md', 'openspec/changes/**/tasks.md', 'docs/en-US/stories/*.md'],
  },
  { label: 'whet', repo: 'Antriel/whet', plan: ['.beans/**/*.md'] },
  {
    label: 'pi-mono',
    repo: 'badlogic/pi-mono',
    plan: ['packages/coding-agent/docs/*.md', 'todo.md', 'todos/**/*.md'],
  },
  { label: 'buzz', repo: 'buzz-language/buzz', plan: ['perf.md', 'README.md'] },
  { label: 'PB_studio_Rebuild', repo: 'Crusty696/PB_studio_Rebuild', plan: ['docs/superpowers/**/*.md'] },
  { label: 'ox', repo: 'curlpipe/ox', plan: ['*.todo.md', '.todo.md', 'kaolinite/.todo.md', 'README.md'] },
  { label: 'blitz', repo: 'DioxusLabs/blitz', plan: ['README.md'] },
  {
    label: 'dioxus',
    repo: 'DioxusLabs/dioxus',
    plan: ['notes/CHANGELOG.md', 'CHANGELOG.md', 'README.md', 'docs/guide/src/en/roadmap.md'],
  },
  { label: 'gommon', repo: 'dyweb/gommon', plan: ['ROADMAP.md', '**/TODO.md', '**/doc/design/*.md'] },
  { label: 'egui', repo: 'emilk/egui', plan: ['emigui/README.md', 'egui/README.md', 'TODO.md', 'README.md'] },
  { label: 'foundry', repo: 'foundry-rs/foundry', plan: ['**/README.md'] },
  { label: 'gitoxide', repo: 'GitoxideLabs/gitoxide', plan: ['tasks.md', 'crate-status.md', 'README.md'] },
  { label: 'gpac', repo: 'gpac/gpac', plan: ['README.md'] },
  { label: 'helix', repo: 'helix-editor/helix', plan: ['TODO.md'] },
  { label: 'EigenScript', repo: 'InauguralSystems/EigenScript', plan: ['ROADMAP.md', 'docs/*.md'] },
  { label: 'ante', repo: 'jfecher/ante', plan: ['README.md'] },
  { label: 'homelab', repo: 'khuedoan/homelab', plan: ['README.md', 'docs/**/*.md'] },
  { label: 'gmessages', repo: 'mautrix/gmessages', plan: ['ROADMAP.md'] },
  { label: 'googlechat', repo: 'mautrix/googlechat', plan: ['ROADMAP.md'] },
  { label: 'meta', repo: 'mautrix/meta', plan: ['ROADMAP.md'] },
  { label: 'gossip', repo: 'mikedilger/gossip', plan: ['README.md'] },
  { label: 'dotfiles', repo: 'nooneknowspeter/dotfiles', plan: ['TODO.md'] },
  { label: 'Pumpkin', repo: 'Pumpkin-MC/Pumpkin', plan: ['README.md'] },
  { label: 'jakt', repo: 'SerenityOS/jakt', plan: ['README.md'] },
  { label: 'snort', repo: 'v0l/snort', plan: ['README.md', 'packages/nostr/README.md'] },
  { label: 'amethyst', repo: 'vitorpamplona/amethyst', plan: ['README.md', '**/plans/*.md'] },
  { label: 'vlang', repo: 'vlang/v', plan: ['ROADMAP.md', 'vlib/**/ROADMAP.md'] },
  { label: 'wimpysworld', repo: 'wimpysworld/nix-config', plan: ['README.md'] },
];
