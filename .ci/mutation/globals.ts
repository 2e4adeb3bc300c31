// Replaces `@jest/globals`, which exists only inside jest: the same functions, from the packages that jest takes them from.
import { expect } from 'expect'
import { afterAll, afterEach, beforeAll, beforeEach, describe, test } from 'jest-circus'

export { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test }
