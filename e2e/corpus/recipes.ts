import { DISTRIBUTION_RECIPES } from './distribution.ts'
import { DOTNET_RECIPES } from './dotnet.ts'
import { JAVA_RECIPES } from './java.ts'
import { NODE_RECIPES } from './node.ts'
import { PROGRAM_RECIPES } from './programs.ts'
import { PYTHON_RECIPES } from './python.ts'
import type { Recipe } from './recipe.ts'

/** All images of the corpus. */
export const RECIPES: readonly Recipe[] = [
  ...PYTHON_RECIPES,
  ...NODE_RECIPES,
  ...JAVA_RECIPES,
  ...DISTRIBUTION_RECIPES,
  ...PROGRAM_RECIPES,
  ...DOTNET_RECIPES,
]
