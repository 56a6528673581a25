import type { Context } from '../context.ts'
import { clientError } from '../errors.ts'
import type { Scope } from '../models.ts'

/** Throws FORBIDDEN on the field, with `extensions.requiredScope`, where the caller lacks the scope. */
export function requireScope(context: Context, scope: Scope): void {
  if (context.scopes.has(scope)) return
  if (scope === 'KEYS_ADMIN') requireCurrentSecret(context)
  throw clientError('FORBIDDEN', `This needs the scope ${scope}. Use an API key that has it, or ask for one.`, {
    requiredScope: scope,
  })
}

/** Throws FORBIDDEN where the key was sent by a secret that has been replaced: whoever found it may not take the key over. */
export function requireCurrentSecret({ viewer }: Context): void {
  if (!viewer.isRotatedOut) return
  throw clientError(
    'FORBIDDEN',
    'This secret has been replaced: until its time is over it serves for content, not for keys. Use the new one.',
  )
}
