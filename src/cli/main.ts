import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createProgram } from './program.ts'
import { report } from './report.ts'

/** Runs the command that the arguments name. Sets the exit code; never rejects. */
export async function main(argv: readonly string[] = process.argv): Promise<void> {
  try {
    const program = await createProgram(argv.slice(2))
    if (argv[2] === undefined) program.outputHelp({ error: true })
    if (argv[2] === undefined) process.exitCode = 2
    else await program.parseAsync(argv)
  } catch (error) {
    process.exitCode = report(error)
  }
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main()
