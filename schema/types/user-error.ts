import { UserErrorCodeEnum } from '../builder/enums.ts'
import { UserErrorRef } from '../builder/refs.ts'

UserErrorRef.implement({
  description:
    'A problem with an input. It is part of the data. Errors of the request itself are in errors, with extensions.code.',
  fields: (t) => ({
    code: t.expose('code', { type: UserErrorCodeEnum, description: 'What kind of problem, for programs.' }),
    message: t.exposeString('message', { description: 'What is wrong and what to do, for people.' }),
    path: t.exposeStringList('path', {
      description: "Where in the input, from its root: e.g. ['articles', '3', 'headline'].",
    }),
  }),
})
