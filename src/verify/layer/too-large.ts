/** The image has more files, or longer ways to them, than a proof spends memory and time on. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge'
}
