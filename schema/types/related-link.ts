import { RelatedLinkKindEnum, RelatedLinkOriginEnum } from '../builder/enums.ts'
import { plannedOr } from '../builder/planned.ts'
import { ArticleRef, RelatedLinkRef } from '../builder/refs.ts'
import { selectionBelow } from '../selection.ts'

RelatedLinkRef.implement({
  description: "A link under an article: 'you may also like'.",
  fields: (t) => ({
    title: t.exposeString('title', { description: 'Name as printed.' }),
    url: t.expose('url', {
      type: 'URL',
      nullable: true,
      description:
        'Address of the target. Null while only the title is known. When the target is an article of this gateway, it is the address of that article.',
    }),
    byline: t.exposeString('byline', { nullable: true, description: 'Who made the target, as printed.' }),
    kind: t.expose('kind', { type: RelatedLinkKindEnum, description: 'What it leads to.' }),
    origin: t.expose('origin', { type: RelatedLinkOriginEnum, description: 'Who chose it.' }),
    position: t.exposeInt('position', { description: 'Its place in the list that was asked for, from 1.' }),
    article: t.field({
      type: ArticleRef,
      nullable: true,
      description: 'The article that the link leads to. Null until the gateway has this article.',
      resolve: (link, _args, context, info) =>
        plannedOr(link, 'article', () =>
          link.articleId === null ? null : context.articles.load(link.articleId, selectionBelow(info)),
        ),
    }),
  }),
})
