/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type FrontPageQueryVariables = Exact<{
  first: number;
}>;


export type FrontPageQuery = { articles: { nodes: Array<{ headline: string, datePublished: string | null, authors: Array<{ name: string }> }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const FrontPageDocument = new TypedDocumentString(`
    query FrontPage($first: Int!) {
  articles(first: $first) {
    nodes {
      headline
      datePublished
      authors {
        name
      }
    }
  }
}
    `, {"hash":"sha256:abf4f212842edd962277400647ee22e63d192dd49c64702dc8f421d340c8da83"}) as unknown as TypedDocumentString<FrontPageQuery, FrontPageQueryVariables>;