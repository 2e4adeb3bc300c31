import { FOREIGN } from './foreign.ts'
import { PACKAGES } from './packages.ts'
import { isWrong, type Recipe } from './recipe.ts'
import { UNEXPLAINED } from './unexplained.ts'

const RECIPES: readonly Recipe[] = [...FOREIGN, ...UNEXPLAINED, ...PACKAGES]

/** Images that get their tags, with a warning at most. */
export const RIGHT = RECIPES.filter((recipe) => !isWrong(recipe))
/** Images that must not. */
export const WRONG = RECIPES.filter(isWrong)
