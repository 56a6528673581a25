import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { makeDocsFiles } from '../../pages/docs/docs-files.ts'

/** `masthead docs`: the site that a gateway serves at `/docs`, as files for any web server. */
export function registerDocs(program: Command): void {
  program
    .command('docs')
    .description('write the documentation, which a gateway serves at /docs, as a static site')
    .argument('<folder>', 'where to; files of the same names are replaced')
    .addHelpText('after', '\nExample:\n  npm run -s masthead -- docs /tmp/site')
    .action(async (folder: string) => {
      await mkdir(folder, { recursive: true })
      const files = makeDocsFiles()
      for (const { name, body } of files) await writeFile(join(folder, name), body)
      console.error(
        `Wrote ${files.length} files to ${folder}. Open ${join(folder, 'index.html')}; search needs a web server.`,
      )
    })
}
