// Texts that attack whoever shows them: every way to open an attack, around every thing that it could run or hide.

/** What a link, an image or a tag could lead to. */
const TARGETS = [
  'command:workbench.action.quit',
  'command:cairn.done?%5B%22k3f9%22%5D',
  'command:workbench.action.terminal.sendSequence?%7B%22text%22%3A%22id%5Cn%22%7D',
  'javascript:alert(1)',
  'vscode://cairn-dev.cairn/run',
  'vscode-command:workbench.action.quit',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'https://collector.invalid/beacon.png?leak=1',
  '//collector.invalid/beacon.png',
  'file:///etc/passwd',
  'file://collector.invalid/share/beacon.png',
  '\\\\collector.invalid\\share\\beacon.png',
  '../../../../etc/passwd',
  '..\\..\\..\\windows\\win.ini',
];

const AROUND_TARGETS: ReadonlyArray<(target: string) => string> = [
  (target) => `[Open the notes](${target})`,
  (target) => `[Open the notes](${target} "a title")`,
  (target) => `[Open\nthe notes](${target})`,
  (target) => `[a [nested] name](<${target}>)`,
  (target) => `![picture](${target})`,
  (target) => `[![picture](${target})](${target})`,
  (target) => `<${target}>`,
  (target) => `[notes][1]\n\n[1]: ${target}`,
  (target) => `<a href="${target}">notes</a>`,
  (target) => `<img src="${target}" onerror="alert(1)">`,
  (target) => `<iframe src="${target}"></iframe>`,
  (target) => `<svg><use href="${target}"/></svg>`,
  (target) => `<script src="${target}"></script>`,
  (target) => `<style>@import "${target}";</style>`,
  (target) => `<link rel="stylesheet" href="${target}">`,
  (target) => `<form action="${target}"><button>Sign</button></form>`,
  (target) => `</span></div>--><video src="${target}" autoplay>`,
  (target) => `"${target}" onmouseover="alert(1)`,
  (target) => `$(link) [Open](${target}) $(sync~spin)`,
  (target) => `\u001b]8;;${target}\u0007Open\u001b]8;;\u0007`,
];

/** What a terminal obeys, or what hides and reorders text. */
const CONTROLS = [
  ...Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)),
  ...Array.from({ length: 33 }, (_, code) => String.fromCharCode(0x7f + code)),
  ...Array.from(
    '\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff',
  ),
  '\u{e0041}',
  '\u{e007f}',
];

const AROUND_CONTROLS: ReadonlyArray<(control: string) => string> = [
  (control) => `${control}Sign`,
  (control) => `Sign${control}${control} the ${control}installers`,
];

/** Sequences of terminals (ECMA-48, xterm's ctlseqs) after either way to introduce them. */
const SEQUENCES = [
  ...['[2J', '[31;1mred', '[1000D', '[?1049h', '[6n', '[20t', '[21t', '[3;J', 'c', '#8', '(0', '[?2004l'],
  ...[
    ']0;title\u0007',
    ']2;title\u001b\\',
    ']52;c;aWQK\u0007',
    ']50;font\u0007',
    ']1337;File=inline=1:AAAA\u0007',
  ],
  ...['P$q q\u001b\\', '_command\u001b\\', '^message\u001b\\', 'X text\u001b\\'],
];

const AROUND_SEQUENCES: ReadonlyArray<(sequence: string) => string> = [
  (sequence) => `\u001b${sequence} done`,
  (sequence) => `\u009b${sequence.slice(1)} done`,
  (sequence) => `Sign \u001b${sequence}\u001b[0m`,
];

const ICONS = [
  '$(warning)',
  '$(sync~spin)',
  '$(check) Done',
  '\\$(error)',
  '$($(error))',
  '$(',
  '$()',
  '$(x',
];

/** Markup, programs and places that name no target of their own. */
const OTHERS = [
  '<script>alert(1)</script>',
  '<details open ontoggle=alert(1)>',
  '<b onclick="alert(1)">bold</b>',
  '<!-- hidden -->',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#x3c;script&#x3e;alert(1)',
  '# A heading',
  '**bold** _it_ ~~gone~~ `code`',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  '```\ncode\n```',
  '- [x] Done already',
  'Sign ^k3f9 ^p2xa',
  'Micro-Goal: k3f9 done',
  '@{u} %0a%0d %s %n {0} {1}',
  '#{1} {{1}} <%= 1 %>',
  '`id` $(id) ; id | id && id > out',
  '--output=/tmp/out',
  '__proto__',
  'constructor',
  'toString',
  'CON',
  'nul.txt',
  '/etc/passwd',
  'C:\\Windows\\win.ini',
  '\\\\?\\C:\\',
  'abc\ud800def',
  '\udc00',
  `${'a\u0300'.repeat(200)}`,
  'x'.repeat(100_000),
  '👩‍💻'.repeat(500),
  '=HYPERLINK("https://collector.invalid","notes")',
];

const each = (ways: ReadonlyArray<(one: string) => string>, what: readonly string[]): string[] =>
  ways.flatMap((way) => what.map(way));

/** All of them, the same in each run. */
export const HOSTILE_TEXTS: readonly string[] = [
  ...each(AROUND_TARGETS, TARGETS),
  ...each(AROUND_CONTROLS, CONTROLS),
  ...each(AROUND_SEQUENCES, SEQUENCES),
  ...ICONS,
  ...OTHERS,
];

/** Those that can stand on one line of a plan or as the subject of a commit. */
export const HOSTILE_LINES: readonly string[] = HOSTILE_TEXTS.filter((text) => !/[\n\r\0]/.test(text));

/** A character that a terminal obeys, or that hides or reorders text. */
export const OBEYED =
  /(?![\n\t])\p{Cc}|[\u061c\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/u;
