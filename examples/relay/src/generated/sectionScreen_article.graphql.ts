/**
 * @generated SignedSource<<7ad59a6d0dd4d3dd9a7de8cbc30e9833>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ReaderFragment } from 'relay-runtime';
import type { FragmentRefs } from "relay-runtime";
export type sectionScreen_article$data = {
  readonly authors: ReadonlyArray<{
    readonly name: string;
  }>;
  readonly headline: string;
  readonly standfirst: string | null | undefined;
  readonly " $fragmentType": "sectionScreen_article";
};
export type sectionScreen_article$key = {
  readonly " $data"?: sectionScreen_article$data;
  readonly " $fragmentSpreads": FragmentRefs<"sectionScreen_article">;
};

const node: ReaderFragment = {
  "argumentDefinitions": [],
  "kind": "Fragment",
  "metadata": null,
  "name": "sectionScreen_article",
  "selections": [
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "headline",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "standfirst",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "concreteType": "Author",
      "kind": "LinkedField",
      "name": "authors",
      "plural": true,
      "selections": [
        {
          "alias": null,
          "args": null,
          "kind": "ScalarField",
          "name": "name",
          "storageKey": null
        }
      ],
      "storageKey": null
    }
  ],
  "type": "Article",
  "abstractKey": null
};

(node as any).hash = "34b4beead7aef0e8b5209966747f2d34";

export default node;
