import { TEMPLATE } from '../platforms/templates.ts'

/** A URL, an SSH address of a repository, or github.com/… */
const REMOTE = /^(?:[a-z]+:\/\/|[\w.-]+@[\w.-]+:|github\.com\/)/

/** Whether a context is the event's repository: an empty one is, and one with the template. */
export function isGitContext(context: string): boolean {
  return context === '' || context.search(TEMPLATE) !== -1
}

/** Whether a context or a Dockerfile is at an address, so that only the builder can look at it. */
export function isRemoteSource(text: string): boolean {
  return REMOTE.test(text)
}
