// node sum.mjs EXIT_CODE:REPORT...   sums vitest's JSON reports into the one line that .ci/run ends with
import { readFileSync } from 'node:fs'

const sum = { passed: 0, failed: 0, skipped: 0 }
for (const run of process.argv.slice(2)) {
  const [exitCode, file] = [run.slice(0, run.indexOf(':')), run.slice(run.indexOf(':') + 1)]
  const report = read(file)
  sum.passed += report.numPassedTests
  sum.skipped += report.numPendingTests + report.numTodoTests
  // a run may fail without a failing test: a type error, a file that can't be loaded, no test at all
  const failedOtherwise = exitCode !== '0' || report.numTotalTests === 0 ? 1 : 0
  sum.failed += report.numFailedTests || failedOtherwise
}
const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''
console.log(`${sum.passed} passed, ${sum.failed} failed${skipped}`)
process.exitCode = sum.failed === 0 ? 0 : 1

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, numTotalTests: 0 }
  }
}
