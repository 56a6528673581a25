import { toPlain } from '../../text/fold.ts'
import { isOnlyRole, sureRoles } from '../vocabulary/names/role.ts'

/** Whether a text says what somebody does. "Martin Freier" and "Tom Fellow" are people, "Senior Fellow" is none. */
export function isRole(text: string): boolean {
  const plain = toPlain(text)
  return sureRoles.within(plain) || isOnlyRole(plain)
}
