import { expect, test } from '@jest/globals'
import { proveAlone } from '../../e2e/harness/proof-process.ts'
import { type LargeImage, largeImage } from './large-images.ts'

/** Bytes of the whole process, which compiles its own TypeScript. */
const LIMIT = 250 << 20
const MINUTES = 60_000

// Concurrently, because each is written and proven by separate processes: only their memory is measured.
test.concurrent.each<{ what: string; image: LargeImage }>([
  { what: '250,000 files of a store of pnpm', image: 'pnpm' },
  { what: '450,000 files named by their sha256', image: 'sha256' },
  { what: 'a dataset of 1.3 million files', image: 'dataset' },
  { what: '3 million files in 23 layers, a third of them again', image: 'layers' },
  { what: '300,000 hard links into a store', image: 'links' },
  { what: 'a million folders', image: 'folders' },
  { what: '750,000 symlinks', image: 'symlinks' },
])(
  '$what are proven in 250 MiB',
  async ({ image }) => {
    const { layout, subject } = await largeImage(image)
    const { findings, peak } = await proveAlone(layout, [subject])
    expect(findings).toEqual([])
    expect(peak).toBeLessThan(LIMIT)
  },
  10 * MINUTES,
)
