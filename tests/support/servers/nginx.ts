import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { type RunningCache, startCache } from './start-cache.ts'

/** Whether this machine can start an nginx of its own. */
export const hasNginx = spawnSync('nginx', ['-v']).status === 0

/** Why a test without nginx is skipped. */
export const withoutNginx = 'no nginx on this machine (Debian: apt-get install nginx-light)'

/**
 * An nginx of the test's own. `server` is what stands in its `server` block beside `listen`; a cache of the name `pages` is
 * there to be used.
 */
export async function startNginx(server: string): Promise<RunningCache> {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-nginx-'))
  await mkdir(join(folder, 'cache'))
  const port = await freePort()
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const lines = temporary.map((name) => `${name}_temp_path ${join(folder, name)};`).join('\n')
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid ${join(folder, 'pid')}; error_log stderr error;
    events {}
    http {
      access_log off;
      ${lines}
      proxy_cache_path ${join(folder, 'cache')} keys_zone=pages:10m;
      server { listen 127.0.0.1:${port}; ${server} }
    }`,
  )
  return await startCache('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'], { port, folder })
}
