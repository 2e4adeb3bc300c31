/** The image has more files, or longer paths through symlinks, than the proof's memory and time allow. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge'
}
