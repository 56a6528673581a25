/** Whether this is the checkout, where Node runs TypeScript; in the package it is JavaScript. */
const isCheckout = import.meta.filename.endsWith('.ts')

/** How the user calls us: texts are written for the checkout, and say `masthead` where that is a command of its own. */
export function toInvocation(text: string): string {
  if (isCheckout) return text
  return text
    .replaceAll('npm run -s masthead --', 'masthead')
    .replaceAll('npm start -- ', 'masthead serve ')
    .replaceAll('npm start', 'masthead serve')
}
