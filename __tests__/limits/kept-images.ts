/** Where large images are kept between runs. */
import { join } from 'node:path'
import { home } from '../../e2e/engine/home.ts'

/** The variable with the folder. It reaches the tests from the setup, as they have another home. */
export const LARGE_IMAGES = 'LARGE_IMAGES_FOLDER'

/** Names the folder in this process's environment. */
export function keepLargeImages(): void {
  process.env[LARGE_IMAGES] = join(home().root, 'large-images')
}
