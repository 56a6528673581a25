import type { Late } from './slot.ts'

/** What of the content a caller may see; made from the key, handed to every statement. */
export interface ReadAccess {
  /** Sees articles at all (scope CONTENT_READ). */
  readonly reads: boolean
  /** Sees drafts, embargoed, scheduled and withdrawn articles (scope CONTENT_PREVIEW). */
  readonly preview: boolean
  /** Reads the bodies of articles that are not free (scope CONTENT_BODY). */
  readonly bodies: boolean
  /** Only articles of these topics and their descendants; null: all. */
  readonly topicIds: Late<readonly number[]> | null
}
