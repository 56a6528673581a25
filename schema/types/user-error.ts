import { UserErrorCodeEnum } from '../builder/enums.ts'
import { UserErrorRef } from '../builder/refs.ts'

UserErrorRef.implement({
  description: 'An expected problem with an input, as data. extensions.code is for failures of the request itself.',
  fields: (t) => ({
    code: t.expose('code', { type: UserErrorCodeEnum, description: 'What kind of problem, for programs.' }),
    message: t.exposeString('message', { description: 'What is wrong and what to do, for people.' }),
    path: t.exposeStringList('path', {
      description: "Where in the input, from its root: e.g. ['articles', '3', 'headline'].",
    }),
  }),
})
