import type { Statement } from './explain.ts'
import { createTestGateway, type TestCaller, type TestGateway } from './gateway.ts'
import { generateContent } from './generated.ts'

/** A gateway over generated content that tells by which statements it answers, so that they can be explained. */
export interface ExplainedGateway {
  readonly gateway: TestGateway
  /** Answers, with the statements behind the answer. */
  readonly ask: (
    query: string,
    variables?: Record<string, unknown>,
    as?: TestCaller,
  ) => Promise<{ data: any; statements: readonly Statement[] }>
  /** The same for what one statement answers; throws where there is none or another. */
  readonly askOnce: (
    query: string,
    variables?: Record<string, unknown>,
    as?: TestCaller,
  ) => Promise<{ data: any; statement: Statement }>
}

/** Fills a database of its own with so many articles. */
export async function createExplainedGateway(articles: number): Promise<ExplainedGateway> {
  const sent: Statement[] = []
  const gateway = await createTestGateway({
    statementTimeoutMs: 110_000,
    onStatement: (text, parameters) => sent.push({ text, parameters }),
  })
  await generateContent(gateway.db, articles)
  const ask: ExplainedGateway['ask'] = async (query, variables = {}, as) => {
    sent.length = 0
    const data = await gateway.data(query, variables, as)
    return { data, statements: [...sent] }
  }
  return {
    gateway,
    ask,
    async askOnce(...args) {
      const { data, statements } = await ask(...args)
      const [statement, ...others] = statements
      if (statement === undefined || others.length > 0) throw new Error(`${statements.length} statements, not 1`)
      return { data, statement }
    },
  }
}
