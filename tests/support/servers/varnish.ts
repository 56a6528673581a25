import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { type RunningCache, startCache } from './start-cache.ts'

const program = ['/usr/sbin/varnishd', '/usr/bin/varnishd', '/usr/local/sbin/varnishd'].find(existsSync)

/** Whether this machine can start a Varnish of its own. */
export const hasVarnish = program !== undefined && spawnSync(program, ['-V']).status === 0

/** Why a test without Varnish is skipped. */
export const withoutVarnish = 'no Varnish on this machine (Debian: apt-get install varnish)'

/** Where vmod xkey is; null: it is not installed. */
export const xkeyFile =
  [
    process.env['VARNISH_XKEY'],
    ...['x86_64', 'aarch64'].map((arch) => `/usr/lib/${arch}-linux-gnu/varnish/vmods/libvmod_xkey.so`),
  ].find((file) => file !== undefined && existsSync(file)) ?? null

/** Why a test without it is skipped. */
export const withoutXkey = 'no vmod xkey on this machine (Debian: apt-get install varnish-modules)'

/** A Varnish of the test's own, with one of the configurations of `samples/caches`, in front of the port. */
export async function startVarnish(sample: string, backendPort: number): Promise<RunningCache> {
  if (program === undefined) throw new Error(withoutVarnish)
  const folder = await mkdtemp(join(tmpdir(), 'masthead-varnish-'))
  const port = await freePort()
  const text = await readFile(join(import.meta.dirname, '../../../samples/caches', sample), 'utf8')
  const file = join(folder, 'test.vcl')
  await writeFile(
    file,
    text
      .replace('.port = "4000"', `.port = "${backendPort}"`)
      .replace('import xkey;', xkeyFile === null ? 'import xkey;' : `import xkey from "${xkeyFile}";`),
  )
  const options = [
    '-F',
    '-j',
    'none',
    '-n',
    join(folder, 'work'),
    '-a',
    `127.0.0.1:${port}`,
    '-f',
    file,
    '-s',
    'malloc,64m',
  ]
  return await startCache(program, options, { port, folder })
}
