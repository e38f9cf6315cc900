// A mocha reporter, for every level: prints each failure in full as it happens (or the whole specification, when
// CAIRN_TEST_SPEC is set), and records each result on a line of its own in the file CAIRN_TEST_RECORD, so that a run
// that dies is seen to have died, and what it did until then still counts.
const { appendFileSync } = require('node:fs');
const { reporters } = require('mocha');

const isSpec = Boolean(process.env.CAIRN_TEST_SPEC);

module.exports = class RecordingReporter extends (isSpec ? reporters.Spec : reporters.Base) {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.CAIRN_TEST_RECORD;
    const record = (result) => file && appendFileSync(file, `${result}\n`);
    runner.on('pass', () => record('passed'));
    runner.on('pending', () => record('skipped'));
    runner.on('fail', (test) => {
      record('failed');
      if (!isSpec) reporters.Base.list([test]);
    });
    runner.once('end', () => record('end'));
  }
};
