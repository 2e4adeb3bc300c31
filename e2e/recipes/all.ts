import { CROSS } from './cross.ts'
import { FOREIGN } from './foreign.ts'
import { MISTAKES } from './mistakes.ts'
import { NODE } from './node.ts'
import { PACKAGES } from './packages.ts'
import { PUBLISHED } from './published.ts'
import { PYTHON } from './python.ts'
import { isWrong, type Recipe } from './recipe.ts'
import { RUNTIMES } from './runtimes.ts'
import { STARTS } from './starts.ts'
import { SYSTEMS } from './systems.ts'
import { TOOLS } from './tools.ts'
import { UNEXPLAINED } from './unexplained.ts'
import { WINDOWS } from './windows.ts'

const RECIPES: readonly Recipe[] = [
  ...[FOREIGN, UNEXPLAINED, PACKAGES, PYTHON, NODE, RUNTIMES, SYSTEMS, STARTS, TOOLS, MISTAKES].flat(),
  ...[CROSS, PUBLISHED, WINDOWS].flat(),
]

/** Images that get their tags, with a warning at most. */
export const RIGHT = RECIPES.filter((recipe) => !isWrong(recipe))
/** Images that must not get their tags. */
export const WRONG = RECIPES.filter(isWrong)
