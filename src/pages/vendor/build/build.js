// Bundles the libraries of the pages into ../*.br, with a list of the files: `npm ci && npm run build` in this folder.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { build } from 'esbuild'

const common = {
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  outdir: 'out',
  target: 'es2022',
  legalComments: 'none',
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.ttf': 'file', '.woff': 'file', '.woff2': 'file' },
  assetNames: '[name]-[hash]',
  chunkNames: 'graphiql-[hash]',
}

const monaco = 'monaco-editor/esm/vs'
const bundles = await Promise.all([
  build({ ...common, format: 'esm', splitting: true, entryPoints: ['graphiql.js'] }),
  build({ ...common, format: 'esm', entryPoints: ['dagre.js'] }),
  // workers are started as plain scripts
  build({
    ...common,
    format: 'iife',
    entryPoints: {
      'editor.worker': `${monaco}/editor/editor.worker.js`,
      'json.worker': `${monaco}/language/json/json.worker.js`,
      'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
    },
  }),
])

const target = new URL('../', import.meta.url)
for (const old of readdirSync(target)) if (old.endsWith('.br')) rmSync(new URL(old, target))
const hash = createHash('sha256')
const files = bundles
  .flatMap(({ outputFiles }) => outputFiles)
  .map(({ path, contents }) => ({ name: basename(path), contents }))
  .toSorted((one, other) => (one.name < other.name ? -1 : 1))
for (const { name, contents } of files) {
  hash.update(name).update(contents)
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: contents.length }
  writeFileSync(new URL(`${name}.br`, target), brotliCompressSync(contents, { params }))
}
const list = { hash: hash.digest('hex'), files: files.map(({ name }) => name) }
writeFileSync(new URL('files.json', target), `${JSON.stringify(list, null, 2)}\n`)
writeFileSync(new URL('LICENSES.txt', target), licenses())

/** The licence of each package of which something is in the bundles. */
function licenses() {
  const inputs = bundles.flatMap(({ metafile }) => Object.keys(metafile.inputs))
  const folders = inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [])
  return [...new Set(folders)]
    .toSorted()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
      const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one))
      return `${name} ${version} (${license})\n\n${file === undefined ? '' : readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`
    })
    .join(`\n${'-'.repeat(80)}\n\n`)
}
