import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'

/** An operating system user by number. */
export interface ServerUser {
  readonly uid: number
  readonly gid: number
}

/**
 * The surroundings of the server's programs: nothing of ours (PGPORT, LD_LIBRARY_PATH ...), English messages, a folder
 * that any user can enter. Windows programs do not start without their own variables.
 */
export function surroundings(user: ServerUser | null) {
  const bare = process.platform !== 'win32' && { cwd: '/', env: { LC_ALL: 'C', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } }
  return { ...bare, ...user, windowsHide: true }
}

/** Runs a program to its end, by SIGTERM when `stop` is aborted; a program that can't be started ends with code -1. */
export async function run(
  program: string,
  args: readonly string[],
  user: ServerUser | null,
  stop?: AbortSignal,
): Promise<{ code: number; output: string }> {
  const { promise, resolve } = Promise.withResolvers<{ code: number; output: string }>()
  try {
    execFile(program, args, { ...surroundings(user), encoding: 'utf8', signal: stop }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolve({ code, output: `${stdout}${stderr}`.trim() || (error?.message ?? '') })
    })
  } catch (error) {
    resolve({ code: -1, output: error instanceof Error ? error.message : String(error) })
  }
  return promise
}

/** Whether a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** The command line of a process; null where it can't be found out. */
export async function commandLineOf(pid: number): Promise<string | null> {
  const fromProc = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null)
  if (fromProc !== null) return fromProc.replaceAll('\0', ' ')
  const { code, output } = await run('ps', ['-o', 'command=', '-p', String(pid)], null)
  return code === 0 ? output : null
}
