// Replaces `@jest/globals`, which only exists inside jest: the same functions, from the packages from which jest imports them.
import { expect } from 'expect'
import { afterAll, afterEach, beforeAll, beforeEach, describe, test } from 'jest-circus'

export { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test }
