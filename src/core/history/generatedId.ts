/** Ids as Cairn generates them (design: four characters, at least one letter and one digit). */
const GENERATED = /^(?=[0-9]*[a-z])(?=[a-z]*[0-9])[a-z0-9]{4}$/;

export function isGeneratedId(text: string): boolean {
  return GENERATED.test(text);
}

const IN_BRANCH = /(?<![A-Za-z0-9])(?=[0-9]*[a-z])(?=[a-z]*[0-9])[a-z0-9]{4}(?![A-Za-z0-9])/g;

/** Parts of a branch's name that have the shape of a generated id and stand between delimiters: `feat/k3f9-signing`. */
export function idsInBranch(branch: string): string[] {
  return branch.match(IN_BRANCH) ?? [];
}
