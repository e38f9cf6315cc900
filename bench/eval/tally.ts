/** Right, wrong and missed answers, and what follows from them. */
export class Tally {
  right = 0;
  wrong = 0;
  missed = 0;
  labels = 0;

  get precision(): number {
    return this.right + this.wrong === 0 ? 1 : this.right / (this.right + this.wrong);
  }

  get recall(): number {
    return this.right + this.missed === 0 ? 1 : this.right / (this.right + this.missed);
  }

  line(name: string): string {
    const share = (value: number) => value.toFixed(4);
    const counts = `${this.labels} labels, ${this.right} right, ${this.wrong} wrong, ${this.missed} missed`;
    return `${name.padEnd(24)} precision ${share(this.precision)}  recall ${share(this.recall)}  (${counts})`;
  }
}
