/** Version schemes, for messages. */
export type VersionScheme = 'semantic version' | 'version of PEP 440'

/** Why a rule gives no tag for an event. */
export type Reason =
  | { readonly kind: 'disabled' | 'empty' }
  | { readonly kind: 'no schedule' | 'no tag' | 'no branch' | 'no pull request' | 'no commit' }
  | { readonly kind: 'no default branch' }
  | { readonly kind: 'other branch'; readonly branch: string; readonly expected: string }
  | { readonly kind: 'no version'; readonly text: string; readonly of: VersionScheme }
  | { readonly kind: 'no match'; readonly text: string; readonly pattern: string }
  | { readonly kind: 'no group'; readonly group: string; readonly pattern: string }
  | { readonly kind: 'no characters'; readonly text: string }

/** The end of a sentence. */
export function printReason(reason: Reason): string {
  switch (reason.kind) {
    case 'disabled':
      return 'enable is false'
    case 'empty':
      return 'its value is empty'
    case 'no schedule':
      return 'the event is not a schedule'
    case 'no tag':
      return 'the event is not about a tag'
    case 'no branch':
      return 'the event is not about a branch'
    case 'no pull request':
      return 'the event is not about a pull request'
    case 'no commit':
      return 'the event has no commit'
    case 'no default branch':
      return 'the event does not have the default branch; set branch=NAME'
    case 'other branch':
      return `the branch is ${reason.branch}, not ${reason.expected}`
    case 'no version':
      return `"${reason.text}" is not a ${reason.of}`
    case 'no match':
      return `"${reason.text}" does not match ${reason.pattern}`
    case 'no group':
      return `${reason.pattern} did not match group ${reason.group}`
    case 'no characters':
      return `"${reason.text}" has no character that a tag can begin with`
  }
}

/** Whether it may be a mistake in the rule or in the name of a tag, regardless of the event. */
export function isOdd({ kind }: Reason): boolean {
  return kind === 'no version' || kind === 'no match' || kind === 'no group' || kind === 'no characters'
}
