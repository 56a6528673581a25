import { createElement as h } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { fetchQuery, RelayEnvironmentProvider } from 'react-relay'
import { commitLocalUpdate, ConnectionHandler, type Environment } from 'relay-runtime'
import { createEnvironment } from './environment.ts'
import { SectionScreen } from './section-screen.ts'
import pageQuery, { type sectionScreenPageQuery } from './generated/sectionScreenPageQuery.graphql.ts'
import query, { type sectionScreenQuery } from './generated/sectionScreenQuery.graphql.ts'

/** The screen of a section as HTML: with its first articles, and with what comes after them. */
export async function* showSection(path: string): AsyncGenerator<string> {
  const variables = { path, first: 3 }
  const environment = createEnvironment()
  const render = (): string =>
    renderToStaticMarkup(h(RelayEnvironmentProvider, { environment, children: h(SectionScreen, variables) }))

  await fetchQuery<sectionScreenQuery>(environment, query, variables).toPromise()
  yield render()

  // what the button does in a browser
  const next = nextPage(environment, path)
  if (next === null) return
  await fetchQuery<sectionScreenPageQuery>(environment, pageQuery, { ...next, first: 3 }).toPromise()
  yield render()
}

/** Where the section goes on, by what the store has of it; null at its end. */
function nextPage(environment: Environment, path: string): { readonly id: string; readonly after: string } | null {
  let next: { readonly id: string; readonly after: string } | null = null
  commitLocalUpdate(environment, (store) => {
    const topic = store.getRoot().getLinkedRecord('topic', { by: { path } })
    const connection = topic && ConnectionHandler.getConnection(topic, 'sectionScreen_articles')
    const after = connection?.getLinkedRecord('pageInfo')?.getValue('endCursor')
    if (topic && typeof after === 'string') next = { id: topic.getDataID(), after }
  })
  return next
}
