import { RelatedLinkKindEnum, RelatedLinkOriginEnum } from '../builder/enums.ts'
import { plannedOr } from '../builder/planned.ts'
import { ArticleRef, RelatedLinkRef } from '../builder/refs.ts'
import { selectionBelow } from '../selection.ts'

RelatedLinkRef.implement({
  description: "A link under an article: 'you may also like'.",
  fields: (t) => ({
    title: t.exposeString('title', { description: 'As printed.' }),
    url: t.expose('url', {
      type: 'URL',
      nullable: true,
      description: "Null while only the title is known; the article's address as soon as the link is bound to one.",
    }),
    byline: t.exposeString('byline', { nullable: true, description: 'Who made the target, as printed.' }),
    kind: t.expose('kind', { type: RelatedLinkKindEnum, description: 'What it leads to.' }),
    origin: t.expose('origin', { type: RelatedLinkOriginEnum, description: 'Who chose it.' }),
    position: t.exposeInt('position', { description: 'Its place in the list that was asked for, from 1.' }),
    article: t.field({
      type: ArticleRef,
      nullable: true,
      description: 'Set as soon as the gateway holds the target, whenever it was imported.',
      resolve: (link, _args, context, info) =>
        plannedOr(link, 'article', () =>
          link.articleId === null ? null : context.articles.load(link.articleId, selectionBelow(info)),
        ),
    }),
  }),
})
