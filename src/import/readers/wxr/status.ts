import type { PublicationStatus } from '../../../../schema/models.ts'
import type { Note } from '../../draft.ts'
import type { XmlElement } from '../shared/xml.ts'
import { childText, firstMeta, metaValue } from './fields.ts'

interface Meaning {
  readonly status: PublicationStatus
  readonly note?: string
}

/** What WordPress's own statuses mean here; a plugin's makes a draft. */
const meanings: Readonly<Record<string, Meaning>> = {
  publish: { status: 'PUBLISHED' },
  // WordPress publishes it when its time comes; so does the date, which is still to come.
  future: { status: 'PUBLISHED' },
  draft: { status: 'DRAFT' },
  pending: { status: 'DRAFT' },
  'auto-draft': { status: 'DRAFT', note: 'It was saved by itself and never by its author; it comes as a draft.' },
  private: { status: 'DRAFT', note: 'It is private and comes as a draft.' },
  inherit: { status: 'DRAFT', note: 'It has the status of another item, which is not known; it comes as a draft.' },
  trash: { status: 'WITHDRAWN', note: 'It is in the bin and comes as withdrawn.' },
  '': { status: 'DRAFT', note: 'It has no status; it comes as a draft.' },
}

/** The status of a post: protected ones, and scheduled ones that do not say for when (`isDated`), are drafts. Notes say why. */
export function statusOf(item: XmlElement, isDated: boolean, notes: Note[]): PublicationStatus {
  const written = childText(item, 'wp:status').trim()
  const { status, note }: Meaning = meanings[written] ?? {
    status: 'DRAFT',
    note: `Its status "${written.slice(0, 40)}" is a plugin's; it comes as a draft.`,
  }
  const say = (message: string): void => void notes.push({ field: 'status', message })
  if (status === 'PUBLISHED' && childText(item, 'wp:post_password') !== '') {
    say('It is protected by a password and comes as a draft.')
    return 'DRAFT'
  }
  if (written === 'future' && !isDated) {
    say('It is scheduled, but no date is given; it comes as a draft.')
    return 'DRAFT'
  }
  if (note !== undefined) say(note)
  return status
}

/** Whether a post was begun by the editor and left empty. */
export function isEmptyAutoDraft(item: XmlElement): boolean {
  return childText(item, 'wp:status').trim() === 'auto-draft' && childText(item, 'content:encoded').trim() === ''
}

/** Whether plugins say that a post is for members only; what a page builder encloses for them is found in its text. */
export function isForMembers(item: XmlElement): boolean {
  const access = firstMeta(item, ['_jetpack_newsletter_access', '_wpcom_post_access'])
  return (
    (access !== '' && access !== 'everybody') ||
    membersFields.some(
      (key) => !/^(?:|0|no|none|false|a:0:\{\}|all|everyone|public)$/i.test(metaValue(item, key).trim()),
    )
  )
}

const membersFields = [
  '_members_access_role',
  'rcp_subscription_level',
  'rcp_access_level',
  'rcp_user_level',
  '_leaky_paywall_visibility_restricted',
  '_restrict_content',
  'ihc_mb_who',
]
