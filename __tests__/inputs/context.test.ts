import { expect, test } from '@jest/globals'
import { isGitContext } from '../../src/inputs/context.ts'

test.each([
  { context: '', isGit: true },
  { context: '{{defaultContext}}', isGit: true },
  { context: '{{ defaultContext }}:app', isGit: true },
  { context: '.', isGit: false },
  { context: './app', isGit: false },
  { context: 'https://github.com/a/b.git#main', isGit: false },
  { context: '{defaultContext}', isGit: false },
])('the context "$context" is the repository of the event: $isGit', ({ context, isGit }) => {
  expect(isGitContext(context)).toBe(isGit)
})
