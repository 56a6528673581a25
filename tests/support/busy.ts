/**
 * The tests on a machine that is busy with something else: `npm run test:busy -- [--burners 4] [FILE …]`. So many processes that only burn CPU run
 * beside them. A test that is bound by the clock fails here. Exit code as the tests'.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'

const given = process.argv.slice(2)
const at = given.indexOf('--burners')
const burners = at < 0 ? 4 : Number(given[at + 1])
const files = at < 0 ? given : given.toSpliced(at, 2)

const burning = Array.from({ length: burners }, () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }))
const tests = spawn('vitest', ['run', ...files], { stdio: 'inherit' })
const stop = (): void => {
  for (const burner of burning) burner.kill('SIGKILL')
}
process.on('exit', stop)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void tests.kill(signal))
const [code] = (await once(tests, 'exit')) as [number | null]
// they would keep this process alive
stop()
console.log(`${burners} CPU burners ran beside the tests`)
process.exitCode = code ?? 1
