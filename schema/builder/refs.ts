import { builder } from './builder.ts'
import type {
  ApiKey,
  Article,
  Author,
  Connection,
  Edge,
  Publisher,
  RelatedLink,
  Topic,
  UsageReport,
  UserError,
} from '../models.ts'

/** One ref a noun, declared before it is described, so that nouns can speak of each other. */
export const ArticleRef = builder.objectRef<Article>('Article')
export const AuthorRef = builder.objectRef<Author>('Author')
export const TopicRef = builder.objectRef<Topic>('Topic')
export const PublisherRef = builder.objectRef<Publisher>('Publisher')
export const RelatedLinkRef = builder.objectRef<RelatedLink>('RelatedLink')

export const ArticleConnectionRef = builder.objectRef<Connection<Article>>('ArticleConnection')
export const ArticleEdgeRef = builder.objectRef<Edge<Article>>('ArticleEdge')
export const AuthorConnectionRef = builder.objectRef<Connection<Author>>('AuthorConnection')
export const AuthorEdgeRef = builder.objectRef<Edge<Author>>('AuthorEdge')
export const TopicConnectionRef = builder.objectRef<Connection<Topic>>('TopicConnection')
export const TopicEdgeRef = builder.objectRef<Edge<Topic>>('TopicEdge')

export const UserErrorRef = builder.objectRef<UserError>('UserError')

export const ApiKeyRef = builder.objectRef<ApiKey>('ApiKey')
export const UsageReportRef = builder.objectRef<UsageReport>('UsageReport')
