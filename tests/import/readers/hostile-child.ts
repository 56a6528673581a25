/** Reads the hostile inputs of a format and says for each what it cost; for a test that bounds memory and watches for crashes. */
import { ReadRefused } from '../../../src/import/draft.ts'
import { createInputValidator } from '../../../src/import/normalise/validate-input.ts'
import { createFormats } from '../../../src/import/run/known-formats.ts'
import { toItem } from '../../../src/import/run/to-item.ts'
import { hostile } from './hostile-inputs.ts'
import { opening } from './read-all.ts'

const [name = '', from = '0'] = process.argv.slice(2)
const validate = createInputValidator()
const format = createFormats(validate).byName[name]
if (format === undefined) throw new Error(`no format ${name}`)

for (const [what, make] of (hostile[name] ?? []).slice(Number(from))) {
  const content = Buffer.from(make())
  const started = cpuSeconds()
  process.stdout.write(`${JSON.stringify({ begun: what })}\n`)
  let outcome = 'refused'
  try {
    outcome = 'read'
    for await (const item of format.read(opening(content), { fileName: 'file' })) {
      await toItem(item, format.isLenient, 'hostile')
    }
  } catch (error) {
    if (!(error instanceof ReadRefused)) throw error
    outcome = 'refused'
  }
  const { maxRSS } = process.resourceUsage()
  process.stdout.write(
    `${JSON.stringify({ what, outcome, seconds: Number((cpuSeconds() - started).toFixed(2)), maxMb: Math.round(maxRSS / 1024) })}\n`,
  )
}

/** Of all threads: bodies are cleaned beside the event loop. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000_000
}
