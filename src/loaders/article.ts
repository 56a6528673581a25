import { sql, type RawBuilder } from 'kysely'
import type { ArticlePort, Args } from '../../schema/context.ts'
import { clientError } from '../../schema/errors.ts'
import { readArticleListArgs } from '../../schema/list-args.ts'
import type { Article, ArticleListArgs, ArticleScope, Connection } from '../../schema/models.ts'
import type { Selection } from '../../schema/selection.ts'
import type { ListScope } from '../query/lists/driving-index.ts'
import { articleCount, articlePage, cursorBinding } from '../query/lists/article-list.ts'
import type { RawPage } from '../query/lists/connection-json.ts'
import type { Json } from '../db/json.ts'
import { articleCondition } from '../query/look-up.ts'
import { toConnection } from './connection.ts'
import type { LoaderContext } from './loader-context.ts'
import { toMarkdown } from './markdown.ts'
import { findNode, loadNode } from './nodes.ts'
import { runOne } from './runner.ts'
import { resolveUrls } from './url-resolution.ts'

/** Answers everything that is asked about articles. */
export function createArticlePort(loaderContext: LoaderContext): ArticlePort {
  return {
    find: (key, selection) => findNode<Article>(loaderContext, 'article', articleCondition(key), selection),
    load: (id, selection) => loadNode<Article>(loaderContext, 'article', id, selection),
    list: async (scope, args, selection) => {
      const read = readAllowed(loaderContext, args)
      const raw = await loadPage(loaderContext, scope, args, read, selection)
      return connection(loaderContext, scope, read, raw)
    },
    toConnection: (scope, args, planned) =>
      connection(loaderContext, scope, readAllowed(loaderContext, args), planned as RawPage),
    resolveUrls: (urls, selection) => resolveUrls(loaderContext, urls, selection),
    toMarkdown,
  }
}

/** The arguments of an article list, as far as the caller may use them. Throws BAD_USER_INPUT, FORBIDDEN. */
export function readAllowed(loaderContext: LoaderContext, args: Args): ArticleListArgs {
  const read = readArticleListArgs(args)
  if (
    !loaderContext.requestScope.readAccess.preview &&
    read.filter.status?.some((status) => status !== 'PUBLISHED') === true
  ) {
    throw clientError('FORBIDDEN', 'Statuses other than PUBLISHED need the scope CONTENT_PREVIEW.', {
      requiredScope: 'CONTENT_PREVIEW',
    })
  }
  return read
}

/** A page of the gateway is one statement; pages under many authors or topics are one statement together. */
function loadPage(
  loaderContext: LoaderContext,
  scope: ArticleScope,
  args: Args,
  read: ArticleListArgs,
  selection: Selection,
): Promise<RawPage | null> {
  const { filter, order, window } = read
  const position =
    window.cursor === null ? null : loaderContext.cursors.decode(window.cursor, cursorBinding(scope, read))
  const page = (listScope: ListScope): RawBuilder<RawPage> => {
    const list = { scope: listScope, filter, order }
    const builder = loaderContext.newStatementBuilder()
    const source = articlePage(builder, list, { ...window, position }, read)
    return builder.output.page(builder, source, loaderContext.plannable(selection)) as Json<RawPage>
  }
  if (scope.of === 'gateway') return runOne(loaderContext.run, page(scope))
  return underEach(loaderContext, selection.key, 'articles of', scope, args, page)
}

/** What is asked for under each of many authors or topics at one place of the document: one statement for all of them. */
function underEach<T>(
  loaderContext: LoaderContext,
  fieldKey: object,
  label: string,
  scope: Exclude<ArticleScope, { of: 'gateway' }>,
  args: unknown,
  value: (scope: ListScope) => RawBuilder<T>,
): Promise<T | null> {
  const { id, ...kind } = scope
  return loaderContext.batches.load(fieldKey, `${label} ${JSON.stringify([kind, args])}`, id, async (ids) => {
    const rows = await loaderContext.run(sql<{ id: number; value: T }>`
      select root.id, ${value({ ...scope, id: sql.ref<number>('root.id') })} as value
      from unnest(${ids}::bigint[]) as root (id)`)
    return new Map(rows.map((row) => [row.id, row.value]))
  })
}

function connection(
  loaderContext: LoaderContext,
  scope: ArticleScope,
  read: ArticleListArgs,
  raw: RawPage | null,
): Connection<Article> {
  const { filter, order } = read
  const count = (listScope: ListScope, limit: number): RawBuilder<number> =>
    articleCount(loaderContext.newStatementBuilder(), { scope: listScope, filter, order }, limit)
  const countRows = async (limit: number, fieldKey: object): Promise<number> => {
    if (scope.of === 'gateway') return (await runOne(loaderContext.run, count(scope, limit))) ?? 0
    const counted = await underEach(loaderContext, fieldKey, `count to ${limit} of`, scope, [filter, order], (one) =>
      count(one, limit),
    )
    return counted ?? 0
  }
  return toConnection<Article>(raw, read.window, loaderContext.cursors, cursorBinding(scope, read), countRows)
}
