import { TEMPLATE } from '../platforms/templates.ts'

/** Whether a context is the event's repository, which only the builder looks at. */
export function isGitContext(context: string): boolean {
  return context === '' || context.search(TEMPLATE) !== -1
}
