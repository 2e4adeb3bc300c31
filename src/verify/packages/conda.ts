import { array, parseJson, text } from '../../json.ts'
import { archOfWord, systemOfWord } from '../name-words.ts'
import { claimOf, type Metadata } from './claim.ts'
import { pathHash } from './owners.ts'

const BITS: ReadonlyMap<string, string> = new Map([
  ['64', 'amd64'],
  ['32', '386'],
])

/** Records of installed packages in conda-meta: `subdir` is `noarch` or `linux-64`, `files` are relative to the prefix (docs.conda.io, "Package specification"). */
export function readConda(source: string, path: string): Metadata | undefined {
  const json = parseJson(source)
  const name = text(json, 'name')
  const subdir = text(json, 'subdir')
  if (name === '' || subdir === '') return undefined
  const prefix = path.split('/').slice(0, -2)
  const files = array(json, 'files').filter((file) => typeof file === 'string')
  const pathHashes = Float64Array.from(files, (file) => pathHash([...prefix, file].join('/')))
  const [system = '', arch = ''] = subdir.split('-')
  // `noarch` has no second word.
  const machines =
    arch === ''
      ? { systems: [], archs: [] }
      : { systems: [systemOfWord(system)], archs: [BITS.get(arch) ?? archOfWord(arch)] }
  return claimOf({ format: 'conda', name, ...machines, libcs: [] }, pathHashes)
}
