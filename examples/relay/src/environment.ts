import { Environment, Network, RecordSource, Store, type FetchFunction } from 'relay-runtime'

const url = process.env['MASTHEAD_URL'] ?? 'http://localhost:4000/graphql'

/** Relay knows the document by its digest, which is the id it is registered under: `masthead documents register`. */
const ask: FetchFunction = async ({ id, text }, variables) => {
  const body = id === null || id === undefined ? { query: text, variables } : { documentId: id, variables }
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await response.json()) as never
}

export function createEnvironment(): Environment {
  return new Environment({ network: Network.create(ask), store: new Store(new RecordSource()) })
}
