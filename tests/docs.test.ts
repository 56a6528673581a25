import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, validate } from 'graphql'
import MiniSearch from 'minisearch'
import { expect, test } from 'vitest'
import { schema } from '../schema/index.ts'
import { makeDocsFiles } from '../src/pages/docs/docs-files.ts'
import { docsRoutes } from '../src/pages/docs/docs-routes.ts'

const root = join(import.meta.dirname, '..')
const texts = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)]

test('every query in the docs is one', () => {
  const blocks = texts.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/^```graphql\n([^]*?)^```/gm)].map(([, text = '']) => text),
  )
  expect(blocks.length).toBeGreaterThan(8)
  expect(blocks.flatMap((text) => validate(schema, parse(text)).map(({ message }) => `${message} in ${text}`))).toEqual(
    [],
  )
})

test('every setting is documented, and every documented setting is one', () => {
  const source = readFileSync(join(root, 'src/config.ts'), 'utf8')
  const settings = [...source.matchAll(/^ {4}([A-Z][A-Z_]+):/gm)].map(([, name = '']) => name)
  const rows = readFileSync(join(root, 'docs/configuration.md'), 'utf8').match(/^\| `.*?\|/gm) ?? []
  const documented = rows.flatMap((row) => [...row.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name))
  expect(settings.length).toBeGreaterThan(30)
  // Node and OpenTelemetry read these by themselves
  expect(documented.toSorted()).toEqual([...settings, 'NODE_EXTRA_CA_CERTS', 'OTEL_EXPORTER_OTLP_ENDPOINT'].toSorted())
})

test('every page is served, links lead to what is there, and nothing is asked of another host', async () => {
  const routes = docsRoutes()
  const files = new Map(makeDocsFiles().map((file) => [file.name, file]))
  expect([...routes.keys()].toSorted()).toEqual(
    ['/docs', '/docs/', ...[...files.keys()].map((name) => `/docs/${name}`)].toSorted(),
  )
  for (const [path, route] of routes) {
    const answer = await route(new Request(`http://docs.test${path}`))
    expect(answer.status, path).toBe(/^\/docs\/?$/.test(path) ? 302 : 200)
    const etag = answer.headers?.['etag']
    if (etag === undefined) continue
    expect(await route(new Request(`http://docs.test${path}`, { headers: { 'if-none-match': etag } }))).toMatchObject({
      status: 304,
    })
  }
  for (const { name, body } of files.values()) {
    if (!name.endsWith('.html')) continue
    expect(body, name).not.toMatch(/<(?:script|img|link)[^>]+(?:src|href)="https?:/)
    for (const [, to = '', anchor = ''] of body.matchAll(/href="([\w-]+\.html)?#?([\w-]*)"/g)) {
      if (to === '' && anchor === '') continue
      const target = files.get(to === '' ? name : to)
      expect(target, `${name} → ${to}`).toBeDefined()
      if (anchor !== '') expect(target?.body, `${name} → ${to}#${anchor}`).toContain(`id="${anchor}"`)
    }
  }
})

test('search finds a section by its words', () => {
  const index: { id: number; page: string; heading: string; text: string }[] = JSON.parse(
    makeDocsFiles().find(({ name }) => name === 'search.json')?.body ?? '[]',
  )
  const search = new MiniSearch({
    fields: ['heading', 'text'],
    storeFields: ['page', 'heading'],
    searchOptions: { prefix: true, combineWith: 'AND' },
  })
  search.addAll(index)
  expect(search.search('graphcache keys')[0]).toMatchObject({ page: 'clients', heading: 'urql with Graphcache' })
  expect(search.search('KEY_PEPPER').map(({ page }) => page)).toContain('operate')
})
