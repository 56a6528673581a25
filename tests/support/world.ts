import type { ArticleInput } from '../../schema/models.ts'
import { importArticles } from '../../src/import/run/import-articles.ts'
import { articleInput } from '../import/readers/articles.ts'
import { createTestGateway, type TestCaller, type TestGateway } from './gateway.ts'

/** A gateway over a small world that tests write as a publisher would. */
export interface World extends TestGateway {
  /** Writes articles of the source `post`, each under its external id as slug and at `/id` of the site. Throws where one is rejected. */
  save(...articles: [externalId: string, fields?: Partial<ArticleInput>][]): Promise<void>
  /** The data, after asking with and without looking ahead, which has to be the same. */
  both(query: string, variables?: Record<string, unknown>, as?: TestCaller): Promise<any>
  topicId(path: string): Promise<number>
}

export const site = 'https://www.post.example'

export async function createWorld(): Promise<World> {
  const gateway = await createTestGateway()
  return {
    ...gateway,
    save: async (...articles) => {
      const inputs = articles.map(([externalId, fields]) =>
        articleInput(externalId, {
          slug: externalId,
          url: `${site}/${externalId}`,
          datePublished: '2025-06-01T08:00:00Z',
          ...fields,
        }),
      )
      const { results } = await importArticles(gateway.db, { source: 'post', articles: inputs })
      const rejected = results.filter(({ outcome }) => outcome === 'REJECTED')
      if (rejected.length > 0) throw new Error(JSON.stringify(rejected))
    },
    both: async (query, variables = {}, as = {}) => {
      const planned = await gateway.data(query, variables, { instant, ...as })
      const loaded = await gateway.data(query, variables, { instant, ...as, lookahead: false })
      if (JSON.stringify(loaded) !== JSON.stringify(planned)) {
        throw new Error(`looking ahead gives ${JSON.stringify(planned)}, and loaders ${JSON.stringify(loaded)}`)
      }
      return planned
    },
    topicId: async (path) =>
      (await gateway.db.selectFrom('topic').select('id').where('path', '=', path).executeTakeFirstOrThrow()).id,
  }
}

/** When questions are asked, unless they say otherwise: after everything that is dated, and any run of the tests. */
export const instant = '2100-01-01T00:00:00Z'
